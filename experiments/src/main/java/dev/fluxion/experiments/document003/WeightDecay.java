package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunKey.Watch;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.EcdDecoupledDecay;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.optimizers.transform.DecoupledDecay;
import dev.fluxion.optimizers.transform.Mask;
import dev.fluxion.problems.surface.Quadratic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Section 3.4 of document 003: weight decay as a part of the loss (15) and as a decay by itself,
 * for SGD, Adam and ECD, on a bowl whose minimum is not at 0.
 *
 * <p>What to expect: on {@code F = Σcᵢ(θᵢ - aᵢ)² + d} the L² term leads to the minimizer of the
 * sum, {@code cᵢaᵢ/(cᵢ + w/2)}. Decay by itself changes V between two steps, which the energy
 * feels.
 */
public final class WeightDecay implements Experiment {
  private static final String ID = "003-10-weight-decay";
  private static final double W = 0.2;
  private static final int STEPS = 400;
  private static final double[] START = {3, -2, 1};

  @Override
  public Card card() {
    return new Card(
        ID,
        "Is weight decay the same as an L² term?",
        "F + ½w|Θ|², g + wΘ;  or Θ ← (1 - wΔt)Θ + …",
        "document 003, section 3.4",
        "Beyond the document: decay by itself with energy conserved, which it leaves open.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    runs.add(run("ecd coupled, at 0", atZero(0), ecd(W), plan));
    runs.add(run("ecd on the sum, at 0", atZero(W), ecd(0), plan));
    runs.add(run("sgd coupled", bowl(), new Sgd(0.02, 0, 0, false, W), plan));
    runs.add(
        run(
            "sgd decoupled",
            bowl(),
            new DecoupledDecay(W, Mask.ALL, "sgd(learningRate=0.02)"),
            plan));
    runs.add(run("adam coupled", bowl(), new Adam(0.05, 0.9, 0.999, 1e-8, W), plan));
    runs.add(run("adam decoupled", bowl(), new AdamW(0.05, 0.9, 0.999, 1e-8, W), plan));
    runs.add(run("ecd coupled", bowl(), ecd(W), plan));
    runs.add(run("ecd decoupled", bowl(), decoupled(W), plan));
    runs.add(run("ecd without", bowl(), decoupled(0), plan));
    return runs;
  }

  private static EcdSep ecd(double w) {
    return new EcdSep(0.02, 1, 0, 0, 0, true, w, true, 1e-10, 1e-40);
  }

  private static EcdDecoupledDecay decoupled(double w) {
    return new EcdDecoupledDecay(0.02, 1, 0, 0, 0, true, w, 1e-10, 1e-40);
  }

  private static Quadratic bowl() {
    return new Quadratic(
        DoubleLists.immutable.with(1, 2, 4), DoubleLists.immutable.with(1, 1, 1), 0.1);
  }

  /** The bowl around 0, to which ½w|Θ|² can be added by its coefficients. */
  private static Quadratic atZero(double w) {
    return new Quadratic(
        DoubleLists.immutable.with(1 + w / 2, 2 + w / 2, 4 + w / 2),
        DoubleLists.immutable.with(0),
        0.1);
  }

  private static RunKey run(String name, Quadratic bowl, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, bowl, rule, Precision.DOUBLE, STEPS, plan.seed())
        .from(START)
        .watching(Watch.THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/10.target",
            "3.4, equation (15)",
            "the L² form is only another target function, no change of the Hamiltonian",
            "the same trajectory as without decay on F + ½w|Θ|², to 1e-9",
            e -> {
              double d = distance(e, "ecd coupled, at 0", "ecd on the sum, at 0");
              return Finding.of(d <= 1e-9, "largest distance %.1e in %d steps", d, STEPS);
            }),
        new Claim(
            "003/10.sgd",
            "3.4",
            "for SGD there is no difference between the two",
            "the same trajectory to 1e-9",
            e -> {
              double d = distance(e, "sgd coupled", "sgd decoupled");
              return Finding.of(d <= 1e-9, "largest distance %.1e", d);
            }),
        new Claim(
            "003/10.adam",
            "3.4",
            "for Adam there is a difference",
            "the trajectories differ by more than 0.01",
            e -> {
              double d = distance(e, "adam coupled", "adam decoupled");
              return Finding.of(d > 0.01, "largest distance %.3f", d);
            }),
        new Claim(
            "003/10.ecd",
            "3.4",
            "for a non-linear optimizer such as ECD they act differently",
            "the trajectories differ by more than 0.01",
            e -> {
              double d = distance(e, "ecd coupled", "ecd decoupled");
              return Finding.of(d > 0.01, "largest distance %.3f", d);
            }),
        new Claim(
            "003/10.violation",
            "3.4",
            "decay by itself violates the conservation of energy",
            "the largest |E/E₀ - 1| before rescaling is at least twice that without decay",
            e -> {
              double with = violation(e, "ecd decoupled");
              double without = violation(e, "ecd without");
              return Finding.of(with >= 2 * without, "%.1e with, %.1e without", with, without);
            }),
        new Claim(
            "003/10.repaired",
            "3.4",
            "it can be made compatible by enforcing conservation at every step",
            "with rescaling the errors of the steps do not add up: the largest |log E/E₀| is at"
                + " most a fifth of |Σ log E/E₀| over all steps",
            e -> {
              double sum = 0;
              double largest = 0;
              double[] energy = e.run("ecd decoupled").telemetry().get("energy");
              for (double x : energy) {
                double log = StrictMath.log(x / energy[0]);
                sum += log;
                largest = Math.max(largest, Math.abs(log));
              }
              return Finding.of(
                  5 * largest <= Math.abs(sum), "largest %.3f, sum %.2f", largest, sum);
            }));
  }

  /** The largest distance of two trajectories at equal steps. */
  private static double distance(Evidence e, String one, String other) {
    Map<String, double[]> a = e.run(one).theta();
    Map<String, double[]> b = e.run(other).theta();
    double largest = 0;
    for (String x : a.keySet()) {
      for (int k = 0; k < Math.min(a.get(x).length, b.get(x).length); k++) {
        largest = Math.max(largest, Math.abs(a.get(x)[k] - b.get(x)[k]));
      }
    }
    return largest;
  }

  private static double violation(Evidence e, String run) {
    return Series.largest(errors(e.run(run)));
  }

  private static double[] errors(RunResult run) {
    double[] energy = run.telemetry().get("energy");
    return Arrays.stream(energy).map(x -> Math.abs(x / energy[0] - 1)).toArray();
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "The energy before each rescaling: decay by itself is felt",
            List.of("ecd without", "ecd decoupled"),
            Map.of("y", List.of("telemetry.energy"), "yLabel", "E")),
        new Figure(
            Figure.Kind.LOSS,
            "The loss without the L² term",
            List.of("ecd coupled", "ecd decoupled", "adam coupled", "adam decoupled")));
  }
}
