package dev.fluxion.experiments.runner;

import dev.fluxion.optimizers.Outcome;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param loss loss[k] = f(θ_k), k = 0 … stepsTaken; empty where the probe is not one descent
 * @param theta θᵢ over iterations, by name, if watched
 * @param layers norm of the gradient over iterations, by layer, if watched
 * @param telemetry what the optimizer reports; entry k belongs to the step from θ_k
 * @param measured what a probe measured, by name
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
    SortedMap<String, double[]> telemetry,
    SortedMap<String, double[]> measured) {

  /** The result of a probe that is not one descent: named series, and what they cost. */
  public static RunResult measured(RunKey key, long evaluations, Map<String, double[]> measured) {
    return new RunResult(
        key,
        Outcome.BUDGET,
        key.steps(),
        evaluations,
        Double.NaN,
        Double.NaN,
        0,
        new double[0],
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(measured));
  }

  /** The loss at the end; NaN where the probe is not one descent. */
  public double finalLoss() {
    return loss.length == 0 ? Double.NaN : loss[loss.length - 1];
  }

  /** The loss at the start; NaN where the probe is not one descent. */
  public double firstLoss() {
    return loss.length == 0 ? Double.NaN : loss[0];
  }

  /**
   * A recorded series by name: {@code loss}, {@code theta.x0}, {@code layers.w1}, {@code
   * telemetry.energy}, {@code measured.radius}; null if it has not been recorded.
   */
  public double[] series(String name) {
    int dot = name.indexOf('.');
    String rest = name.substring(dot + 1);
    return switch (dot < 0 ? name : name.substring(0, dot)) {
      case "loss" -> loss;
      case "theta" -> theta.get(rest);
      case "layers" -> layers.get(rest);
      case "telemetry" -> telemetry.get(rest);
      case "measured" -> measured.get(rest);
      default ->
          throw new IllegalArgumentException(
              "series '"
                  + name
                  + "' is unknown; allowed: loss, theta.…, layers.…, telemetry.…, measured.…");
    };
  }
}
