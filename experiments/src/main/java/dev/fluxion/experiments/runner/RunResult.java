package dev.fluxion.experiments.runner;

import dev.fluxion.optimizers.Outcome;
import java.util.SortedMap;

/**
 * What a run recorded: one JSON line of the journal.
 *
 * @param key what it depends on
 * @param outcome how it ended
 * @param stepsTaken number of steps that moved θ
 * @param evaluations number of evaluations of the objective
 * @param minimum the smallest value of the problem, NaN where it is not known
 * @param bestLoss the smallest loss seen
 * @param bestIteration where it was seen
 * @param loss loss[k] = f(θ_k), k = 0 … stepsTaken
 * @param theta θᵢ over iterations, by name, if watched
 * @param layers norm of the gradient over iterations, by layer, if watched
 * @param telemetry what the optimizer reports; entry k belongs to the step from θ_k
 */
public record RunResult(
    RunKey key,
    Outcome outcome,
    int stepsTaken,
    long evaluations,
    double minimum,
    double bestLoss,
    int bestIteration,
    double[] loss,
    SortedMap<String, double[]> theta,
    SortedMap<String, double[]> layers,
    SortedMap<String, double[]> telemetry) {

  /** The loss at the end. */
  public double finalLoss() {
    return loss[loss.length - 1];
  }
}
