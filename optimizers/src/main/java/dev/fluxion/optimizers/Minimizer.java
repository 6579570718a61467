package dev.fluxion.optimizers;

import java.util.Arrays;

/**
 * Runs a {@link Descent} for a number of steps, or until it reaches its target, stalls or diverges.
 *
 * <pre>{@code
 * Descent descent = Descent.of(objective, new Adam().start(layout, key), start);
 * Minimizer.Result result = Minimizer.run(descent, 1000);
 * }</pre>
 */
public final class Minimizer {
  private Minimizer() {}

  /** Looks at a run before every step, and once at its end; may end it early. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Called when f(θ_k) is known.
     *
     * @param iteration k
     * @param loss f(θ_k)
     * @param descent the run; its gradient is that at θ_k, except at the last iteration, where only
     *     the value is computed
     */
    void observe(int iteration, double loss, Descent descent);

    /** Asked after every observation but the last; false ends the run as STOPPED. */
    default boolean goesOn() {
      return true;
    }
  }

  /**
   * What came out of a run.
   *
   * @param outcome how it ended
   * @param stepsTaken number of steps that moved θ
   * @param evaluations number of evaluations of the objective
   * @param loss loss[k] = f(θ_k), k = 0 … steps; after an early end, θ and so the loss stay as they
   *     are
   * @param theta the last parameters
   * @param bestLoss the smallest loss seen
   * @param bestIteration where it was seen
   * @param bestTheta the parameters there
   */
  public record Result(
      Outcome outcome,
      int stepsTaken,
      long evaluations,
      double[] loss,
      double[] theta,
      double bestLoss,
      int bestIteration,
      double[] bestTheta) {}

  /** Runs without target and observer. */
  public static Result run(Descent descent, int steps) {
    return run(descent, steps, Double.NEGATIVE_INFINITY, (iteration, loss, d) -> {});
  }

  /**
   * Runs.
   *
   * @param descent the run to drive, at its start
   * @param steps the budget of steps, at least 0
   * @param target stop as {@link Outcome#REACHED} once the loss is at or below this
   * @param observer looks on
   */
  public static Result run(Descent descent, int steps, double target, Observer observer) {
    if (steps < 0) {
      throw new IllegalArgumentException("steps = " + steps + " must not be negative");
    }
    double[] loss = new double[steps + 1];
    double[] bestTheta = descent.theta();
    double bestLoss = Double.POSITIVE_INFINITY;
    int bestIteration = 0;
    Outcome outcome = Outcome.RUNNING;
    int k = 0;
    for (; ; k++) {
      loss[k] = descent.evaluate(k, k < steps);
      observer.observe(k, loss[k], descent);
      if (loss[k] < bestLoss) {
        bestLoss = loss[k];
        bestIteration = k;
        for (int i = 0; i < bestTheta.length; i++) {
          bestTheta[i] = descent.theta(i);
        }
      }
      if (loss[k] <= target) {
        outcome = Outcome.REACHED;
      } else if (!Double.isFinite(loss[k])) {
        outcome = Outcome.DIVERGED;
      } else if (k == steps) {
        outcome = Outcome.BUDGET;
      } else if (!observer.goesOn()) {
        outcome = Outcome.STOPPED;
      } else {
        outcome = descent.step(loss[k]);
      }
      if (outcome.isFinal()) {
        break;
      }
    }
    Arrays.fill(loss, k, loss.length, loss[k]);
    return new Result(
        outcome,
        k,
        descent.evaluations(),
        loss,
        descent.theta(),
        bestLoss,
        bestIteration,
        bestTheta);
  }
}
