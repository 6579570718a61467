package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Plan;
import java.util.List;

/**
 * What a run of the laboratory is going to do: {@code plan.json} beside the journal, for who
 * watches.
 *
 * @param plan scale, seed and precision
 * @param experiments ids of the experiments, in order
 */
public record PlannedRuns(Plan plan, List<String> experiments) {
  public PlannedRuns {
    experiments = List.copyOf(experiments);
  }

  /** The plan of some experiments. */
  public static PlannedRuns of(Plan plan, List<Experiment> experiments) {
    return new PlannedRuns(plan, experiments.stream().map(e -> e.card().id()).toList());
  }

  /** The experiments, as far as they are registered here. */
  public List<Experiment> registered() {
    return experiments.stream()
        .filter(Experiment.catalog()::has)
        .map(Experiment.catalog()::get)
        .toList();
  }
}
