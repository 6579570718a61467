package dev.fluxion.experiments.document001;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.probe.Tuned;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.StableSgdLanguage;
import dev.fluxion.problems.surface.PublishedLandscape.Run;
import dev.fluxion.problems.surface.PublishedLanguage;
import java.util.List;
import java.util.Map;

/**
 * The language experiment of document 001 exactly as its program ran it, weights and batches
 * included; then with the runs exchanged, and with learning rates that learn.
 *
 * <p>What to expect: chance is 19 ln 100 = 87.498. At the published rate of 0.001, with features of
 * the size 0.1, SGD learns 0.05 of it in 150 steps, and StableSGD, which applies the rate twice,
 * nothing: both stay at chance. «Temporal stability» is then the noise of the batches.
 */
public final class PublishedLanguageRuns implements Experiment {
  private static final String ID = "001-2-published-language";
  private static final double CHANCE = 19 * StrictMath.log(100);
  private static final int STEPS = 150;

  @Override
  public Card card() {
    return new Card(
        ID,
        "What did the published language experiment measure?",
        "f(W) = Σ -ln softmax(h(k)W)ₖ₊₁/4;  chance: 19 ln 100 = 87.498",
        "document 001, §2.2, §3.1 and §3.2, by its program llm_sgd_momentum_conservation.py",
        "As published, and beside it the runs exchanged, and both rules with tuned rates.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    Momentum sgd = new Momentum(0.001, 0.9);
    StableSgdLanguage stable = new StableSgdLanguage(0.001, 0.9, true);
    String rates = "1e-3:0.01:0.1:0.3:1:3:10:30:100:300:1000:3000";
    Tuned twelve = tuned("learningRate=" + (plan.scale() == Scale.SMOKE ? "100" : rates));
    return List.of(
        run("sgd", sgd, Run.FIRST, plan).probing(new Stability(20, 3)),
        run("stable", stable, Run.SECOND, plan).probing(new Stability(20, 3)),
        run("sgd exchanged", sgd, Run.SECOND, plan).probing(new Stability(20, 3)),
        run("stable exchanged", stable, Run.FIRST, plan).probing(new Stability(20, 3)),
        run("sgd tuned", sgd, Run.FIRST, plan).probing(twelve),
        run("stable tuned", stable, Run.FIRST, plan).probing(twelve));
  }

  /** The problem is one and the same for every seed: one is enough. */
  private static Tuned tuned(String grid) {
    return new Tuned(grid, 1, 1, 0, 0, 0.1);
  }

  private static RunKey run(String name, OptimizerSpec rule, Run run, Plan plan) {
    return RunKey.of(
        ID, name, new PublishedLanguage(run), rule, Precision.DOUBLE, STEPS, plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "001/2.loss-sgd",
            "3.1",
            "standard SGD ends at a loss of 87.48",
            "the mean of the last epoch rounds to it",
            e -> rounds(last(e, "sgd"), 87.48)),
        new Claim(
            "001/2.loss-stable",
            "3.1",
            "StableSGD ends at a loss of 87.54",
            "the mean of the last epoch rounds to it",
            e -> rounds(last(e, "stable"), 87.54)),
        new Claim(
            "001/2.stability",
            "3.2",
            "both have a temporal stability of about 0.0002",
            "standard deviation over mean of the last 20 epochs is within 0.00015 and 0.00025",
            e -> {
              double sgd = e.run("sgd").measured().get("ending")[0];
              double stable = e.run("stable").measured().get("ending")[0];
              return Finding.of(
                  Math.abs(sgd - 2e-4) <= 5e-5 && Math.abs(stable - 2e-4) <= 5e-5,
                  "%.8f and %.8f",
                  sgd,
                  stable);
            }),
        new Claim(
            "001/2.trains",
            "2.2",
            "the experiment trains a language model",
            "one of the two ends at least 1 % below chance",
            e -> {
              double sgd = last(e, "sgd");
              double stable = last(e, "stable");
              return Finding.of(
                  Math.min(sgd, stable) <= 0.99 * CHANCE,
                  "%.3f and %.3f; chance %.3f",
                  sgd,
                  stable,
                  CHANCE);
            }),
        new Claim(
            "001/2.optimizer-decides",
            "3.1",
            "the difference of 0.06 is that of the optimizers",
            "with the runs exchanged SGD's last loss is still the lower one",
            e -> {
              double sgd = last(e, "sgd exchanged");
              double stable = last(e, "stable exchanged");
              return Finding.of(sgd < stable, "SGD %.3f, StableSGD %.3f", sgd, stable);
            }),
        new Claim(
            "001/2.winner",
            "3.1",
            "on the same weights and batches standard SGD ends lower",
            "in both runs",
            e -> {
              double first = last(e, "stable exchanged") - last(e, "sgd");
              double second = last(e, "stable") - last(e, "sgd exchanged");
              return Finding.of(
                  first > 0 && second > 0, "StableSGD %+.4f and %+.4f", first, second);
            }),
        new Claim(
            "001/2.learnable",
            "2.2, corrected",
            "with a learning rate that fits, the task can be learned",
            "SGD with the best of twelve rates ends at most half as high as chance",
            e -> {
              double end = e.run("sgd tuned").measured().get("final")[0];
              return Finding.of(
                  end <= CHANCE / 2,
                  "%.2e with %.3g",
                  end,
                  e.run("sgd tuned").measured().get("winner.learningRate")[0]);
            }),
        new Claim(
            "001/2.winner-tuned",
            "3.1, corrected",
            "with tuned rates standard SGD ends lower",
            "each with the best of the same twelve rates, on the same weights and batches",
            e -> {
              double sgd = e.run("sgd tuned").measured().get("final")[0];
              double stable = e.run("stable tuned").measured().get("final")[0];
              return Finding.of(
                  sgd < stable,
                  "SGD %.2e, StableSGD %.2e with %.3g",
                  sgd,
                  stable,
                  e.run("stable tuned").measured().get("winner.learningRate")[0]);
            }));
  }

  private static Finding rounds(double value, double published) {
    return Finding.of(Math.abs(value - published) <= 0.005, "%.6f", value);
  }

  private static double last(Evidence e, String run) {
    double[] loss = e.run(run).measured().get("loss");
    return loss[loss.length - 1];
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "As published, and with the runs exchanged: nobody leaves chance, 87.5",
            List.of("sgd", "stable", "sgd exchanged", "stable exchanged"),
            Map.of("y", List.of("measured.loss"), "xLabel", "epoch", "yLabel", "loss")),
        new Figure(
            Figure.Kind.BANDS,
            "With tuned learning rates: best loss so far",
            List.of("sgd tuned", "stable tuned")));
  }
}
