package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges the claims of experiments by recorded runs. */
public final class Laboratory {
  private Laboratory() {}

  /**
   * A claim with its finding: one line of the verdict table.
   *
   * @param experiment the experiment
   * @param claim the claim
   * @param finding what was found
   */
  public record Judged(Experiment experiment, Claim claim, Finding finding) {}

  /** Judges all claims of the given experiments, in their order. */
  public static List<Judged> judge(List<Experiment> experiments, List<RunResult> results) {
    List<Judged> judged = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Evidence evidence = evidence(experiment, results);
      for (Claim claim : experiment.claims()) {
        judged.add(new Judged(experiment, claim, evidence.judge(claim)));
      }
    }
    return judged;
  }

  /** The recorded runs of an experiment. */
  public static Evidence evidence(Experiment experiment, List<RunResult> results) {
    Map<String, RunResult> runs = new LinkedHashMap<>();
    for (RunResult result : results) {
      if (result.key().experiment().equals(experiment.card().id())) {
        runs.put(result.key().name(), result);
      }
    }
    return new Evidence(runs);
  }
}
