package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Set;

/**
 * L-BFGS: a quasi-Newton step from the last few steps and changes of the gradient.
 *
 * <p>Formula: {@code θ ← θ - t·Hg}, t from a {@link StrongWolfe} search. H begins as {@code
 * yᵀs/yᵀy} of the newest pair; each of the last pairs {@code s = θ' - θ}, {@code y = g' - g}, the
 * oldest first, makes it {@code (I - ρsyᵀ)H(I - ρysᵀ) + ρssᵀ}, {@code ρ = 1/yᵀs}. The two-loop
 * recursion gives Hg without H.
 *
 * <p>Source: J. Nocedal, «Updating Quasi-Newton Matrices with Limited Storage», 1980; J. Nocedal,
 * S. Wright, «Numerical Optimization», 2006, algorithms 7.4 and 7.5. Conventions are those of
 * PyTorch (first step, curvature condition, tolerances), but one step is one iteration (PyTorch: up
 * to 20), the line search is on by default, and the history is 10 (PyTorch: 100), for its memory of
 * 2·n·history numbers is taken at the start.
 *
 * @param learningRate the step size α
 * @param historySize the number of pairs
 * @param lineSearch whether to search along the line
 * @param sufficientDecrease the constant c₁ of the search
 * @param curvature the constant c₂ of the search
 * @param gradientTolerance the largest element of a gradient that counts as 0
 * @param changeTolerance the decrease of the loss that counts as none
 */
public record Lbfgs(
    @Setting(value = "step size α, 1 for Newton's", above = 0) double learningRate,
    @Setting(value = "number of pairs that are kept", min = 1) int historySize,
    @Setting("whether to search along the line for the strong Wolfe conditions") boolean lineSearch,
    @Setting(value = "constant c₁ of the search, less than c₂", above = 0, below = 1)
        double sufficientDecrease,
    @Setting(value = "constant c₂ of the search", above = 0, below = 1) double curvature,
    @Setting(value = "largest element of a gradient that counts as 0", min = 0)
        double gradientTolerance,
    @Setting(value = "expected decrease of the loss that counts as none", min = 0)
        double changeTolerance)
    implements OptimizerSpec {
  public Lbfgs {
    Settings.check(
        Lbfgs.class,
        learningRate,
        historySize,
        lineSearch,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
    QuasiNewton.check(sufficientDecrease, curvature);
  }

  /** The defaults. */
  public Lbfgs() {
    this(1, 10, true, 1e-4, 0.9, 1e-7, 1e-9);
  }

  @Override
  public Card card() {
    return new Card(
        "lbfgs",
        "A quasi-Newton step from the last few steps and changes of the gradient.",
        "θ ← θ - t·Hg,  H from the last pairs s, y by the two-loop recursion,  t from a strong"
            + " Wolfe search",
        "J. Nocedal, Updating Quasi-Newton Matrices with Limited Storage, 1980; J. Nocedal, S."
            + " Wright, Numerical Optimization, 2006, algorithms 7.4 and 7.5",
        "PyTorch's conventions, but one step is one iteration, the line search is on, and the"
            + " history is 10, since its memory is taken at the start. The first step tries"
            + " α/Σ|gᵢ|, so a rotation changes the run.");
  }

  @Override
  public Set<Need> needs() {
    return common().needs();
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(0, Invariance.PERMUTATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size());
  }

  private QuasiNewton common() {
    return new QuasiNewton(
        learningRate,
        lineSearch,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
  }

  /** Where the pair stands that is {@code age} younger than the oldest of {@code count}. */
  private int slot(double learned, int count, int age) {
    return (int) ((learned - count + age) % historySize);
  }

  private final class Definition extends QuasiNewtonDefinition {
    private final double[][] steps = new double[historySize][];
    private final double[][] changes = new double[historySize][];
    private final double[] products = doubles("products", historySize);
    private final double[] alpha = new double[historySize];
    private final Cell learned = number("learned", 0);
    private final Cell scale = number("scale", 1);

    Definition(int dimension) {
      super(common(), dimension);
      for (int k = 0; k < historySize; k++) {
        steps[k] = doubles("step" + k, dimension);
        changes[k] = doubles("change" + k, dimension);
      }
    }

    @Override
    void learn(double[] s, double[] y, double ys) {
      int k = (int) (learned.value % historySize);
      System.arraycopy(s, 0, steps[k], 0, s.length);
      System.arraycopy(y, 0, changes[k], 0, y.length);
      products[k] = ys;
      scale.value = ys / dot(y, y);
      learned.value++;
    }

    @Override
    void direction(double[] gradient, double[] d) {
      int count = (int) Math.min(learned.value, historySize);
      for (int i = 0; i < d.length; i++) {
        d[i] = -gradient[i];
      }
      for (int age = count - 1; age >= 0; age--) {
        int k = slot(learned.value, count, age);
        alpha[k] = dot(steps[k], d) / products[k];
        add(-alpha[k], changes[k], d);
      }
      for (int i = 0; i < d.length; i++) {
        d[i] *= scale.value;
      }
      for (int age = 0; age < count; age++) {
        int k = slot(learned.value, count, age);
        add(alpha[k] - dot(changes[k], d) / products[k], steps[k], d);
      }
    }

    @Override
    double norm(double[] gradient) {
      double sum = 0;
      for (double element : gradient) {
        sum += Math.abs(element);
      }
      return sum;
    }
  }

  private final class Engine extends QuasiNewtonEngine {
    private final float[][] steps = new float[historySize][];
    private final float[][] changes = new float[historySize][];
    private final double[] products = doubles("products", historySize);
    private final double[] alpha = new double[historySize];
    private final Cell learned = number("learned", 0);
    private final Cell scale = number("scale", 1);

    Engine(int dimension) {
      super(common(), dimension);
      for (int k = 0; k < historySize; k++) {
        steps[k] = floats("step" + k, dimension);
        changes[k] = floats("change" + k, dimension);
      }
    }

    @Override
    void learn(float[] s, float[] y, double ys) {
      int k = (int) (learned.value % historySize);
      System.arraycopy(s, 0, steps[k], 0, s.length);
      System.arraycopy(y, 0, changes[k], 0, y.length);
      products[k] = ys;
      scale.value = ys / Dot.sumOfSquares(y.length, y, 0);
      learned.value++;
    }

    @Override
    void direction(float[] gradient, float[] d) {
      int n = d.length;
      int count = (int) Math.min(learned.value, historySize);
      for (int i = 0; i < n; i++) {
        d[i] = -gradient[i];
      }
      for (int age = count - 1; age >= 0; age--) {
        int k = slot(learned.value, count, age);
        alpha[k] = Dot.dot(n, steps[k], 0, d, 0) / products[k];
        Axpy.axpy(n, (float) -alpha[k], changes[k], 0, d, 0);
      }
      Scale.scale(n, (float) scale.value, d, 0);
      for (int age = 0; age < count; age++) {
        int k = slot(learned.value, count, age);
        double beta = Dot.dot(n, changes[k], 0, d, 0) / products[k];
        Axpy.axpy(n, (float) (alpha[k] - beta), steps[k], 0, d, 0);
      }
    }

    @Override
    double norm(float[] gradient) {
      double sum = 0;
      for (int i = 0; i < gradient.length; i++) {
        sum += Math.abs(gradient[i]);
      }
      return sum;
    }
  }
}
