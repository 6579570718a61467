package dev.fluxion.experiments.document004;

import static dev.fluxion.experiments.runner.RunKey.Watch.LAYERS;

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
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.problems.fit.Gate;
import dev.fluxion.problems.fit.LogicGate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Document 004's coupling hypothesis: in a deep polynomial net (degree 3^depth) gradient norms
 * differ by layer; the layers with large gradients dominate the shared scale and starve the others,
 * which then overshoot. Measured on logic gates: norms by layer, rises of the loss and the scale
 * together, against AdamW.
 */
public final class CouplingHypothesis implements Experiment {
  private static final String ID = "004-6-coupling";
  private static final int STEPS = 1000;
  private static final int DEPTHS = 3;
  private static final Gate[] GATES = {Gate.XOR, Gate.AND, Gate.IMPLIES};

  @Override
  public Card card() {
    return new Card(
        ID,
        "Do layers of a deep polynomial net starve and overshoot each other through the shared"
            + " scale?",
        "degree 3^depth;  s = L/|g|² with |g|² = Σ over layers",
        "document 004, Multi-Parameter Coupling Hypothesis and Connection to PLT",
        "The document's net and data are not given; a product of three affine maps per layer learns"
            + " XOR, AND and implication.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    AdamW adamw = new AdamW(0.01, 0.9, 0.999, 1e-8, 0.01);
    for (int i = 0; i < plan.scale().choose(2, 5, 30); i++) {
      for (Gate gate : GATES) {
        for (int depth = 1; depth <= DEPTHS; depth++) {
          String name = gate.name().toLowerCase(Locale.ROOT) + "/" + i;
          runs.add(run("polyak " + depth + "/" + name, gate, depth, Rules.GUARDED, plan, i));
          runs.add(run("adamw " + depth + "/" + name, gate, depth, adamw, plan, i));
        }
      }
    }
    return runs;
  }

  private static RunKey run(
      String name, Gate gate, int depth, OptimizerSpec rule, Plan plan, int i) {
    LogicGate problem = new LogicGate(gate, LogicGate.Net.POLYNOMIAL, 4, depth);
    return RunKey.of(ID, name, problem, rule, plan.precision(), STEPS, plan.seed() + i)
        .watching(LAYERS);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "004/6.norms",
            "Connection to PLT, 1",
            "gradient magnitudes vary enormously across layers",
            "at depth 3, the largest layer norm is 100 times the smallest, median over steps and"
                + " runs",
            e -> {
              double spread = spread(e, 3);
              return Finding.of(spread >= 100, "%.3g times", spread);
            }),
        new Claim(
            "004/6.depth",
            "Connection to PLT",
            "the deeper the polynomial, the more they vary",
            "the median ratio of largest to smallest layer norm grows from depth 1 to 2 to 3",
            e -> {
              double one = spread(e, 1);
              double two = spread(e, 2);
              double three = spread(e, 3);
              return Finding.of(
                  one < two && two < three, "%.3g, %.3g, %.3g at depth 1, 2, 3", one, two, three);
            }),
        new Claim(
            "004/6.early-layers",
            "Coupling Hypothesis, 2",
            "early layers have large gradients and dominate |g|²",
            "at depth 3, layer 1 holds more than half of |g|², median over steps and runs",
            e -> {
              double first = Measure.median(polyak(e, 3), run -> dominance(run, "layer1"));
              double last = Measure.median(polyak(e, 3), run -> dominance(run, "readout"));
              return Finding.of(first > 0.5, "layer 1 holds %.2f, the readout %.2f", first, last);
            }),
        new Claim(
            "004/6.zig-zag",
            "Coupling Hypothesis",
            "training with the shared scale zig-zags",
            "at depth 3 the loss rises by over 1 % in at least 5 % of the steps above 1e-8 of its"
                + " start",
            e -> {
              double share = share(polyak(e, 3));
              return Finding.of(share >= 0.05, "%.1f %% of the steps rise", 100 * share);
            }),
        new Claim(
            "004/6.overshoot",
            "Coupling Hypothesis, 4 and 5",
            "the loss rises where the scale has suddenly grown",
            "at depth 3, the scale of steps after which the loss rises is at least twice that of"
                + " the others, median over runs",
            e -> {
              double ratio = Measure.median(polyak(e, 3), CouplingHypothesis::scaleAtRises);
              return Double.isNaN(ratio)
                  ? Finding.undecided("no run has both kinds of steps")
                  : Finding.of(ratio >= 2, "%.2f times", ratio);
            }),
        new Claim(
            "004/6.adamw-smooth",
            "Connection to PLT",
            "AdamW converges smoothly where the shared scale zig-zags",
            "at depth 3 its median share of such steps is below half of the rule's",
            e -> {
              double adamw = share(adamw(e, 3));
              double polyak = share(polyak(e, 3));
              return Finding.of(
                  adamw < polyak / 2, "%.1f %% against %.1f %%", 100 * adamw, 100 * polyak);
            }),
        new Claim(
            "004/6.adamw-better",
            "Connection to PLT (implied)",
            "AdamW gets further with the same number of evaluations",
            "at depth 3 its final loss is smaller, Mann-Whitney p < 0.05; UNDECIDED otherwise",
            CouplingHypothesis::adamwBetter));
  }

  private static Finding adamwBetter(Evidence e) {
    double[] polyak = Measure.each(polyak(e, 3), Measure::score);
    double[] adamw = Measure.each(adamw(e, 3), Measure::score);
    double p = Measure.mannWhitney(polyak, adamw);
    double mp = Measure.median(polyak);
    double ma = Measure.median(adamw);
    return p < 0.05
        ? Finding.of(ma < mp, "median final loss %.2g against %.2g, p = %.2g", ma, mp, p)
        : Finding.undecided("median final loss %.2g against %.2g, p = %.2g", ma, mp, p);
  }

  private static List<RunResult> polyak(Evidence e, int depth) {
    return e.family("polyak " + depth + "/");
  }

  private static List<RunResult> adamw(Evidence e, int depth) {
    return e.family("adamw " + depth + "/");
  }

  private static double share(List<RunResult> runs) {
    return Measure.median(runs, run -> Measure.zigZag(run.loss()));
  }

  /** Median over runs of the median over steps of the largest over the smallest layer norm. */
  private static double spread(Evidence e, int depth) {
    return Measure.median(
        polyak(e, depth),
        run -> {
          double[] ratio = new double[steps(run)];
          for (int k = 0; k < ratio.length; k++) {
            double largest = 0;
            double smallest = Double.POSITIVE_INFINITY;
            for (double[] norm : run.layers().values()) {
              largest = Math.max(largest, norm[k]);
              smallest = Math.min(smallest, norm[k]);
            }
            ratio[k] = smallest == 0 ? Double.NaN : largest / smallest;
          }
          return Measure.median(ratio);
        });
  }

  /** Median over steps of a layer's part of the squared gradient norm. */
  private static double dominance(RunResult run, String layer) {
    double[] part = new double[steps(run)];
    for (int k = 0; k < part.length; k++) {
      double total = 0;
      for (double[] norm : run.layers().values()) {
        total += norm[k] * norm[k];
      }
      double own = run.layers().get(layer)[k];
      part[k] = own * own / total;
    }
    return Measure.median(part);
  }

  private static int steps(RunResult run) {
    return run.layers().values().iterator().next().length;
  }

  /** Median scale of the steps after which the loss rises, over that of the others. */
  private static double scaleAtRises(RunResult run) {
    double[] scale = run.telemetry().getOrDefault("scale", new double[0]);
    double[] rising = new double[scale.length];
    double[] falling = new double[scale.length];
    Arrays.fill(rising, Double.NaN);
    Arrays.fill(falling, Double.NaN);
    for (int k = 0; k < scale.length; k++) {
      (run.loss()[k + 1] > run.loss()[k] ? rising : falling)[k] = scale[k];
    }
    return Measure.median(rising) / Measure.median(falling);
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LOSS,
            "XOR by a polynomial of degree 27: the shared scale against AdamW",
            List.of("polyak 3/xor/0", "adamw 3/xor/0")),
        new Figure(
            Figure.Kind.LAYERS,
            "Gradient norms by layer under the shared scale",
            List.of("polyak 3/xor/0")),
        new Figure(
            Figure.Kind.TELEMETRY,
            "The shared scale from step to step",
            List.of("polyak 1/xor/0", "polyak 3/xor/0"),
            Map.of("series", "scale")));
  }
}
