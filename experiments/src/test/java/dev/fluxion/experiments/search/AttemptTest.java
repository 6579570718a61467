package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Lbfgs;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.surface.Zakharov;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static Attempt run(OptimizerSpec optimizer, int steps, Goal goal, long budget) {
    RunKey key = RunKey.of("test", "test", new Rosenbrock(), optimizer, Precision.DOUBLE, steps, 0);
    return Attempt.run(key, Execution.problem(key), optimizer, goal, budget);
  }

  @Test
  void aPlainOptimizerTakesAllSteps() {
    Attempt attempt = run(new Adam(), 100, Goal.BEST, 101);
    assertEquals(Outcome.BUDGET, attempt.outcome());
    assertEquals(100, attempt.steps());
    assertEquals(101, attempt.evaluations());
  }

  @Test
  void extraEvaluationsCount() {
    OptimizerSpec lbfgs = OptimizerSpec.catalog().get(new Lbfgs().card().id());
    Attempt attempt = run(lbfgs, 1000, Goal.BEST, 30);
    assertEquals(Outcome.BUDGET, attempt.outcome());
    assertTrue(attempt.evaluations() <= 30, "evaluations: " + attempt.evaluations());
    assertTrue(attempt.steps() < 30, "steps: " + attempt.steps());
  }

  /** More budget changes nothing of what less budget saw. */
  @Test
  void runtimesDoNotDependOnTheBudgetThatFollows() {
    Attempt shorter = run(new Adam(), 500, Goal.BEST, 200);
    Attempt longer = run(new Adam(), 500, Goal.BEST, 501);
    assertTrue(longer.score() < shorter.score());
    double target = shorter.score();
    assertEquals(shorter.evaluationsTo(target), longer.evaluationsTo(target));
    assertEquals(Double.POSITIVE_INFINITY, shorter.evaluationsTo(longer.score()));
    assertEquals(1, shorter.evaluationsTo(Double.MAX_VALUE));
  }

  @Test
  void aDivergedRunHasItsBestButNoFinalLoss() {
    RunKey key = RunKey.of("t", "t", new Zakharov(2), new Sgd(), Precision.DOUBLE, 50, 0);
    OptimizerSpec hot = new Sgd(1e3, 0, 0, false, 0);
    Attempt best = Attempt.run(key, Execution.problem(key), hot, Goal.BEST, 51);
    Attempt last = Attempt.run(key, Execution.problem(key), hot, Goal.FINAL, 51);
    assertEquals(Outcome.DIVERGED, best.outcome());
    assertTrue(Double.isFinite(best.score()));
    assertEquals(Double.POSITIVE_INFINITY, last.score());
  }
}
