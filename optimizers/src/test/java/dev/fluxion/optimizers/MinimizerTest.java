package dev.fluxion.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.polyak.Polyak;
import dev.fluxion.optimizers.polyak.PolyakDiagonal;
import org.junit.jupiter.api.Test;

class MinimizerTest {
  /** {@code f(x) = x²}. */
  private static final class Parabola implements Objective {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double valueAndGradient(float[] theta, float[] gradient) {
      gradient[0] = 2 * theta[0];
      return value(theta);
    }

    @Override
    public double value(float[] theta) {
      return (double) theta[0] * theta[0];
    }
  }

  private static Descent descent(OptimizerSpec spec, double start) {
    ParameterLayout layout = ParameterLayout.vector("x", 1);
    return Descent.of(new Parabola(), spec.start(layout, RandomKey.of(0)), new double[] {start});
  }

  @Test
  void theBudgetEndsARun() {
    Minimizer.Result result = Minimizer.run(descent(new Sgd(0.25, 0, 0, false, 0), 8), 3);
    assertEquals(Outcome.BUDGET, result.outcome());
    assertArrayEquals(new double[] {64, 16, 4, 1}, result.loss());
    assertEquals(3, result.stepsTaken());
    assertEquals(4, result.evaluations());
    assertArrayEquals(new double[] {1}, result.theta());
  }

  @Test
  void theObserverCanEndARun() {
    Minimizer.Observer twice =
        new Minimizer.Observer() {
          private int seen;

          @Override
          public void observe(int iteration, double loss, Descent descent) {
            seen++;
          }

          @Override
          public boolean goesOn() {
            return seen < 2;
          }
        };
    Minimizer.Result result =
        Minimizer.run(
            descent(new Sgd(0.25, 0, 0, false, 0), 8), 3, Double.NEGATIVE_INFINITY, twice);
    assertEquals(Outcome.STOPPED, result.outcome());
    assertArrayEquals(new double[] {64, 16, 16, 16}, result.loss());
    assertEquals(1, result.stepsTaken());
    assertEquals(2, result.evaluations());
  }

  @Test
  void zeroStepsEvaluateOnce() {
    Minimizer.Result result = Minimizer.run(descent(new Sgd(), 8), 0);
    assertEquals(Outcome.BUDGET, result.outcome());
    assertArrayEquals(new double[] {64}, result.loss());
  }

  @Test
  void theTargetEndsARunAndTheLossStays() {
    Minimizer.Result result =
        Minimizer.run(descent(new Sgd(0.25, 0, 0, false, 0), 8), 4, 16, (k, loss, d) -> {});
    assertEquals(Outcome.REACHED, result.outcome());
    assertEquals(1, result.stepsTaken());
    assertArrayEquals(new double[] {64, 16, 16, 16, 16}, result.loss());
  }

  @Test
  void divergenceIsAnOutcome() {
    Minimizer.Result result = Minimizer.run(descent(new Sgd(1e30, 0, 0, false, 0), 8), 100);
    assertEquals(Outcome.DIVERGED, result.outcome());
    assertTrue(result.stepsTaken() < 5);
    assertEquals(64, result.bestLoss());
    assertArrayEquals(new double[] {8}, result.bestTheta());
  }

  @Test
  void theBestParametersAreKept() {
    Minimizer.Result result = Minimizer.run(descent(new Momentum(0.2, 0.95), 1), 50);
    assertTrue(result.bestLoss() < result.loss()[50]);
    assertEquals(result.bestLoss(), result.loss()[result.bestIteration()]);
    assertEquals(result.bestLoss(), result.bestTheta()[0] * result.bestTheta()[0], 1e-15);
  }

  @Test
  void evaluationsOfTheOptimizerAreCounted() {
    Minimizer.Result result = Minimizer.run(descent(new PolyakDiagonal(), 8), 3);
    assertEquals(3 * (1 + 2) + 1, result.evaluations());
  }

  @Test
  void aStartOfWrongLengthIsRefused() {
    Optimizer sgd = new Sgd().start(ParameterLayout.vector("x", 1), RandomKey.of(0));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Descent.of(new Parabola(), sgd, new double[] {1, 2}));
    assertTrue(e.getMessage().contains("2") && e.getMessage().contains("1 param"), e.getMessage());
  }

  @Test
  void aStateOfAnotherOptimizerIsRefused() {
    ParameterLayout layout = ParameterLayout.vector("x", 1);
    Optimizer adam = new Adam().start(layout, RandomKey.of(0));
    Optimizer polyak = new Polyak().start(layout, RandomKey.of(0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> adam.restore(polyak.save()));
    assertTrue(e.getMessage().contains("firstMoment"), e.getMessage());
    Optimizer longer = new Adam().start(ParameterLayout.vector("x", 2), RandomKey.of(0));
    e = assertThrows(IllegalArgumentException.class, () -> adam.restore(longer.save()));
    assertTrue(e.getMessage().contains("length 2"), e.getMessage());
  }
}
