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
    return judge(experiments, results, List.of());
  }

  /**
   * The same where planned runs are missing, because they failed or have not been computed yet:
   * claims that ask for them are UNDECIDED.
   */
  public static List<Judged> judge(
      List<Experiment> experiments, List<RunResult> results, List<RunKey> missing) {
    List<Judged> judged = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Evidence evidence = evidence(experiment, results).without(names(experiment, missing));
      for (Claim claim : experiment.claims()) {
        judged.add(new Judged(experiment, claim, evidence.judge(claim)));
      }
    }
    return judged;
  }

  private static List<String> names(Experiment experiment, List<RunKey> keys) {
    String id = experiment.card().id();
    return keys.stream().filter(k -> k.experiment().equals(id)).map(RunKey::name).toList();
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
