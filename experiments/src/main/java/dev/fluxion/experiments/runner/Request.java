package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Plan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a run of the laboratory was asked for; the runs follow from it.
 *
 * @param experiments ids, in order
 * @param plan scale, seed and precision
 */
public record Request(List<String> experiments, Plan plan) {
  public Request {
    experiments = List.copyOf(experiments);
  }

  /** The request for some experiments; all of them if there are no names. */
  public static Request of(List<String> names, Plan plan) {
    List<Experiment> chosen =
        names.isEmpty()
            ? Experiment.catalog().all()
            : names.stream().distinct().map(Experiment.catalog()::get).toList();
    return new Request(chosen.stream().map(e -> e.card().id()).toList(), plan);
  }

  /** The experiments. */
  public List<Experiment> chosen() {
    return experiments.stream().map(Experiment.catalog()::get).toList();
  }

  /** The same without experiments that are not here, because the results come from elsewhere. */
  Request registered() {
    return new Request(experiments.stream().filter(Experiment.catalog()::has).toList(), plan);
  }

  /** The runs, in the order of the journal. */
  public List<RunKey> keys() {
    return chosen().stream()
        .flatMap(e -> e.runs(plan).stream())
        .map(key -> key.onData(plan.data()))
        .distinct()
        .toList();
  }

  /** The command line that asks for it. */
  public String command() {
    return "./fluxion run "
        + String.join(" ", experiments)
        + " --scale "
        + plan.scale().name().toLowerCase(Locale.ROOT)
        + " --seed "
        + plan.seed()
        + " --precision "
        + plan.precision().name().toLowerCase(Locale.ROOT)
        + plan.data().entrySet().stream()
            .map(each -> " --data " + Shell.word(each.toString()))
            .collect(Collectors.joining());
  }
}
