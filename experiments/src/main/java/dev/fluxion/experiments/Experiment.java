package dev.fluxion.experiments;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.experiments.runner.RunKey;
import java.util.List;

/**
 * A question, the runs that answer it, and the claims that they decide. The runs are pure functions
 * of their keys; claims see nothing but recorded runs.
 *
 * <p>To add an experiment, write one public class with a constructor without arguments and name it
 * in {@code META-INF/services/dev.fluxion.experiments.Experiment}.
 */
public interface Experiment extends Described {
  /** The runs, given the plan. */
  List<RunKey> runs(Plan plan);

  /** The claims. */
  List<Claim> claims();

  /** The figures of the report. */
  List<Figure> figures();

  /** All registered experiments. */
  static Catalog<Experiment> catalog() {
    return Catalog.load("experiment", Experiment.class);
  }
}
