package dev.fluxion.experiments;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;

/**
 * What a run does with its problem and its optimizer, and what it records: one descent, many random
 * starts, a histogram of where a trajectory stays … A pure function of the key, so that equal keys
 * give equal lines of the journal.
 *
 * <p>To add a probe, write one public record of its settings with a constructor without arguments
 * and name it in {@code META-INF/services/dev.fluxion.experiments.Probe}.
 */
public interface Probe extends Described {
  /** Executes the run. */
  RunResult run(RunKey key);

  /** All registered probes, with their default settings. */
  static Catalog<Probe> catalog() {
    return Catalog.load("probe", Probe.class);
  }

  /** The probe that a key names: {@code descent}, {@code starts(count=100,high=1.5)}. */
  static Probe parse(String text) {
    return CatalogText.parse(catalog(), "a probe's id", text);
  }
}
