package dev.fluxion.experiments.search;

import dev.fluxion.optimizers.Outcome;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One point of a space and what came of it: one line of a study's journal.
 *
 * @param number 0 for the first
 * @param parameters the hyperparameters
 * @param score the loss it is judged by, the smaller the better; infinite if it diverged
 * @param pruned whether it was given up early; the score is that of this moment then
 * @param outcome how the run ended; of several, the first that diverged, or else the first
 * @param steps number of steps taken
 * @param evaluations number of evaluations of the objective
 * @param rungs the score at each iteration at which the pruner looks, as far as it got
 */
public record Trial(
    int number,
    SortedMap<String, String> parameters,
    double score,
    boolean pruned,
    Outcome outcome,
    int steps,
    long evaluations,
    List<Double> rungs) {
  public Trial {
    parameters = new TreeMap<>(parameters);
    rungs = List.copyOf(rungs);
  }
}
