package dev.fluxion.determinism;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Zakharov;
import java.util.List;

/**
 * An experiment of the test harness with a run that needs too much memory and one that cannot
 * start. It is registered nowhere; a test registers it for a process of its own.
 */
public final class TroubledExperiment implements Experiment {
  static final String ID = "troubled";

  /** Its losses alone need 800 MB. */
  private static final int TOO_MANY_STEPS = 100_000_000;

  @Override
  public Card card() {
    return new Card(ID, "What if runs fail?", "f(x)", "this test harness");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    return List.of(
        run("good 1", 20, plan),
        run("no memory", TOO_MANY_STEPS, plan),
        run("good 2", 20, plan),
        run("no start", 20, plan).from(1, 2, 3),
        run("good 3", 20, plan));
  }

  private static RunKey run(String name, int steps, Plan plan) {
    return RunKey.of(
        ID,
        name,
        new Zakharov(),
        new Sgd(0.001, 0, 0, false, 0),
        plan.precision(),
        steps,
        plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        claim("one", "good 2"), claim("failed", "no memory"), claim("all", "good 1", "no start"));
  }

  private static Claim claim(String name, String... runs) {
    return new Claim(
        ID + "/faults." + name,
        "harness",
        "these runs end",
        "their losses are numbers",
        evidence -> {
          for (String run : runs) {
            evidence.run(run);
          }
          return Finding.of(true, "%d of them", runs.length);
        });
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }
}
