package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.curvature.DenseHessian;
import dev.fluxion.autodiff.curvature.SymmetricEigen;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.random.RandomKey;
import org.junit.jupiter.api.Test;

/** Hessian and Gauss–Newton products of whole programs. */
class HessianTest {
  private static final RandomKey KEY = RandomKey.of(11);

  /** Some hundred roundings of 2⁻⁵³ on numbers up to ten. */
  private static final double ROUNDING = 1e-12;

  private static double[] random(String purpose, int n) {
    double[] x = new double[n];
    KEY.split(purpose).uniforms(0, 0, n, -1, 1, x, 0);
    return x;
  }

  private static float[] data(String purpose, int n) {
    float[] x = new float[n];
    KEY.split(purpose).uniforms(0, n, -1, 1, x, 0);
    return x;
  }

  /** A tanh net with a linear layer behind. */
  private static final class Net {
    final Tape tape = new Tape();
    final Tensor x = tape.input("x", 6, 2);
    final Tensor w = tape.parameter("w", Role.WEIGHT, 2, 3);
    final Tensor b = tape.parameter("b", Role.BIAS, 3);
    final Tensor out = tape.parameter("out", Role.WEIGHT, 3, 2);
    final Tensor prediction = x.matmul(w).addBias(b).tanh().matmul(out);

    DefinitionWorkspace fit() {
      Tensor y = tape.input("y", 6, 2);
      return workspace(prediction.meanSquaredError(y), "y", data("y", 12));
    }

    DefinitionWorkspace classify() {
      Tensor classes = tape.input("classes", 6);
      return workspace(prediction.crossEntropy(classes), "classes", 0, 1, 1, 0, 1, 0);
    }

    DefinitionWorkspace workspace(Tensor loss, String targets, float... values) {
      DefinitionWorkspace workspace = tape.compile(loss).newDefinitionWorkspace();
      workspace.set("x", data("x", 12));
      workspace.set(targets, values);
      return workspace;
    }
  }

  /** f = Σ (Aθ)² has the Hessian 2AᵀA, wherever θ is. */
  @Test
  void aQuadraticHasOneAndTheSameHessian() {
    Tape tape = new Tape();
    Tensor a = tape.input("a", 4, 3);
    Tensor theta = tape.parameter("theta", Role.COORDINATE, 3, 1);
    DefinitionWorkspace f = tape.compile(a.matmul(theta).square().sum()).newDefinitionWorkspace();
    float[] matrix = data("a", 12);
    f.set("a", matrix);
    for (String where : new String[] {"here", "there"}) {
      double[][] hessian = DenseHessian.of(f, random(where, 3));
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          double expected = 0;
          for (int k = 0; k < 4; k++) {
            expected += 2.0 * matrix[k * 3 + i] * matrix[k * 3 + j];
          }
          assertEquals(expected, hessian[i][j], ROUNDING);
        }
      }
    }
  }

  @Test
  void productsAreLinearInTheVector() {
    DefinitionWorkspace f = new Net().fit();
    double[] theta = random("theta", f.dimension());
    double[][] hessian = DenseHessian.of(f, theta);
    double[] v = random("v", f.dimension());
    double[] product = new double[v.length];
    f.hessianTimes(theta, v, product);
    for (int i = 0; i < v.length; i++) {
      double expected = 0;
      for (int j = 0; j < v.length; j++) {
        expected += hessian[i][j] * v[j];
      }
      assertEquals(expected, product[i], ROUNDING);
    }
  }

  /** {@code Jᵀ(2/N)J}, J taken column by column from tangents. */
  @Test
  void gaussNewtonOfSquaredErrorsIsTwiceTheSquareOfTheJacobian() {
    Net net = new Net();
    DefinitionWorkspace f = net.fit();
    int n = f.dimension();
    double[] theta = random("theta", n);
    double[][] jacobian = new double[n][];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      f.directionalDerivative(theta, unit);
      jacobian[j] = f.readTangent(net.prediction);
    }
    double[][] matrix = DenseHessian.gaussNewton(f, theta);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double expected = 0;
        for (int k = 0; k < 12; k++) {
          expected += 2.0 / 12 * jacobian[i][k] * jacobian[j][k];
        }
        assertEquals(expected, matrix[i][j], ROUNDING);
      }
    }
  }

  @Test
  void gaussNewtonOfALinearModelIsTheHessian() {
    for (boolean classes : new boolean[] {false, true}) {
      Tape tape = new Tape();
      Tensor x = tape.input("x", 6, 2);
      Tensor prediction = x.matmul(tape.parameter("w", Role.WEIGHT, 2, 3));
      Tensor y = classes ? tape.input("y", 6) : tape.input("y", 6, 3);
      Tensor loss = classes ? prediction.crossEntropy(y) : prediction.meanSquaredError(y);
      DefinitionWorkspace f = tape.compile(loss).newDefinitionWorkspace();
      f.set("x", data("x", 12));
      f.set("y", classes ? new float[] {0, 2, 1, 1, 0, 2} : data("y", 18));
      double[] theta = random("theta", 6);
      double[][] hessian = DenseHessian.of(f, theta);
      double[][] gaussNewton = DenseHessian.gaussNewton(f, theta);
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(hessian[i], gaussNewton[i], ROUNDING);
      }
    }
  }

  /** Where the Hessian of a net is indefinite, its Gauss–Newton matrix is not. */
  @Test
  void gaussNewtonIsPositiveSemidefinite() {
    DefinitionWorkspace f = new Net().classify();
    double[] theta = random("theta", f.dimension());
    double lowest = SymmetricEigen.of(DenseHessian.of(f, theta)).values()[0];
    double[] values = SymmetricEigen.of(DenseHessian.gaussNewton(f, theta)).values();
    assertTrue(lowest < -1e-3, "lowest eigenvalue of the Hessian: " + lowest);
    assertTrue(values[0] > -ROUNDING && values[values.length - 1] > 0.01);
  }

  /** ℓ = mse(z) + |w|²: with z and w as outputs, w adds 2 to its part of the diagonal. */
  @Test
  void outputsCanBeNamed() {
    Net net = new Net();
    double[][] plain = DenseHessian.gaussNewton(net.fit(), random("theta", 15));
    Tensor y = net.tape.input("again", 6, 2);
    Tensor loss =
        net.prediction.meanSquaredError(y).plus(net.w.square().sum()); // two scalars, one loss
    DefinitionWorkspace f = net.workspace(loss, "again", data("y", 12));
    UnsupportedOperationException refusal =
        assertThrows(
            UnsupportedOperationException.class,
            () -> f.gaussNewtonTimes(random("theta", 15), new double[15], new double[15]));
    assertTrue(refusal.getMessage().contains("name the outputs"), refusal.getMessage());
    f.outputs(net.prediction);
    double[][] without = DenseHessian.gaussNewton(f, random("theta", 15));
    f.outputs(net.prediction, net.w);
    double[][] with = DenseHessian.gaussNewton(f, random("theta", 15));
    for (int i = 0; i < 15; i++) {
      assertArrayEquals(plain[i], without[i], ROUNDING);
      plain[i][i] += i < 6 ? 2 : 0;
      assertArrayEquals(plain[i], with[i], ROUNDING);
    }
    Tensor stranger = new Net().prediction;
    assertThrows(IllegalArgumentException.class, () -> f.outputs(stranger));
  }

  @Test
  void targetsThatAreLearntAreNoTargets() {
    Tape tape = new Tape();
    Tensor a = tape.parameter("a", Role.COORDINATE, 2);
    Tensor b = tape.parameter("b", Role.COORDINATE, 2);
    DefinitionWorkspace f = tape.compile(a.meanSquaredError(b)).newDefinitionWorkspace();
    assertTrue(f.gaussNewtonObstacle().contains("depend on parameters"), f::gaussNewtonObstacle);
  }

  @Test
  void theGradientWithRespectToAnInputIsThatOfAParameterInItsPlace() {
    Net net = new Net();
    DefinitionWorkspace f = net.fit();
    double[] theta = random("theta", f.dimension());
    f.valueAndGradient(theta, new double[theta.length]);
    double[] gradient = f.readGradient(net.x);
    float[] x = data("x", 12);
    for (int i = 0; i < x.length; i++) {
      double[] moved = Convert.toDouble(x);
      moved[i] += 1e-5;
      f.set("x", moved);
      double above = f.value(theta);
      moved[i] -= 2e-5;
      f.set("x", moved);
      double below = f.value(theta);
      assertEquals((above - below) / 2e-5, gradient[i], 1e-9); // h² and 2⁻⁵³/h
    }
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    DefinitionWorkspace f = new Net().fit();
    double[] theta = new double[f.dimension()];
    assertThrows(
        IllegalArgumentException.class,
        () -> f.hessianTimes(theta, new double[3], new double[theta.length]));
    assertThrows(
        IllegalArgumentException.class, () -> f.directionalDerivative(theta, new double[3]));
  }
}
