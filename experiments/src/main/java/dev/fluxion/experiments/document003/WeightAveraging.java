package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.physics.EcdSep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Figure 2 of document 003 in small: training loss, test accuracy, and test accuracy of averaged
 * weights for several η, all else equal (Δt = 0.5, ν = 1e-4), of a convolutional net on images of
 * digits; averaging over the last third of the run.
 *
 * <p>What to expect of a small net on few images: with F₀ = 0 and a reachable loss of 0 a larger η
 * slows the end of the motion (003/4.better-at-zero), so that a lower loss is not to be taken for
 * granted.
 */
public final class WeightAveraging implements Experiment {
  private static final String ID = "003-13-averaging";
  private static final double[] ETAS = {1, 1.5, 2, 2.5, 4};

  @Override
  public Card card() {
    return new Card(
        ID,
        "What does η do to training loss, and what does averaging do to accuracy?",
        "ā = mean of Θ over the epochs of the last third",
        "document 003, section 4.2, figure 2, and appendix B.2",
        "A residual net with a few thousand parameters on drawn digits, in place of a"
            + " WideResNet on CIFAR-100.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int seeds = plan.scale().choose(1, 10, 40);
    int steps = plan.scale().choose(15, 600, 1500);
    List<RunKey> runs = new ArrayList<>();
    for (double eta : ETAS) {
      EcdSep rule = new EcdSep(0.5, eta, 1e-4, 0, 0, true, 0, true, 1e-10, 1e-40);
      runs.add(
          RunKey.of(
                  ID,
                  name(eta),
                  Tasks.images(plan.scale()),
                  rule,
                  plan.precision(),
                  steps,
                  plan.seed())
              .probing(new Learning("", "none", 1, seeds, 2.0 / 3)));
    }
    return runs;
  }

  private static String name(double eta) {
    return "η = " + eta;
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/13.loss",
            "4.2, figure 2 left",
            "raising η above 1 lowers the training loss monotonically, up to η = 4",
            "the median of the final loss on the training rows falls from each η to the next",
            e -> {
              double[] loss = new double[ETAS.length];
              for (int i = 0; i < loss.length; i++) {
                loss[i] = Measure.median(Series.all(e, name(ETAS[i]), "train"));
              }
              return Finding.of(
                  Series.falls(loss),
                  "%.2e, %.2e, %.2e, %.2e, %.2e for η = 1, 1.5, 2, 2.5, 4",
                  loss[0],
                  loss[1],
                  loss[2],
                  loss[3],
                  loss[4]);
            }),
        new Claim(
            "003/13.before",
            "4.2, figure 2 right",
            "before averaging η = 1 is less accurate than η = 2.5",
            "mean test accuracy of the last weights, differences by seed; UNDECIDED within two"
                + " standard errors",
            e -> {
              double[] one = Series.all(e, name(1), "accuracy");
              double[] more = Series.all(e, name(2.5), "accuracy");
              return ahead(more, List.of(one));
            }),
        new Claim(
            "003/13.jump",
            "4.2, figure 2 center",
            "η = 1 gains most by averaging",
            "mean gain in test accuracy larger than for every other η; differences by seed,"
                + " UNDECIDED within two standard errors",
            e -> ahead(gain(e, 1), others(eta -> gain(e, eta)))),
        new Claim(
            "003/13.gain",
            "4.2, B.2",
            "averaging the weights makes ECDSep with η = 1 more accurate",
            "mean gain in test accuracy at least 0.5 points",
            e -> {
              double[] gain = difference(gain(e, 1), new double[gain(e, 1).length]);
              return Finding.of(
                  gain[0] >= 0.005, "%.1f ± %.1f points", 100 * gain[0], 100 * gain[1]);
            }),
        new Claim(
            "003/13.best",
            "4.2, figure 2",
            "η = 1 gives the best averaged accuracy",
            "mean test accuracy of averaged weights above that of every other η; differences by"
                + " seed, UNDECIDED within two standard errors",
            e -> {
              double[] one = Series.all(e, name(1), "averaged");
              return ahead(one, others(eta -> Series.all(e, name(eta), "averaged")));
            }));
  }

  private static double[] gain(Evidence e, double eta) {
    double[] gain = Series.all(e, name(eta), "averaged").clone();
    double[] before = Series.all(e, name(eta), "accuracy");
    for (int i = 0; i < gain.length; i++) {
      gain[i] -= before[i];
    }
    return gain;
  }

  /** A series of every η but 1. */
  private static List<double[]> others(DoubleFunction<double[]> series) {
    return Arrays.stream(ETAS).filter(eta -> eta != 1).mapToObj(series).toList();
  }

  /** Whether one is ahead of all others by more than two standard errors, or behind one of them. */
  private static Finding ahead(double[] one, List<double[]> others) {
    boolean ahead = true;
    boolean behind = false;
    double[] least = {Double.POSITIVE_INFINITY, 0};
    for (double[] other : others) {
      double[] difference = difference(one, other);
      ahead &= difference[0] > 2 * difference[1];
      behind |= difference[0] < -2 * difference[1];
      least = difference[0] < least[0] ? difference : least;
    }
    String format = "%.1f against %.1f: %+.1f ± %.1f points";
    double mean = 100 * Series.mean(one);
    double most = mean - 100 * least[0];
    return ahead || behind
        ? Finding.of(ahead, format, mean, most, 100 * least[0], 100 * least[1])
        : Finding.undecided(format, mean, most, 100 * least[0], 100 * least[1]);
  }

  /** The mean of the differences by seed, and its standard error. */
  private static double[] difference(double[] left, double[] right) {
    int n = left.length;
    double mean = Series.mean(left) - Series.mean(right);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = left[i] - right[i] - mean;
      squares += off * off;
    }
    return new double[] {mean, Math.sqrt(squares / (n - 1) / n)};
  }

  @Override
  public List<Figure> figures() {
    List<String> all = new ArrayList<>();
    for (double eta : ETAS) {
      all.add(name(eta));
    }
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "Training loss for several η",
            all,
            Map.of(
                "x", "measured.part",
                "y", List.of("measured.curve"),
                "logY", true,
                "xLabel", "step",
                "yLabel", "loss")),
        new Figure(
            Figure.Kind.ECDF,
            "Test accuracy of averaged weights, over seeds",
            all,
            Map.of("series", "measured.averaged", "xLabel", "accuracy")));
  }
}
