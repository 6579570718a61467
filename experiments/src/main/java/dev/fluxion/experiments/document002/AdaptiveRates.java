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
import dev.fluxion.optimizers.classical.AdaGrad;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.RmsProp;
import dev.fluxion.problems.surface.Quadratic;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Sections 5 to 7 of document 002 on slopes of gradient 2 and 2000 that hardly change, and in the
 * ravine {@code f = ½(x² + 100y²)} from (10, 10).
 *
 * <p>What to expect: on a steady slope AdaGrad's t-th step is {@code η/√t}, which goes to 0, while
 * the way, about {@code 2η√t}, does not end; RMSprop's and Adam's step is η, however steep it is,
 * for s is the mean of the squared gradient, not its variance.
 */
public final class AdaptiveRates implements Experiment {
  private static final String ID = "002-3-adaptive-rates";
  private static final double ETA = 0.01;
  private static final int STEPS = 1000;

  @Override
  public Card card() {
    return new Card(
        ID,
        "What do adaptive rates adapt to?",
        "s ← s + g²  or  s ← βs + (1-β)g²;  θ ← θ - ηg/(√s + ε)",
        "document 002, sections 5.3 to 7.4",
        "Beyond the document: the way that AdaGrad still goes while its rate dies.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    AdaGrad adaGrad = new AdaGrad(ETA, 0, 0, 1e-10, 0);
    RmsProp rmsProp = new RmsProp(ETA, 0.99, 1e-8, 0, 0, false);
    Adam adam = new Adam(ETA, 0.9, 0.999, 1e-8, 0);
    return List.of(
        slope("adagrad", 1e-6, adaGrad, plan),
        slope("rmsprop", 1e-6, rmsProp, plan),
        slope("rmsprop steep", 1e-3, rmsProp, plan),
        slope("adam", 1e-6, adam, plan),
        slope("adam steep", 1e-3, adam, plan),
        RunKey.of(
                ID,
                "adagrad ravine",
                new Quadratic(
                    DoubleLists.immutable.with(0.5, 50), DoubleLists.immutable.with(0), 0),
                new AdaGrad(1, 0, 0, 1e-10, 0),
                Precision.DOUBLE,
                STEPS,
                plan.seed())
            .from(10, 10)
            .watching(THETA));
  }

  private static RunKey slope(String name, double coefficient, OptimizerSpec rule, Plan plan) {
    Quadratic slope =
        new Quadratic(DoubleLists.immutable.with(coefficient), DoubleLists.immutable.with(-1e6), 0);
    return RunKey.of(ID, name, slope, rule, Precision.DOUBLE, STEPS, plan.seed())
        .from(0)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "002/3.rate-dies",
            "5.5",
            "s only grows, so that all of AdaGrad's rates go to 0",
            "on a steady slope the thousandth step is √(10/1000) of the tenth, to 5 %",
            e -> {
              double ratio = step(e, "adagrad", 1000) / step(e, "adagrad", 10);
              return Finding.of(Math.abs(ratio - 0.1) < 0.005, "%.4f", ratio);
            }),
        new Claim(
            "002/3.stalls",
            "5.5",
            "training stalls",
            "the second half of 1000 steps adds less than 5 % to the way down a steady slope",
            e -> {
              double[] x = e.run("adagrad").theta().get("x0");
              double added = (x[1000] - x[500]) / x[1000];
              return Finding.of(added < 0.05, "it adds %.1f %%", 100 * added);
            }),
        new Claim(
            "002/3.stalls-in-a-ravine",
            "5.5",
            "training stalls before the minimum",
            "in a ravine, with η = 1, the loss stays above 1e-6 of its start for 1000 steps",
            e -> {
              double[] loss = e.run("adagrad ravine").loss();
              int k = Measure.firstBelow(loss, loss[0] * 1e-6);
              return Finding.of(k == loss.length, "it gets there in %d steps", k);
            }),
        new Claim(
            "002/3.both-directions",
            "5.2",
            "rates per parameter treat steep and flat directions alike",
            "in a ravine of condition 100, x and y take steps to 1 % that differ by less than a"
                + " factor 20, where plain descent needs 100",
            e -> {
              double x = Measure.firstBelow(size(e, "x0"), 0.1);
              double y = Measure.firstBelow(size(e, "x1"), 0.1);
              return Finding.of(Math.max(x, y) < 20 * Math.min(x, y), "x %.0f steps, y %.0f", x, y);
            }),
        new Claim(
            "002/3.variance",
            "6.3",
            "RMSprop's s measures the recent variance of the gradient",
            "where the gradient does not vary, steps are not bounded by η: the last is above 10η",
            e -> {
              double last = step(e, "rmsprop", STEPS);
              return Finding.of(last > 10 * ETA, "the last step is %.4f η", last / ETA);
            }),
        new Claim(
            "002/3.second-moment",
            "6.3 (corrected)",
            "s measures the mean square: the step is η on any steady slope, however steep",
            "the last steps on slopes of gradient 2 and 2000 are η, to 1 %",
            e -> {
              double gentle = step(e, "rmsprop", STEPS) / ETA;
              double steep = step(e, "rmsprop steep", STEPS) / ETA;
              return Finding.of(
                  Math.abs(gentle - 1) < 0.01 && Math.abs(steep - 1) < 0.01,
                  "%.4f η and %.4f η",
                  gentle,
                  steep);
            }),
        new Claim(
            "002/3.first-step",
            "7.4",
            "bias correction gives the first step its right scale",
            "Adam's first step is η on both slopes, to 1e-6; RMSprop's, without, is 10η",
            e -> {
              double gentle = step(e, "adam", 1) / ETA;
              double steep = step(e, "adam steep", 1) / ETA;
              double without = step(e, "rmsprop", 1) / ETA;
              return Finding.of(
                  Math.abs(gentle - 1) < 1e-6
                      && Math.abs(steep - 1) < 1e-6
                      && Math.abs(without - 10) < 1e-3,
                  "%.7f η and %.7f η; without correction %.3f η",
                  gentle,
                  steep,
                  without);
            }),
        new Claim(
            "002/3.correction-fades",
            "7.4",
            "after many steps there is no correction left",
            "RMSprop's hundredth step is still above 1.2η, its thousandth η to 1 %",
            e -> {
              double hundredth = step(e, "rmsprop", 100) / ETA;
              double last = step(e, "rmsprop", STEPS) / ETA;
              return Finding.of(
                  hundredth > 1.2 && Math.abs(last - 1) < 0.01,
                  "%.3f η and %.4f η",
                  hundredth,
                  last);
            }));
  }

  private static double step(Evidence e, String run, int k) {
    double[] x = e.run(run).theta().get("x0");
    return Math.abs(x[k] - x[k - 1]);
  }

  private static double[] size(Evidence e, String coordinate) {
    double[] x = e.run("adagrad ravine").theta().get(coordinate).clone();
    for (int k = 0; k < x.length; k++) {
      x[k] = Math.abs(x[k]);
    }
    return x;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LOSS,
            "AdaGrad's rate dies, and yet it reaches the bottom of a ravine",
            List.of("adagrad ravine")));
  }
}
