package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Errors of the transcendental kernels against {@link StrictMath} in double.
 *
 * <p>The bounds are those found over all 2³² floats (exp 1.0104 ulp at -5.8778844, sigmoid 1.0096
 * at -59.92188, tanh 1.3304 at 0.62830955), rounded up to two digits; the tests try every 1009th
 * float and all floats near the places where the formulas change.
 */
class TranscendentalTest {
  private enum Function {
    EXP(1.02, StrictMath::exp, Exp::exp),
    SIGMOID(1.02, x -> 1 / (1 + StrictMath.exp(-x)), Sigmoid::sigmoid),
    TANH(1.34, StrictMath::tanh, Tanh::tanh);

    final double ulps;
    final DoubleUnaryOperator exact;
    final Twin.Two kernel;

    Function(double ulps, DoubleUnaryOperator exact, Twin.Two kernel) {
      this.ulps = ulps;
      this.exact = exact;
      this.kernel = kernel;
    }

    float[] of(float[] x) {
      float[] y = new float[x.length];
      kernel.run(x.length, x, 0, y, 0);
      return y;
    }

    float of(float x) {
      return of(new float[] {x})[0];
    }
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void errorStaysBelowItsBoundAllOverTheFloatRange(Function f) {
    float[] x = new float[4096];
    long pattern = 0;
    while (pattern < 1L << 32) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Float.intBitsToFloat((int) Math.min(pattern, 0xFFFF_FFFFL));
        pattern += 1009;
      }
      requireAccuracy(f, x);
    }
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void errorStaysBelowItsBoundAndOrderIsKeptWhereTheFormulasChange(Function f) {
    for (float centre : criticalPoints()) {
      for (float sign : new float[] {1, -1}) {
        float[] x = neighbours(sign * centre, 400);
        float[] y = requireAccuracy(f, x);
        for (int i = 1; i < x.length; i++) {
          assertTrue(y[i - 1] <= y[i], f + " falls from " + x[i - 1] + " to " + x[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void limitsAreExact(Function f) {
    float atMinusInfinity = f == Function.TANH ? -1f : 0f;
    float atInfinity = f == Function.EXP ? Float.POSITIVE_INFINITY : 1f;
    requireBits(Float.NaN, f, Float.NaN);
    for (float x : new float[] {Float.POSITIVE_INFINITY, Float.MAX_VALUE, 1e4f}) {
      requireBits(atInfinity, f, x);
      requireBits(atMinusInfinity, f, -x);
    }
    for (float x : new float[] {0f, Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL}) {
      for (float signed : new float[] {x, -x}) {
        requireBits(f == Function.TANH ? signed : f == Function.EXP ? 1f : 0.5f, f, signed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Function.class, names = "EXP")
  void overflowAndUnderflowComeAtTheRightFloat(Function f) {
    float last = 88.72283f; // eˣ = 3.40280e38, the next float gives more than the largest float
    assertTrue(StrictMath.exp(last) < Float.MAX_VALUE);
    assertTrue(StrictMath.exp(Math.nextUp(last)) > Float.MAX_VALUE * (1 + 0x1p-24));
    assertTrue(Float.isFinite(f.of(last)));
    requireBits(Float.POSITIVE_INFINITY, f, Math.nextUp(last));
    float first = -103.97208f; // eˣ rounds to the smallest subnormal
    assertTrue(StrictMath.exp(first) < 0x1p-149 && StrictMath.exp(first) > 0x1p-150);
    assertTrue(StrictMath.exp(Math.nextDown(first)) < 0x1p-150);
    requireBits(Float.MIN_VALUE, f, first);
    requireBits(0f, f, Math.nextDown(first));
  }

  /** Both are computed from z = sigmoid(-|x|), one as z and the other as 1 - z. */
  @ParameterizedTest
  @EnumSource(value = Function.class, names = "SIGMOID")
  void sigmoidOfOppositesAddsUpToOne(Function f) {
    for (float x : new float[] {0f, 1e-3f, 0.3f, 1f, 2.5f, 10f, 17f, 50f, 100f}) {
      assertEquals(1f - f.of(-x), f.of(x), 0f, "x = " + x);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Function.class, names = "TANH")
  void tanhIsOddInEveryBit(Function f) {
    float[] x = Awkward.WILD.numbers(10_000, 5);
    float[] y = f.of(x);
    float[] minusX = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      minusX[i] = -x[i];
    }
    float[] minusY = f.of(minusX);
    for (int i = 0; i < x.length; i++) {
      assertEquals(Float.floatToIntBits(-y[i]), Float.floatToIntBits(minusY[i]), "x = " + x[i]);
    }
  }

  private static float[] requireAccuracy(Function f, float[] x) {
    float[] y = f.of(x);
    for (int i = 0; i < x.length; i++) {
      double error = ulps(y[i], f.exact.applyAsDouble(x[i]));
      if (!(error <= f.ulps)) {
        throw new AssertionError(
            f
                + "("
                + x[i]
                + ") = "
                + y[i]
                + " instead of "
                + f.exact.applyAsDouble(x[i])
                + ": "
                + error
                + " ulp");
      }
    }
    return y;
  }

  /** The error in units of the last place of the float nearest to the exact value. */
  private static double ulps(float actual, double exact) {
    float nearest = (float) exact;
    if (Double.isNaN(exact) || Float.isNaN(actual)) {
      return Double.isNaN(exact) && Float.isNaN(actual) ? 0 : Double.NaN;
    }
    if (Float.isInfinite(nearest) || Float.isInfinite(actual)) {
      return nearest == actual ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / Math.ulp(nearest);
  }

  /** Ends of the ranges, and every odd multiple of ln 2 / 2, where exp changes its power of two. */
  private static float[] criticalPoints() {
    float[] ends = {
      0.3125f,
      0.625f,
      1f,
      9.0109f,
      16.6355f,
      17.3287f,
      44.5f,
      87.33655f,
      88.02969f,
      88.72284f,
      89f,
      103.27893f,
      103.97208f,
      104.5f
    };
    float[] points = new float[ends.length + 152];
    System.arraycopy(ends, 0, points, 0, ends.length);
    IntStream.range(0, 152)
        .forEach(k -> points[ends.length + k] = (float) ((k + 0.5) * StrictMath.log(2)));
    return points;
  }

  /** The floats around one, in order. */
  private static float[] neighbours(float centre, int each) {
    float[] x = new float[2 * each + 1];
    float at = centre;
    for (int i = 0; i < each; i++) {
      at = Math.nextDown(at);
    }
    for (int i = 0; i < x.length; i++, at = Math.nextUp(at)) {
      x[i] = at;
    }
    return x;
  }

  private static void requireBits(float expected, Function f, float x) {
    float y = f.of(x);
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(y), f + "(" + x + ") = " + y);
  }
}
