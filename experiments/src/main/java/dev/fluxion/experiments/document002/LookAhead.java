package dev.fluxion.experiments.document002;

import static dev.fluxion.experiments.runner.RunKey.Watch.THETA;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Nesterov;
import dev.fluxion.optimizers.classical.NesterovLiteral;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Section 4 of document 002: Nesterov's look-ahead as it is written, {@code W + βv}, and with the
 * sign that leads ahead, {@code W - ηβv}, in the ravine {@code f = ½(x² + 100y²)} from (10, 1).
 *
 * <p>What to expect: v points uphill, so {@code W + βv} looks back. There {@code v ← β(1 + λ)v +
 * λW}: it grows for every η as soon as {@code β(1 + λ) > 1}.
 */
public final class LookAhead implements Experiment {
  private static final String ID = "002-2-look-ahead";
  private static final double ETA = 0.005;
  private static final double BETA = 0.9;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the look-ahead look ahead?",
        "v ← βv + g(W + βv)  or  v ← βv + g(W - ηβv);  W ← W - ηv",
        "document 002, section 4",
        "Beyond the document: the corrected sign, and rates down to 1e-9.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    return List.of(
        ravine("momentum", new Momentum(ETA, BETA), plan),
        ravine("ahead", new Nesterov(ETA, BETA), plan),
        ravine("literal", new NesterovLiteral(ETA, BETA), plan),
        ravine("literal 1e-6", new NesterovLiteral(1e-6, BETA), plan),
        ravine("literal 1e-9", new NesterovLiteral(1e-9, BETA), plan),
        RunKey.of(
                ID,
                "literal gentle",
                bowl(0.025, 0.025),
                new NesterovLiteral(ETA, BETA),
                Precision.DOUBLE,
                300,
                plan.seed())
            .from(10, 1)
            .watching(THETA));
  }

  private static Quadratic bowl(double a, double b) {
    return new Quadratic(DoubleLists.immutable.with(a, b), DoubleLists.immutable.with(0), 0);
  }

  private static RunKey ravine(String name, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, bowl(0.5, 50), rule, Precision.DOUBLE, 300, plan.seed())
        .from(10, 1)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "002/2.literal-converges",
            "4.2",
            "W + βv is where momentum will take us: the rule as written dampens oscillations",
            "its loss never exceeds ten times the start",
            e -> {
              double largest = Arrays.stream(e.run("literal").loss()).max().orElse(Double.NaN);
              double start = e.run("literal").loss()[0];
              return Finding.of(
                  largest <= 10 * start, "it reaches %.1e times the start", largest / start);
            }),
        new Claim(
            "002/2.any-rate",
            "4.2 (corrected)",
            "as written it diverges at any rate η once β(1 + λ) > 1, and not below",
            "the loss exceeds ten times its start for η = 0.005, 1e-6 and 1e-9 with λ = 100, and"
                + " stays below its start with λ = 0.05",
            e -> {
              boolean all = grows(e, "literal") && grows(e, "literal 1e-6");
              all &= grows(e, "literal 1e-9");
              double[] gentle = e.run("literal gentle").loss();
              return Finding.of(
                  all && Measure.rises(gentle) == 0,
                  "λ = 100: it grows for each rate: %s; λ = 0.05: loss ends at %.2e of its start",
                  all,
                  gentle[gentle.length - 1] / gentle[0]);
            }),
        new Claim(
            "002/2.overshoot",
            "4.4",
            "with the right sign, looking ahead anticipates overshooting",
            "the farthest that y gets on the other side is less than with momentum",
            e -> {
              double ahead = overshoot(e, "ahead");
              double plain = overshoot(e, "momentum");
              return Finding.of(ahead < plain, "%.3f instead of %.3f", ahead, plain);
            }),
        new Claim(
            "002/2.damps",
            "4.4",
            "it dampens oscillations faster",
            "the mean factor of the loss over the first 60 steps is smaller than with momentum",
            e -> {
              double ahead = Measure.rate(e.run("ahead").loss(), 0, 0, 60);
              double plain = Measure.rate(e.run("momentum").loss(), 0, 0, 60);
              return Finding.of(ahead < plain, "%.4f instead of %.4f", ahead, plain);
            }),
        new Claim(
            "002/2.faster",
            "4.4",
            "it converges slightly faster",
            "fewer steps until the loss is 1e-6 of its start",
            e -> {
              int ahead = Measure.firstBelow(relative(e, "ahead"), 1e-6);
              int plain = Measure.firstBelow(relative(e, "momentum"), 1e-6);
              return Finding.of(ahead < plain, "%d steps instead of %d", ahead, plain);
            }));
  }

  private static boolean grows(Evidence e, String run) {
    double[] loss = e.run(run).loss();
    return Arrays.stream(loss).anyMatch(x -> !(x <= 10 * loss[0]));
  }

  private static double overshoot(Evidence e, String run) {
    return -Arrays.stream(e.run(run).theta().get("x1")).min().orElse(Double.NaN);
  }

  private static double[] relative(Evidence e, String run) {
    double[] loss = e.run(run).loss();
    return Arrays.stream(loss).map(x -> x / loss[0]).toArray();
  }

  @Override
  public List<Figure> figures() {
    Map<String, Object> ravine = Map.of("coefficients", List.of(0.5, 50), "center", List.of(0, 0));
    return List.of(
        new Figure(
            Figure.Kind.LOSS,
            "As written the rule explodes at any rate; with the right sign it beats momentum",
            List.of("momentum", "ahead", "literal", "literal 1e-6")),
        new Figure(
            Figure.Kind.CONTOUR,
            "Looking ahead swings less",
            List.of("momentum", "ahead"),
            ravine));
  }
}
