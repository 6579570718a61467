package dev.fluxion.problems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.fit.Gate;
import dev.fluxion.problems.fit.LinearRegression;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProblemTest {
  private static final RandomKey KEY = RandomKey.of(3);

  @TestFactory
  Stream<DynamicTest> everyProblemHasRightGradientsAndAKnownMinimum() {
    return ProblemSpec.catalog().all().stream()
        .map(spec -> DynamicTest.dynamicTest(spec.card().id(), () -> contract(spec)));
  }

  private static void contract(ProblemSpec spec) {
    Problem problem = spec.open(KEY);
    for (int i = 0; i < 3; i++) {
      float[] theta = new float[problem.dimension()];
      KEY.split("point").split(i).normals(0, theta.length, theta, 0);
      double[] wide = Convert.toDouble(theta);
      GradientCheck.formula(problem.definition(), wide).expectBelow(1e-7);
      GradientCheck.engine(problem.objective(), problem.definition(), theta).expectBelow(1e-5);
      assertEquals(
          problem.objective().value(theta),
          problem.objective().valueAndGradient(theta, new float[theta.length]));
      if (problem.minimum().isPresent()) {
        double minimum = problem.minimum().getAsDouble();
        assertTrue(problem.definition().value(wide) >= minimum, "a value below the minimum");
      }
    }
    problem.minimizer().ifPresent(point -> optimum(problem, point));
    assertArrayEquals(problem.start(), spec.open(KEY).start(), "the same key, the same problem");
  }

  /** Rounding of the data to float leaves about 1e-7 of the gradient. */
  private static void optimum(Problem problem, double[] point) {
    double[] gradient = new double[point.length];
    double value = problem.definition().valueAndGradient(point, gradient);
    assertEquals(problem.minimum().orElseThrow(), value, 1e-12);
    assertTrue(Arrays.stream(gradient).allMatch(g -> Math.abs(g) < 1e-6), "gradient not 0");
  }

  @Test
  void regressionHasTheChosenConditionNumber() {
    for (double condition : new double[] {1, 10, 100}) {
      Problem problem = new LinearRegression(64, 1, condition, 0).open(KEY);
      // The Hessian of a quadratic in two variables, from differences of its gradient.
      double[] origin = gradient(problem, 0, 0);
      double[] first = gradient(problem, 1, 0);
      double[] second = gradient(problem, 0, 1);
      double a = first[0] - origin[0];
      double b = second[0] - origin[0];
      double d = second[1] - origin[1];
      double root = Math.sqrt((a - d) * (a - d) / 4 + b * b);
      double measured = ((a + d) / 2 + root) / ((a + d) / 2 - root);
      assertEquals(condition, measured, 1e-5 * condition);
    }
  }

  private static double[] gradient(Problem problem, double... theta) {
    double[] gradient = new double[theta.length];
    problem.definition().valueAndGradient(theta, gradient);
    return gradient;
  }

  @Test
  void noiseSetsTheMinimumOfARegression() {
    Problem noisy = new LinearRegression(64, 2, 10, 0.1).open(KEY);
    assertEquals(0.01, noisy.minimum().orElseThrow(), 1e-7);
  }

  @Test
  void gatesHaveTheirTruthTables() {
    assertTrue(Gate.XOR.of(true, false) && Gate.XOR.of(false, true));
    assertFalse(Gate.XOR.of(true, true) || Gate.XOR.of(false, false));
    assertTrue(Gate.IMPLIES.of(false, true) && Gate.IMPLIES.of(true, true));
    assertFalse(Gate.IMPLIES.of(true, false));
    for (Gate gate : new Gate[] {Gate.AND, Gate.OR, Gate.XOR}) {
      Gate not = gate == Gate.AND ? Gate.NAND : gate == Gate.OR ? Gate.NOR : Gate.XNOR;
      for (int row = 0; row < 4; row++) {
        assertEquals(gate.of(row > 1, row % 2 == 1), !not.of(row > 1, row % 2 == 1));
      }
    }
  }

  @Test
  void aSaddleHasNoMinimum() {
    Quadratic saddle =
        new Quadratic(DoubleLists.immutable.with(1, -1), DoubleLists.immutable.with(0), 0);
    assertTrue(saddle.open(KEY).minimum().isEmpty());
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Quadratic(DoubleLists.immutable.empty(), DoubleLists.immutable.with(0), 0));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Quadratic(
                    DoubleLists.immutable.with(1, 2, 3), DoubleLists.immutable.with(0, 0), 0));
    assertTrue(e.getMessage().contains("center has 2 numbers"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LinearRegression(3, 2, 10, 0));
  }
}
