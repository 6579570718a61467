package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.probe.Trained;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Document 000's first application, machine learning: the particle trains a perceptron on three
 * spirals, with all rows at a time and with minibatches, against SGD and Adam. Spin in hundreds of
 * dimensions is the sum of the sines of the turning angles, which the document leaves open.
 *
 * <p>What to expect: with minibatches U jumps from step to step though nothing moved. Where it
 * jumps above E the step is taken back as if it had climbed; where it falls, K gets what nobody put
 * in.
 */
public final class Learning implements Experiment {
  private static final String ID = "000-8-learning";
  private static final List<String> RULES =
      List.of("spin literal", "spin", "no spin", "sgd", "adam");
  private static final int CLASSES = 3;
  private static final String PAIRS = "stepSize=0.03:0.1:0.3:1;damping=0.03:0.1:0.3";
  private static final List<String> BATCHES = List.of("all rows", "minibatches");

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the particle train a net, with all rows and with minibatches?",
        "U_k = L_k(x_k), the loss of minibatch k;  s ← s + Σ|sin φ|/Δt",
        "document 000, Potential Applications",
        "All rules are tuned on 24 settings each, the particle with and without spin on the same"
            + " steps and dampings; without spin there is no I, and the settings are twelve.");
  }

  /** 24 points each; with and without spin the same Δt and γ, and with it I besides. */
  private static String grid(String rule) {
    return switch (rule) {
      case "spin literal", "spin" -> PAIRS + ";inertia=1e-6:1e-4";
      case "no spin" -> PAIRS + ";inertia=0";
      case "sgd" ->
          "learningRate=1e-3:2e-3:3e-3:5e-3:7e-3:0.01:0.015:0.02:0.03:0.05:0.07:0.1:0.15:0.2:0.25:0.3"
              + ":0.4:0.5:0.7:0.85:1:1.5:2:3";
      case "adam" ->
          "learningRate=1e-3:2e-3:3e-3:5e-3:0.01:0.02:0.03:0.05:0.1:0.15:0.2:0.3;beta1=0.8:0.9";
      default -> throw new IllegalArgumentException("no grid for " + rule);
    };
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    Map<String, OptimizerSpec> specs = Contest.rules();
    for (String batch : BATCHES) {
      int rows = batch.equals("all rows") ? 0 : 16;
      Training task =
          new Training(
              "spirals(samples=240,classes=" + CLASSES + ")",
              "mlp:in-16-out",
              rows,
              Loss.AUTO,
              0.2,
              0.2,
              true);
      for (String rule : RULES) {
        int tuning = plan.scale().choose(1, 3, 10);
        int seeds = plan.scale().choose(1, 20, 60);
        int steps = plan.scale().choose(10, 500, 2000);
        String name = rule + " @ " + batch;
        runs.add(
            RunKey.of(ID, name, task, specs.get(rule), Precision.FLOAT, steps, plan.seed())
                .probing(
                    new Trained(plan.scale() == Scale.SMOKE ? "" : grid(rule), tuning, seeds)));
      }
    }
    return runs;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (String batch : BATCHES) {
      String id = batch.replace(' ', '-');
      for (String form : List.of("spin literal", "spin")) {
        String suffix = form.equals("spin") ? "-corrected" : "";
        String who = form.equals("spin") ? "the consistent particle" : "by the letter the particle";
        claims.add(
            new Claim(
                "000/8.trains-" + id + suffix,
                "Potential Applications",
                who + " trains a net: " + batch,
                "median training loss at most half of chance, ln of the number of classes",
                e -> trains(e, form, batch)));
        claims.add(
            new Claim(
                "000/8.alternative-" + id + suffix,
                "Potential Applications",
                who + " is an alternative to SGD and Adam: " + batch,
                "median training loss at most that of the better one, or p ≥ 0.05 by Mann-Whitney",
                e -> alternative(e, form, batch)));
      }
      claims.add(
          new Claim(
              "000/8.spin-helps-" + id,
              "Credits",
              "spin as a reservoir for curvature helps: " + batch,
              "lower median training loss than without spin, p < 0.05 by Mann-Whitney",
              e -> {
                double[] with = train(e, "spin", batch);
                double[] without = train(e, "no spin", batch);
                double p = Measure.mannWhitney(with, without);
                double left = Measure.median(with);
                double right = Measure.median(without);
                return Finding.of(
                    left < right && p < 0.05, "%.4f, without %.4f, p = %.2g", left, right, p);
              }));
    }
    return claims;
  }

  private static double[] train(Evidence e, String rule, String batch) {
    return e.run(rule + " @ " + batch).measured().get("train");
  }

  private static Finding trains(Evidence e, String rule, String batch) {
    double loss = Measure.median(train(e, rule, batch));
    double accuracy = Measure.median(e.run(rule + " @ " + batch).measured().get("accuracy"));
    double chance = StrictMath.log(CLASSES);
    return Finding.of(
        loss <= chance / 2,
        "%.3f, chance %.3f; %.2f of the test rows right",
        loss,
        chance,
        accuracy);
  }

  private static Finding alternative(Evidence e, String rule, String batch) {
    double[] own = train(e, rule, batch);
    double sgd = Measure.median(train(e, "sgd", batch));
    double adam = Measure.median(train(e, "adam", batch));
    double p = Measure.mannWhitney(own, train(e, sgd < adam ? "sgd" : "adam", batch));
    double loss = Measure.median(own);
    return Finding.of(
        loss <= Math.min(sgd, adam) || p >= 0.05,
        "%.4f; SGD %.4f, Adam %.4f, p = %.2g",
        loss,
        sgd,
        adam,
        p);
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String batch : BATCHES) {
      List<String> runs = RULES.stream().map(rule -> rule + " @ " + batch).toList();
      figures.add(
          new Figure(
              Figure.Kind.SERIES,
              "Training loss with " + batch + ", mean of tenths of a run",
              runs,
              Map.of(
                  "x", "measured.iteration",
                  "y", List.of("measured.loss"),
                  "logY", true,
                  "xLabel", "step",
                  "yLabel", "loss")));
      figures.add(
          new Figure(
              Figure.Kind.ECDF,
              "Last training loss over seeds, " + batch,
              runs,
              Map.of("series", "measured.train")));
    }
    return figures;
  }
}
