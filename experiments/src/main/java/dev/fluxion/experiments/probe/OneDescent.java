package dev.fluxion.experiments.probe;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;

/** One descent from one start, recorded at every iteration: what most experiments look at. */
public record OneDescent() implements Probe {
  @Override
  public Card card() {
    return new Card(
        "descent",
        "One descent from one start, recorded at every iteration.",
        "loss[k] = f(θ_k)",
        "our own");
  }

  @Override
  public RunResult run(RunKey key) {
    return Execution.descend(key);
  }
}
