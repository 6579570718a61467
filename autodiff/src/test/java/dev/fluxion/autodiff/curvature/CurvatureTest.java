package dev.fluxion.autodiff.curvature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.DifferencedCurvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of Hessian products, on quadratics whose matrix is known. */
class CurvatureTest {
  private static final RandomKey KEY = RandomKey.of(3);

  /** Some hundred roundings of 2⁻⁵³. */
  private static final double ROUNDING = 1e-13;

  /** {@code f = ½xᵀAx}. */
  private record Quadratic(double[][] a) implements Curvature, ObjectiveDefinition {
    @Override
    public int dimension() {
      return a.length;
    }

    @Override
    public void hessianTimes(double[] theta, double[] v, double[] product) {
      for (int i = 0; i < a.length; i++) {
        product[i] = Vectors.dot(a[i], v);
      }
    }

    @Override
    public double valueAndGradient(double[] theta, double[] gradient) {
      hessianTimes(theta, theta, gradient);
      return 0.5 * Vectors.dot(theta, gradient);
    }

    @Override
    public double value(double[] theta) {
      return valueAndGradient(theta, new double[a.length]);
    }
  }

  /** {@code QΛQᵀ}, Q being a product of reflections. */
  private static Quadratic withEigenvalues(double... eigenvalues) {
    int n = eigenvalues.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = eigenvalues[i];
    }
    for (int r = 0; r < 3; r++) {
      double[] v = random(n, r);
      double squared = Vectors.dot(v, v);
      double[] av = new double[n];
      new Quadratic(a).hessianTimes(v, v, av);
      double vav = Vectors.dot(v, av);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[i][j] +=
              -2 * (v[i] * av[j] + av[i] * v[j]) / squared
                  + 4 * vav * v[i] * v[j] / (squared * squared);
        }
      }
    }
    return new Quadratic(a);
  }

  private static double[] random(int n, int purpose) {
    double[] v = new double[n];
    KEY.split(purpose).uniforms(0, 0, n, -1, 1, v, 0);
    return v;
  }

  private static double[] spectrum(int n) {
    double[] eigenvalues = new double[n];
    for (int i = 0; i < n; i++) {
      eigenvalues[i] = -3 + 13.0 * i * i / (n * n);
    }
    return eigenvalues;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 24})
  void eigenvaluesAndVectorsAreThoseOfTheMatrix(int n) {
    double[] expected = spectrum(n);
    double[][] a = withEigenvalues(expected).a();
    SymmetricEigen eigen = SymmetricEigen.of(a);
    assertArrayEquals(expected, eigen.values(), 10 * n * ROUNDING);
    for (int k = 0; k < n; k++) {
      double[] v = eigen.vectors()[k];
      assertEquals(1, Vectors.norm(v), n * ROUNDING);
      double[] av = new double[n];
      new Quadratic(a).hessianTimes(v, v, av);
      Vectors.add(-eigen.values()[k], v, av);
      assertEquals(0, Vectors.norm(av), 10 * n * ROUNDING);
    }
  }

  @Test
  void theDenseHessianIsTheMatrix() {
    Quadratic f = withEigenvalues(spectrum(7));
    double[][] dense = DenseHessian.of(f, random(7, 5));
    for (int i = 0; i < 7; i++) {
      assertArrayEquals(f.a()[i], dense[i], 10 * ROUNDING);
    }
  }

  @Test
  void anEnormousDenseHessianIsRefused() {
    Curvature large =
        new Curvature() {
          @Override
          public int dimension() {
            return 5000;
          }

          @Override
          public void hessianTimes(double[] theta, double[] v, double[] product) {
            throw new AssertionError("not to be called");
          }
        };
    String message =
        assertThrows(IllegalArgumentException.class, () -> DenseHessian.of(large, new double[5000]))
            .getMessage();
    assertTrue(message.contains("5000 x 5000") && message.contains("4096"), message);
  }

  @Test
  void theExactDiagonalIsThatOfTheMatrix() {
    Quadratic f = withEigenvalues(spectrum(9));
    HessianDiagonal diagonal = HessianDiagonal.exact(f, random(9, 5));
    double trace = 0;
    for (int i = 0; i < 9; i++) {
      assertEquals(f.a()[i][i], diagonal.values()[i]);
      trace += f.a()[i][i];
    }
    assertEquals(trace, diagonal.trace(), 10 * ROUNDING);
    assertEquals(Arrays.stream(spectrum(9)).sum(), diagonal.trace(), 100 * ROUNDING);
  }

  /** One probe is exact for a diagonal matrix: signs square to 1. */
  @Test
  void probesAreExactForADiagonalMatrix() {
    Quadratic f = new Quadratic(new double[][] {{2, 0, 0}, {0, -5, 0}, {0, 0, 0.5}});
    HessianDiagonal diagonal = HessianDiagonal.estimate(f, new double[3], 2, KEY);
    assertArrayEquals(new double[] {2, -5, 0.5}, diagonal.values());
    assertArrayEquals(new double[3], diagonal.errors());
    assertEquals(-2.5, diagonal.trace());
    assertEquals(0, diagonal.traceError());
  }

  /**
   * Over all 2ⁿ sign vectors the mean is the diagonal; a fixed key makes this no game of chance.
   */
  @Test
  void estimatesComeAsNearAsTheirStandardErrorSays() {
    Quadratic f = withEigenvalues(spectrum(10));
    HessianDiagonal exact = HessianDiagonal.exact(f, new double[10]);
    HessianDiagonal few = HessianDiagonal.estimate(f, new double[10], 50, KEY);
    HessianDiagonal many = HessianDiagonal.estimate(f, new double[10], 5000, KEY);
    for (int i = 0; i < 10; i++) {
      double variance = 0;
      for (int j = 0; j < 10; j++) {
        variance += i == j ? 0 : f.a()[i][j] * f.a()[i][j];
      }
      double error = Math.sqrt(variance / 5000);
      assertEquals(error, many.errors()[i], 0.1 * error);
      assertEquals(exact.values()[i], many.values()[i], 4 * error);
      assertTrue(few.errors()[i] > 5 * many.errors()[i]);
    }
    assertEquals(exact.trace(), many.trace(), 4 * many.traceError());
    assertArrayEquals(few.values(), HessianDiagonal.estimate(f, new double[10], 50, KEY).values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 60})
  void bothEndsOfTheSpectrumAreFound(int n) {
    double[] expected = spectrum(n);
    Quadratic f = withEigenvalues(expected);
    Sharpness top = Sharpness.largest(f, new double[n], 1e-9, 200, KEY).orThrow();
    Sharpness low = Sharpness.smallest(f, new double[n], 1e-9, 200, KEY).orThrow();
    assertEquals(expected[n - 1], top.value(), 1e-7);
    assertEquals(expected[0], low.value(), 1e-7);
    double[] product = new double[n];
    f.hessianTimes(top.vector(), top.vector(), product);
    Vectors.add(-top.value(), top.vector(), product);
    assertEquals(Vectors.norm(product), top.residual(), 1e-12);
    assertTrue(top.residual() <= 1e-9 * 13 && top.products() <= n + 1);
  }

  /** Two eigenvalues that lie close cannot be told apart by three products. */
  @Test
  void aSearchThatDoesNotConvergeSaysSo() {
    double[] eigenvalues = new double[40];
    for (int i = 0; i < 40; i++) {
      eigenvalues[i] = 1 + 0.001 * i;
    }
    Quadratic f = withEigenvalues(eigenvalues);
    Sharpness cut = Sharpness.largest(f, new double[40], 1e-9, 3, KEY);
    assertFalse(cut.converged());
    assertTrue(cut.value() < 1.039 && cut.residual() > 1e-9);
    String message = assertThrows(ArithmeticException.class, cut::orThrow).getMessage();
    assertTrue(message.contains("by 4 products") && message.contains("allow more"), message);
  }

  @Test
  void aFunctionThatIsNotFiniteIsNamed() {
    Quadratic nan = new Quadratic(new double[][] {{Double.NaN}});
    assertThrows(ArithmeticException.class, () -> Sharpness.of(nan, new double[1], KEY));
    assertThrows(
        IllegalArgumentException.class, () -> SymmetricEigen.of(new double[][] {{Double.NaN}}));
  }

  @Test
  void aFlatFunctionHasSharpnessZero() {
    Sharpness flat = Sharpness.of(new Quadratic(new double[4][4]), new double[4], KEY);
    assertEquals(0, flat.value());
    assertTrue(flat.converged());
  }

  /** f = Σ xᵢ⁴ has Hv = 12x²v; the differences err by 4h²v³, as their formula says. */
  @Test
  void differencesOfGradientsComeNear() {
    ObjectiveDefinition quartic =
        new ObjectiveDefinition() {
          @Override
          public int dimension() {
            return 3;
          }

          @Override
          public double value(double[] x) {
            return x[0] * x[0] * x[0] * x[0]
                + x[1] * x[1] * x[1] * x[1]
                + x[2] * x[2] * x[2] * x[2];
          }

          @Override
          public double valueAndGradient(double[] x, double[] gradient) {
            for (int i = 0; i < 3; i++) {
              gradient[i] = 4 * x[i] * x[i] * x[i];
            }
            return value(x);
          }
        };
    double[] x = {1, -2, 0.5};
    double[] v = {3, 1, -4};
    double[] product = new double[3];
    DifferencedCurvature.of(quartic).hessianTimes(x, v, product);
    for (int i = 0; i < 3; i++) {
      assertEquals(12 * x[i] * x[i] * v[i], product[i], 1e-7);
    }
    assertTrue(quartic.curvature().isEmpty());
    DifferencedCurvature.of(quartic).hessianTimes(x, new double[3], product);
    assertArrayEquals(new double[3], product);
    String obstacle =
        assertThrows(
                UnsupportedOperationException.class,
                () -> DifferencedCurvature.of(quartic).gaussNewtonTimes(x, v, product))
            .getMessage();
    assertTrue(obstacle.contains("outputs of a model"), obstacle);
  }

  /** Of a quadratic, a float gradient leaves an error of 2⁻²⁴|g|/h, with h = 0.004|θ|/|v|. */
  @Test
  void differencesOfFloatGradientsComeNear() {
    Objective bowl =
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(float[] x) {
            return x[0] * x[0] + 5.0 * x[1] * x[1];
          }

          @Override
          public double valueAndGradient(float[] x, float[] gradient) {
            gradient[0] = 2 * x[0];
            gradient[1] = 10 * x[1];
            return value(x);
          }
        };
    double[] product = new double[2];
    DifferencedCurvature.of(bowl).hessianTimes(new double[] {1, 2}, new double[] {1, 1}, product);
    assertArrayEquals(new double[] {2, 10}, product, 10 * 0x1p-24 * 22 / 0.0039);
  }
}
