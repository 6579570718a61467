package dev.fluxion.optimizers.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Rules without reference runs against their formulas written in another way: memories as sums over
 * all gradients, for gradients that do not depend on θ.
 */
class IndependentFormulasTest {
  private static final int N = 7;
  private static final int STEPS = 30;
  private static final ParameterLayout LAYOUT = ParameterLayout.vector("x", N).split(3, 4);
  private static final RandomKey KEY = RandomKey.of(5);

  private static final double B1 = 0.8;
  private static final double B2 = 0.95;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.2;

  /** What a rule adds to one coordinate, or to all, at step t = 1, 2, …. */
  @FunctionalInterface
  private interface Step {
    double[] next(int t, double[] theta);
  }

  private static double g(int t, int i) {
    return (float) (KEY.normal(t, i) * (1 + i));
  }

  private static double start(int i) {
    return (float) KEY.split("start").normal(0, i);
  }

  /** {@code (1-β) Σ β^{t-k} g_k^p}. */
  private static double memory(double beta, int t, int i, int power) {
    double sum = 0;
    for (int k = 1; k <= t; k++) {
      sum += (1 - beta) * StrictMath.pow(beta, t - k) * StrictMath.pow(g(k, i), power);
    }
    return sum;
  }

  private static double corrected(double beta, int t, int i, int power) {
    return memory(beta, t, i, power) / (1 - StrictMath.pow(beta, t));
  }

  private static void compare(OptimizerSpec spec, Step step) {
    OptimizerDefinition definition = spec.startDefinition(LAYOUT, KEY);
    Optimizer engine = spec.start(LAYOUT, KEY);
    double[] expected = new double[N];
    for (int i = 0; i < N; i++) {
      expected[i] = start(i);
    }
    double[] theta = expected.clone();
    float[] single = Convert.toFloat(expected);
    for (int t = 1; t <= STEPS; t++) {
      double[] gradient = new double[N];
      for (int i = 0; i < N; i++) {
        gradient[i] = g(t, i);
      }
      definition.step(theta, gradient, 1);
      engine.step(single, Convert.toFloat(gradient), 1);
      expected = step.next(t, expected);
      for (int i = 0; i < N; i++) {
        assertEquals(expected[i], theta[i], 1e-12, "definition, step " + t);
        assertEquals(expected[i], single[i], 2e-6, "engine, step " + t);
      }
    }
  }

  private static void compareElements(OptimizerSpec spec, ElementStep step) {
    compare(
        spec,
        (t, theta) -> {
          double[] next = new double[N];
          for (int i = 0; i < N; i++) {
            next[i] = step.next(t, i, theta[i]);
          }
          return next;
        });
  }

  @FunctionalInterface
  private interface ElementStep {
    double next(int t, int i, double theta);
  }

  @Test
  void lionMovesBySigns() {
    compareElements(
        new Lion(RATE, B1, B2, DECAY),
        (t, i, theta) -> {
          double u = B1 * memory(B2, t - 1, i, 1) + (1 - B1) * g(t, i);
          return theta - RATE * DECAY * theta + (u > 0 ? -RATE : u < 0 ? RATE : 0);
        });
  }

  @Test
  void adaBeliefDividesByTheDeviation() {
    double epsilon = 1e-4;
    compareElements(
        new AdaBelief(RATE, B1, B2, epsilon, DECAY),
        (t, i, theta) -> {
          double s = 0;
          for (int k = 1; k <= t; k++) {
            double e = g(k, i) - memory(B1, k, i, 1);
            s += StrictMath.pow(B2, t - k) * ((1 - B2) * e * e + epsilon);
          }
          double root = Math.sqrt(s / (1 - StrictMath.pow(B2, t)));
          return theta * (1 - RATE * DECAY) - RATE * corrected(B1, t, i, 1) / (root + epsilon);
        });
  }

  @Test
  void yogiGoesUpWhereAdamWouldAndDownBySquaresOnly() {
    double[] v = new double[N];
    Arrays.fill(v, 0.5);
    compareElements(
        new Yogi(RATE, B1, B2, 1e-3, 0.5, 0),
        (t, i, theta) -> {
          double square = g(t, i) * g(t, i);
          v[i] = square > v[i] ? v[i] + (1 - B2) * square : v[i] - (1 - B2) * square;
          double root = Math.sqrt(v[i] / (1 - StrictMath.pow(B2, t)));
          return theta - RATE * corrected(B1, t, i, 1) / (root + 1e-3);
        });
  }

  @Test
  void lambScalesAdamsDirectionPerTensor() {
    int[][] tensors = {{0, 3}, {3, 7}};
    compare(
        new Lamb(RATE, B1, B2, 1e-6, DECAY),
        (t, theta) -> {
          double[] next = theta.clone();
          for (int[] tensor : tensors) {
            double norm = 0;
            double length = 0;
            double[] u = new double[N];
            for (int i = tensor[0]; i < tensor[1]; i++) {
              double root = Math.sqrt(corrected(B2, t, i, 2));
              u[i] = corrected(B1, t, i, 1) / (root + 1e-6) + DECAY * theta[i];
              norm = StrictMath.hypot(norm, theta[i]);
              length = StrictMath.hypot(length, u[i]);
            }
            for (int i = tensor[0]; i < tensor[1]; i++) {
              next[i] -= RATE * norm / length * u[i];
            }
          }
          return next;
        });
  }

  /** The reference runs are of the version with the mistake. */
  @Test
  void nadamLooksAheadByTheNextMomentum() {
    compareElements(
        new NAdam(RATE, B1, B2, 1e-8, 0, 0.01, false),
        (t, i, theta) -> {
          double product = 1;
          double mu = 0;
          double next = 0;
          for (int k = 1; k <= t; k++) {
            mu = B1 * (1 - 0.5 * StrictMath.pow(0.96, 0.01 * k));
            next = B1 * (1 - 0.5 * StrictMath.pow(0.96, 0.01 * (k + 1)));
            product *= mu;
          }
          double mean =
              (1 - mu) * g(t, i) / (1 - product)
                  + next * memory(B1, t, i, 1) / (1 - product * next);
          return theta - RATE * mean / (Math.sqrt(corrected(B2, t, i, 2)) + 1e-8);
        });
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    String steps =
        assertThrows(IllegalArgumentException.class, () -> new Rprop(0.1, 0.5, 1.2, 2, 1))
            .getMessage();
    assertTrue(steps.contains("minStep = 2.0") && steps.contains("maxStep = 1.0"), steps);
    String search =
        assertThrows(
                IllegalArgumentException.class, () -> new Lbfgs(1, 5, true, 0.9, 0.9, 1e-7, 1e-9))
            .getMessage();
    assertTrue(search.contains("sufficientDecrease = 0.9"), search);
    assertThrows(IllegalArgumentException.class, () -> new Bfgs(1, true, 0.9, 0.5, 1e-7, 1e-9));
  }

  @Test
  void aMatrixThatNoArrayHoldsIsRefused() {
    ParameterLayout large = ParameterLayout.vector("x", 50_000);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Bfgs().start(large, KEY))
            .getMessage();
    assertTrue(message.contains("50000 x 50000"), message);
  }
}
