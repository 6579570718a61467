package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares gradients. Each check blames one thing: {@link #formula} (double backward against
 * central differences) the formula, {@link #engine} (float engine against double definition) the
 * float code or the conditioning.
 *
 * <pre>{@code
 * GradientCheck.expect(program); // everything, at random data
 * GradientCheck.formula(definition, theta).expectBelow(1e-7);
 * GradientCheck.engine(workspace, definition, theta).expectBelow(1e-5);
 * }</pre>
 */
public final class GradientCheck {
  private GradientCheck() {}

  /**
   * The largest disagreement found.
   *
   * @param error |left − right| / max(1, largest |right| of the gradient)
   * @param index the parameter where it is; −1 for the value itself
   * @param left the number under test
   * @param right the number it is compared with
   */
  public record Result(double error, int index, double left, double right) {
    /**
     * Requires agreement.
     *
     * @throws AssertionError with both numbers if the error is not below the tolerance
     */
    public void expectBelow(double tolerance) {
      if (!(error < tolerance)) {
        throw new AssertionError(
            (index < 0 ? "value: " : "gradient[" + index + "]: ")
                + left
                + " against "
                + right
                + ", error "
                + error
                + " is not below "
                + tolerance);
      }
    }
  }

  /**
   * Requires that a program is right, at parameters and inputs uniform in (-1, 1); see {@link
   * #expect(Objective, ObjectiveDefinition, float[])}.
   */
  public static void expect(Program program) {
    expect(program, Map.of());
  }

  /**
   * Requires that a program is right, at random parameters.
   *
   * @param program the program
   * @param inputs data of inputs that cannot be anything, such as class indices; the others are
   *     uniform in (-1, 1)
   * @throws AssertionError as {@link #expect(Objective, ObjectiveDefinition, float[])}
   */
  public static void expect(Program program, Map<String, float[]> inputs) {
    RandomKey key = RandomKey.of(0);
    Map<String, float[]> data = new TreeMap<>(inputs);
    program
        .inputs()
        .forEach((name, shape) -> data.putIfAbsent(name, random(key.split(name), shape.size())));
    Workspace engine = program.newWorkspace();
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    data.forEach(engine::set);
    data.forEach(definition::set);
    expect(engine, definition, random(key.split("theta"), program.layout().size()));
  }

  /**
   * Requires that the gradient of the definition agrees with central differences to {@value
   * OpContract#FORMULA_TOLERANCE}, that the float engine agrees with the definition to {@value
   * OpContract#ENGINE_TOLERANCE}, and that NaN and infinities pass through both alike. A kink
   * within 0.001 of the point looks like a wrong gradient: try another point then.
   *
   * @throws AssertionError with numbers, and where they are
   */
  public static void expect(Objective engine, ObjectiveDefinition definition, float[] theta) {
    formula(definition, Convert.toDouble(theta)).expectBelow(OpContract.FORMULA_TOLERANCE);
    engine(engine, definition, theta).expectBelow(OpContract.ENGINE_TOLERANCE);
    String special = SpecialValues.disagreement(engine, definition, theta);
    if (!special.isEmpty()) {
      throw new AssertionError(special);
    }
  }

  private static float[] random(RandomKey key, int n) {
    float[] x = new float[n];
    key.uniforms(0, n, -1, 1, x, 0);
    return x;
  }

  /** The gradient of the definition against central differences of its value. */
  public static Result formula(ObjectiveDefinition definition, double[] theta) {
    double[] gradient = new double[theta.length];
    definition.valueAndGradient(theta, gradient);
    return compare(gradient, centralDifferences(definition, theta));
  }

  /** Value and gradient of the float engine against the definition. */
  public static Result engine(Objective engine, ObjectiveDefinition definition, float[] theta) {
    float[] gradient = new float[theta.length];
    double value = engine.valueAndGradient(theta, gradient);
    double[] expected = new double[theta.length];
    double expectedValue = definition.valueAndGradient(Convert.toDouble(theta), expected);
    Result gradients = compare(Convert.toDouble(gradient), expected);
    double valueError = Math.abs(value - expectedValue) / Math.max(1, Math.abs(expectedValue));
    return valueError > gradients.error() || Double.isNaN(valueError)
        ? new Result(valueError, -1, value, expectedValue)
        : gradients;
  }

  /**
   * The gradient by central differences: {@code (f(θ + h) - f(θ - h)) / 2h} with Richardson's
   * extrapolation from h and h/2, error of order h⁴.
   */
  public static double[] centralDifferences(ObjectiveDefinition definition, double[] theta) {
    double[] point = theta.clone();
    double[] numeric = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double h = 1e-3 * Math.max(1, Math.abs(theta[i]));
      double coarse = slope(definition, point, i, h);
      double fine = slope(definition, point, i, h / 2);
      numeric[i] = (4 * fine - coarse) / 3;
    }
    return numeric;
  }

  private static double slope(ObjectiveDefinition definition, double[] point, int i, double h) {
    double centre = point[i];
    point[i] = centre + h;
    double up = point[i];
    double above = definition.value(point);
    point[i] = centre - h;
    double down = point[i];
    double below = definition.value(point);
    point[i] = centre;
    return (above - below) / (up - down);
  }

  static Result compare(double[] left, double[] right) {
    double scale = Math.max(1, Arrays.stream(right).map(Math::abs).max().orElse(0));
    Result worst = new Result(0, -1, 0, 0);
    for (int i = 0; i < left.length; i++) {
      double error = Math.abs(left[i] - right[i]) / scale;
      if (error > worst.error() || Double.isNaN(error)) {
        worst = new Result(error, i, left[i], right[i]);
      }
    }
    return worst;
  }
}
