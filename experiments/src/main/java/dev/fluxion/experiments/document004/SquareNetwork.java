package dev.fluxion.experiments.document004;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.models.Activation;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.fit.LinearRegression;
import dev.fluxion.problems.fit.MlpFit;
import dev.fluxion.problems.fit.SquareNetFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Experiment 5 of document 004: a small net with x² activation, beside tanh and ReLU nets of the
 * same size, a noisy target, and the linear net of experiment 4 for comparison.
 */
public final class SquareNetwork implements Experiment {
  private static final String ID = "004-5-square-net";
  private static final int STEPS = 2000;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does a non-convex loss make the shared scale zig-zag, and does it keep it from the"
            + " minimum?",
        "y = (xW₁ + b₁)²·W₂ + b₂",
        "document 004, Experiment 5",
        "The document names neither sizes nor data; 2-8-1 nets learn from teachers of their kind.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    SquareNetFit square = new SquareNetFit();
    for (int i = 0; i < plan.scale().choose(3, 9, 50); i++) {
      runs.add(run("square/" + i, square, Rules.GUARDED, plan, i));
      runs.add(run("square adam/" + i, square, new Adam(0.01, 0.9, 0.999, 1e-8, 0), plan, i));
      runs.add(run("square noisy/" + i, new SquareNetFit(2, 8, 64, 0.1), Rules.GUARDED, plan, i));
      runs.add(run("tanh/" + i, perceptron(Activation.TANH), Rules.GUARDED, plan, i));
      runs.add(run("relu/" + i, perceptron(Activation.RELU), Rules.GUARDED, plan, i));
      runs.add(run("linear 10/" + i, linear(10), Rules.GUARDED, plan, i));
      runs.add(run("linear 100/" + i, linear(100), Rules.GUARDED, plan, i));
    }
    return runs;
  }

  private static LinearRegression linear(double condition) {
    return new LinearRegression(64, 1, condition, 0);
  }

  private static MlpFit perceptron(Activation activation) {
    return new MlpFit(IntLists.immutable.with(2, 8, 1), activation, 32, 0);
  }

  private static RunKey run(
      String name, ProblemSpec problem, OptimizerSpec rule, Plan plan, int i) {
    return RunKey.of(ID, name, problem, rule, plan.precision(), STEPS, plan.seed() + i);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/5.zig-zag",
            "Experiment 5",
            "the x² net shows zig-zag",
            "the loss rises by over 1 % in at least 5 % of the steps above 1e-8 of its start,"
                + " median",
            e -> {
              double share = share(e, "square/");
              return Finding.of(share >= 0.05, "%.1f %% of the steps rise", 100 * share);
            }),
        new Claim(
            "004/5.most",
            "Experiment 5",
            "it is the experiment most likely to show zig-zag: more than the linear net",
            "its median share of such steps exceeds that of the linear net at κ = 10 and at κ ="
                + " 100",
            e -> {
              double square = share(e, "square/");
              double linear = share(e, "linear 10/");
              double hard = share(e, "linear 100/");
              return Finding.of(
                  square > linear && square > hard,
                  "x² %.1f %%, linear %.1f %% and %.1f %%",
                  100 * square,
                  100 * linear,
                  100 * hard);
            }),
        new Claim(
            "004/5.activation",
            "Experiment 5",
            "it is the x² activation that makes it so: tanh and ReLU nets zig-zag less",
            "the median share of rising steps of both is below that of the x² net",
            e -> {
              double tanh = share(e, "tanh/");
              double relu = share(e, "relu/");
              double square = share(e, "square/");
              return Finding.of(
                  tanh < square && relu < square,
                  "tanh %.1f %%, relu %.1f %%, x² %.1f %%",
                  100 * tanh,
                  100 * relu,
                  100 * square);
            }),
        new Claim(
            "004/5.cannot-scale",
            "Experiment 5",
            "the shared scale cannot scale all parameters appropriately: the fit suffers",
            "the best loss in 2000 steps stays above 1e-6 of its start, median over seeds",
            e -> {
              double left =
                  Measure.median(e.family("square/"), run -> run.bestLoss() / run.loss()[0]);
              double adam =
                  Measure.median(e.family("square adam/"), run -> run.bestLoss() / run.loss()[0]);
              return Finding.of(
                  left > 1e-6, "best loss %.1e of its start, Adam's %.1e", left, adam);
            }),
        new Claim(
            "004/5.noise",
            "Experiment 5 (implied)",
            "with noisy targets the rule settles",
            "over the last 500 steps the largest loss is below twice the smallest, median over"
                + " seeds",
            e -> {
              double swing = Measure.median(e.family("square noisy/"), SquareNetwork::swing);
              return Finding.of(swing < 2, "largest over smallest: %.3g", swing);
            }));
  }

  private static double share(Evidence e, String family) {
    return Measure.median(e.family(family), run -> Measure.zigZag(run.loss()));
  }

  private static double swing(RunResult run) {
    double[] end = Measure.ending(run, 500);
    return Arrays.stream(end).max().orElseThrow() / Arrays.stream(end).min().orElseThrow();
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LOSS,
            "The x² net zig-zags and still gets very small losses; noise keeps it wandering",
            List.of("square/0", "square adam/0", "square noisy/0")),
        new Figure(
            Figure.Kind.LOSS,
            "tanh and ReLU nets of the same size",
            List.of("tanh/0", "relu/0", "square/0")));
  }
}
