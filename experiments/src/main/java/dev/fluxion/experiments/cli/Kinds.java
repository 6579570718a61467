package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Probe;
import dev.fluxion.models.Model;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.schedule.Schedule;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.data.DataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everything that can be listed and described, by kind. */
final class Kinds {
  private static final Map<String, Supplier<List<? extends Described>>> KINDS =
      new LinkedHashMap<>();

  static {
    KINDS.put("optimizers", () -> OptimizerSpec.catalog().all());
    KINDS.put("problems", () -> ProblemSpec.catalog().all());
    KINDS.put("models", () -> Model.catalog().all());
    KINDS.put("sources", () -> DataSource.catalog().all());
    KINDS.put("experiments", () -> Experiment.catalog().all());
    KINDS.put("probes", () -> Probe.catalog().all());
    KINDS.put("schedules", () -> Schedule.catalog().all());
    KINDS.put("ops", () -> Catalog.load("op", Op.class).all());
  }

  private Kinds() {}

  /** The names of the kinds. */
  static List<String> names() {
    return List.copyOf(KINDS.keySet());
  }

  /** The entries of a kind. */
  static List<? extends Described> of(String kind) {
    Supplier<List<? extends Described>> entries = KINDS.get(kind);
    if (entries == null) {
      throw new IllegalArgumentException(Names.unknown("kind", kind, names()));
    }
    return entries.get();
  }
}
