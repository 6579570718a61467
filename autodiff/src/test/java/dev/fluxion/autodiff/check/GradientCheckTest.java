package dev.fluxion.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import org.junit.jupiter.api.Test;

/** On Rosenbrock's function, right and with deliberate mistakes. */
class GradientCheckTest {
  private static final double[] POINT = {-1.2, 1};
  private static final float[] FLOAT_POINT = {-1.25f, 1};

  /** f = (1 - x)² + 100 (y - x²)², with a mistake added to one component of the gradient. */
  private record Rosenbrock(double error, int index) implements ObjectiveDefinition, Objective {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public void beginStep(int step) {}

    @Override
    public double value(double[] t) {
      double valley = t[1] - t[0] * t[0];
      return (1 - t[0]) * (1 - t[0]) + 100 * valley * valley;
    }

    @Override
    public double valueAndGradient(double[] t, double[] gradient) {
      double valley = t[1] - t[0] * t[0];
      gradient[0] = -2 * (1 - t[0]) - 400 * t[0] * valley;
      gradient[1] = 200 * valley;
      if (index >= 0) {
        gradient[index] += error;
      }
      return value(t) + (index < 0 ? error : 0);
    }

    @Override
    public double value(float[] t) {
      return value(new double[] {t[0], t[1]});
    }

    @Override
    public double valueAndGradient(float[] t, float[] gradient) {
      double[] wide = new double[2];
      double value = valueAndGradient(new double[] {t[0], t[1]}, wide);
      gradient[0] = (float) wide[0];
      gradient[1] = (float) wide[1];
      return value;
    }
  }

  private static final Rosenbrock RIGHT = new Rosenbrock(0, 0);

  @Test
  void rightGradientsPassBothChecks() {
    GradientCheck.formula(RIGHT, POINT).expectBelow(1e-11);
    GradientCheck.engine(RIGHT, RIGHT, FLOAT_POINT).expectBelow(1e-7);
  }

  @Test
  void centralDifferencesAreExactToTheFourthOrderAndLeaveThePointAlone() {
    double[] theta = POINT.clone();
    double[] numeric = GradientCheck.centralDifferences(RIGHT, theta);
    // Exact for polynomials of degree 4, but for the rounding of values of 24 in steps of 0.001.
    assertArrayEquals(new double[] {-215.6, -88}, numeric, 1e-10);
    assertArrayEquals(POINT, theta);
  }

  @Test
  void formulaCheckFindsTheWrongComponentAndShowsBothNumbers() {
    GradientCheck.Result result = GradientCheck.formula(new Rosenbrock(0.01, 1), POINT);
    assertEquals(1, result.index());
    assertEquals(-87.99, result.left(), 1e-9);
    assertEquals(-88, result.right(), 1e-9);
    assertEquals(0.01 / 215.6, result.error(), 1e-9); // relative to the largest component
    String message =
        assertThrows(AssertionError.class, () -> result.expectBelow(1e-7)).getMessage();
    assertTrue(
        message.startsWith("gradient[1]: " + result.left() + " against " + result.right()),
        message);
    assertTrue(message.endsWith("is not below 1.0E-7"), message);
  }

  @Test
  void engineCheckFindsTheWrongComponentAndTheWrongValue() {
    assertEquals(0, GradientCheck.engine(new Rosenbrock(0.1, 0), RIGHT, FLOAT_POINT).index());
    GradientCheck.Result value = GradientCheck.engine(new Rosenbrock(0.1, -1), RIGHT, FLOAT_POINT);
    assertEquals(-1, value.index());
    assertEquals(0.1 / RIGHT.value(FLOAT_POINT), value.error(), 1e-12);
    String message = assertThrows(AssertionError.class, () -> value.expectBelow(1e-5)).getMessage();
    assertTrue(message.startsWith("value: "), message);
  }

  @Test
  void nanNeverPasses() {
    Rosenbrock nan = new Rosenbrock(Double.NaN, 0);
    Rosenbrock nanValue = new Rosenbrock(Double.NaN, -1);
    for (GradientCheck.Result result :
        new GradientCheck.Result[] {
          GradientCheck.formula(nan, POINT),
          GradientCheck.engine(nan, RIGHT, FLOAT_POINT),
          GradientCheck.engine(RIGHT, nan, FLOAT_POINT),
          GradientCheck.engine(nanValue, RIGHT, FLOAT_POINT),
          GradientCheck.engine(RIGHT, nanValue, FLOAT_POINT)
        }) {
      assertThrows(AssertionError.class, () -> result.expectBelow(1e300), result::toString);
    }
  }

  @Test
  void infiniteGradientsNeverPass() {
    Rosenbrock infinite = new Rosenbrock(Double.POSITIVE_INFINITY, 1);
    assertThrows(
        AssertionError.class, () -> GradientCheck.formula(infinite, POINT).expectBelow(1e300));
    assertThrows(
        AssertionError.class,
        () -> GradientCheck.engine(infinite, RIGHT, FLOAT_POINT).expectBelow(1e300));
    assertThrows(
        AssertionError.class,
        () -> GradientCheck.engine(infinite, infinite, FLOAT_POINT).expectBelow(1e300));
  }
}
