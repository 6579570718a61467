package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fused steps promise beyond the laws of all kernels. */
class StepsTest {
  static Stream<TwinSteps> steps() {
    return TwinSteps.all();
  }

  /** So threads may share the work. Sums go on where whole blocks end, others anywhere. */
  @ParameterizedTest
  @MethodSource("steps")
  void anyChunksGiveTheSameBits(TwinSteps step) {
    int n = 5000;
    for (Awkward kind : Awkward.values()) {
      for (int cut : step.sum() ? new int[] {1024, 3072, 4096} : new int[] {1, 33, 1024, 4999}) {
        float[][] whole = arrays(step, n, kind);
        float[][] chunks = arrays(step, n, kind);
        double expected = step.facade().run(n, whole, 0, 0);
        double actual = step.facade().run(cut, chunks, 0, 0);
        actual = step.facade().run(n - cut, chunks, cut, actual);
        String where = step + ", cut at " + cut + ", " + kind;
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual), where);
        for (int j = 0; j < whole.length; j++) {
          if (!step.arrays().get(j).equals("turns")) { // scratch
            assertArrayEquals(bits(whole[j]), bits(chunks[j]), where);
          }
        }
      }
    }
  }

  @Test
  void momentumIsComposedOfPlainKernels() {
    int n = 777;
    float[] theta = Awkward.SPREAD.numbers(n, 1);
    float[] velocity = Awkward.SPREAD.numbers(n, 2);
    float[] gradient = Awkward.SPREAD.numbers(n, 3);
    float[] t = theta.clone();
    float[] v = velocity.clone();
    MomentumStep.step(n, 0.1f, 0.9f, 0.3f, 0.01f, t, gradient, v, 0);
    Axpy.axpy(n, 0.01f, theta, 0, gradient, 0); // d
    float[] share = gradient.clone();
    Scale.scale(n, 0.3f, share, 0);
    Axpy.axpy(n, 0.9f, velocity, 0, share, 0); // v
    Axpy.axpy(n, -0.1f, share, 0, theta, 0);
    assertArrayEquals(share, v);
    assertArrayEquals(theta, t);
  }

  /** The moments and the decay from plain kernels, the quotient from its definition. */
  @Test
  void adamwIsComposedOfPlainKernels() {
    int n = 777;
    float[] theta = Awkward.SPREAD.numbers(n, 1);
    float[] gradient = Awkward.SPREAD.numbers(n, 2);
    float[] first = Awkward.SPREAD.numbers(n, 3);
    float[] second = new float[n];
    Square.square(n, Awkward.SPREAD.numbers(n, 4), 0, second, 0);
    float[] t = theta.clone();
    float[] m = first.clone();
    float[] v = second.clone();
    AdamStep.step(n, 0.1f, 1.2f, 0.9f, 0.1f, 0.99f, 0.01f, 1e-8f, 0, 0.98f, t, gradient, m, v, 0);
    float[] square = new float[n];
    Square.square(n, gradient, 0, square, 0);
    Scale.scale(n, 0.01f, square, 0);
    Axpy.axpy(n, 0.99f, second, 0, square, 0);
    Scale.scale(n, 0.1f, gradient, 0);
    Axpy.axpy(n, 0.9f, first, 0, gradient, 0);
    float[] ratio = new float[n];
    for (int i = 0; i < n; i++) {
      ratio[i] = gradient[i] / Math.fma((float) Math.sqrt(square[i]), 1.2f, 1e-8f);
    }
    Scale.scale(n, 0.98f, theta, 0);
    Axpy.axpy(n, -0.1f, ratio, 0, theta, 0);
    assertArrayEquals(gradient, m);
    assertArrayEquals(square, v);
    assertArrayEquals(theta, t);
  }

  /** AMSGrad with a maximum that never binds is Adam. */
  @Test
  void amsgradIsAdamWhileTheSecondMomentRises() {
    int n = 207;
    float[] theta = Awkward.SPREAD.numbers(n, 1);
    float[] gradient = Awkward.SPREAD.numbers(n, 2);
    float[] t = theta.clone();
    float[][] moments = new float[5][n];
    for (int k = 0; k < 5; k++) { // constant gradients
      AdamStep.step(
          n,
          0.1f,
          1,
          0.9f,
          0.1f,
          0.99f,
          0.01f,
          1e-8f,
          0,
          1,
          theta,
          gradient,
          moments[0],
          moments[1],
          0);
      AmsGradStep.step(
          n,
          0.1f,
          1,
          0.9f,
          0.1f,
          0.99f,
          0.01f,
          1e-8f,
          0,
          1,
          t,
          gradient,
          moments[2],
          moments[3],
          moments[4],
          0);
    }
    assertArrayEquals(theta, t);
  }

  private static float[][] arrays(TwinSteps step, int n, Awkward kind) {
    float[][] arrays = new float[step.arrays().size()][];
    for (int j = 0; j < arrays.length; j++) {
      arrays[j] = kind.numbers(n, j);
    }
    return arrays;
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]);
    }
    return bits;
  }
}
