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
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.physics.SpinEnergy;
import dev.fluxion.optimizers.physics.SpinEnergy.Form;
import dev.fluxion.optimizers.physics.SpinEnergy.Granularity;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The small run that document 000 proposes at its end: the wrapper around Adam against Adam, here
 * on images of digits. Adam's learning rate is tuned for every form on the same six values.
 *
 * <p>What to expect: with a spin for every one of some thousand parameters the first step, a full
 * turn of all, costs more than the budget. Nothing moves. With few spins, or repaired, the spin's
 * energy is at most 2 first losses of a cap of 3, and a step's is small: α stays 1, and the wrapper
 * is Adam bit by bit.
 */
public final class Images implements Experiment {
  private static final String ID = "000-7-images";
  private static final double[] RATES = {3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1};

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the wrapper around Adam do better than Adam on a small image task?",
        "θ ← θ + α(C, U, s)·r,  r Adam's step",
        "document 000, last paragraph",
        "Synthetic digits of 12 by 12 pixels instead of CIFAR; a net with 32 hidden units. By the"
            + " letter with a spin per element and per tensor, and repaired.");
  }

  private static Map<String, OptimizerSpec> rules() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("adam", SpecText.parse("adam"));
    rules.put("literal", wrapped(Granularity.ELEMENT, Form.LITERAL));
    rules.put("literal per tensor", wrapped(Granularity.TENSOR, Form.LITERAL));
    rules.put("repaired", wrapped(Granularity.ELEMENT, Form.REPAIRED));
    return rules;
  }

  private static SpinEnergy wrapped(Granularity granularity, Form form) {
    return new SpinEnergy("adam", 1, 0.1, 0.05, 1e-3, 3, true, granularity, form, 0.01, 1e-12);
  }

  private static String grid(String rule) {
    boolean plain = rule.equals("adam");
    StringJoiner values = new StringJoiner(":", plain ? "learningRate=" : "base=", "");
    for (double rate : RATES) {
      values.add(plain ? Double.toString(rate) : "adam(learningRate=" + rate + ")");
    }
    return values.toString();
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int steps = plan.scale().choose(10, 400, 2000);
    int images = plan.scale().choose(200, 1000, 5000);
    String data = "digits(samples=" + images + ")";
    Training task = new Training(data, "mlp:in-32-out", 32, Loss.AUTO, 0.2, 0.2, true);
    List<RunKey> runs = new ArrayList<>();
    rules()
        .forEach(
            (name, rule) -> {
              Trained probe =
                  new Trained(
                      plan.scale() == Scale.SMOKE ? "" : grid(name),
                      plan.scale().choose(1, 3, 5),
                      plan.scale().choose(1, 10, 30));
              runs.add(
                  RunKey.of(ID, name, task, rule, Precision.FLOAT, steps, plan.seed())
                      .probing(probe));
            });
    return runs;
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "000/7.moves",
            "Updates and Commentary",
            "by the letter the wrapper trains a small image net",
            "median accuracy on the test rows at least 0.5",
            e -> accurate(e, "literal")),
        new Claim(
            "000/7.moves-per-tensor",
            "Notes",
            "with one spin per tensor the wrapper trains a small image net",
            "median accuracy on the test rows at least 0.5",
            e -> accurate(e, "literal per tensor")),
        new Claim(
            "000/7.better-per-tensor",
            "last paragraph",
            "with one spin per tensor the wrapper does better than Adam",
            "smaller median test loss, and p < 0.05 by the Mann-Whitney test",
            e -> better(e, "literal per tensor")),
        new Claim(
            "000/7.better-repaired",
            "last paragraph",
            "repaired, the wrapper does better than Adam",
            "smaller median test loss, and p < 0.05 by the Mann-Whitney test",
            e -> better(e, "repaired")),
        new Claim(
            "000/7.harmless-repaired",
            "last paragraph",
            "repaired, the wrapper does not harm Adam",
            "median test loss at most 1.1 times that of Adam",
            e -> {
              double own = Measure.median(test(e, "repaired"));
              double adam = Measure.median(test(e, "adam"));
              return Finding.of(own <= 1.1 * adam, "%.4f, Adam %.4f", own, adam);
            }));
  }

  private static double[] test(Evidence e, String rule) {
    return e.run(rule).measured().get("test");
  }

  private static Finding accurate(Evidence e, String rule) {
    double own = Measure.median(e.run(rule).measured().get("accuracy"));
    double adam = Measure.median(e.run("adam").measured().get("accuracy"));
    return Finding.of(own >= 0.5, "accuracy %.3f, Adam %.3f", own, adam);
  }

  private static Finding better(Evidence e, String rule) {
    double own = Measure.median(test(e, rule));
    double adam = Measure.median(test(e, "adam"));
    double p = Measure.mannWhitney(test(e, rule), test(e, "adam"));
    return Finding.of(own < adam && p < 0.05, "test loss %.4f, Adam %.4f, p = %.2g", own, adam, p);
  }

  @Override
  public List<Figure> figures() {
    List<String> all = List.copyOf(rules().keySet());
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "Training loss, mean of tenths of a run",
            all,
            Map.of(
                "x",
                "measured.iteration",
                "y",
                List.of("measured.loss"),
                "logY",
                true,
                "xLabel",
                "step",
                "yLabel",
                "loss")),
        new Figure(
            Figure.Kind.ECDF,
            "Accuracy on images not seen, over seeds",
            all,
            Map.of("series", "measured.accuracy")));
  }
}
