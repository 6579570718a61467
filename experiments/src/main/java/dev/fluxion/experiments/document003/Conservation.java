package dev.fluxion.experiments.document003;

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
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.EcdLeapfrog;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Sections 3.1 to 3.3 of document 003 without noise: the energy's error and its order in Δt, the
 * Jacobian of a step, and the effective learning rate.
 *
 * <p>What to expect: symplectic Euler is leapfrog with Π half a step early. With Θ and Π as they
 * stand, which is how the algorithm takes its energy, the error is therefore {@code ½Δt·Π̇·Θ̇} and
 * of first order; with Π brought to the time of Θ it is of second order. Rescaling Π is no
 * canonical map, so that the algorithm with its default of conserving energy does not keep volumes.
 */
public final class Conservation implements Experiment {
  private static final String ID = "003-1-conservation";
  private static final double LARGEST_STEP = 0.002;
  private static final int HALVINGS = 5;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the discrete motion keep energy and phase space volume?",
        "H = log(Π² + s) + log V;  E = V(Π² + s);  det J = 1",
        "document 003, sections 3.1 to 3.3",
        "As it stands the energy errs by Δt; the document's Δt² needs Π at the time of Θ. Rescaling"
            + " is not symplectic.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (int i = 0; i < HALVINGS; i++) {
      double step = Math.scalb(LARGEST_STEP, -i);
      int steps = (int) Math.rint(1 / step);
      runs.add(energy("euler " + i, euler(step, 1, false), steps, plan));
      runs.add(energy("leapfrog " + i, leapfrog(step), steps, plan));
    }
    int steps = plan.scale().choose(5_000, 100_000, 1_000_000);
    runs.add(
        RunKey.of(ID, "long", bowl(), euler(0.02, 1, false), Precision.DOUBLE, steps, plan.seed())
            .probing(new EnergyError()));
    runs.add(volume("volume euler", euler(0.05, 2, false), plan));
    runs.add(volume("volume euler default step", euler(0.4, 1, false), plan));
    runs.add(volume("volume leapfrog", leapfrog(0.05), plan));
    runs.add(volume("volume rescaled", euler(0.05, 2, true), plan));
    runs.add(rate("rate 1", euler(0.1, 1, true), plan));
    runs.add(rate("rate 2", euler(0.1, 2, true), plan));
    runs.add(ravine("free", euler(0.05, 1, false), plan));
    runs.add(ravine("rescaled", euler(0.05, 1, true), plan));
    runs.add(ravine("second order", leapfrog(0.05), plan));
    return runs;
  }

  private static EcdSep euler(double step, double eta, boolean conserve) {
    return new EcdSep(step, eta, 0, 0, 1, true, 0, conserve, 1e-10, 1e-40);
  }

  private static EcdLeapfrog leapfrog(double step) {
    return new EcdLeapfrog(step, 1, 0, 0, 1, true, false, 1e-10, 1e-40);
  }

  private static Quadratic bowl() {
    return new Quadratic(DoubleLists.immutable.with(1, 2.5, 4), DoubleLists.immutable.with(0), 0.5);
  }

  private static RunKey energy(String name, OptimizerSpec rule, int steps, Plan plan) {
    return RunKey.of(ID, name, new Rosenbrock(), rule, Precision.DOUBLE, steps, plan.seed())
        .from(-0.5, 0.5)
        .probing(new EnergyError());
  }

  private static RunKey volume(String name, OptimizerSpec rule, Plan plan) {
    int steps = plan.scale().choose(50, 500, 2000);
    return RunKey.of(ID, name, bowl(), rule, Precision.DOUBLE, steps, plan.seed())
        .from(1, -0.5, 0.7)
        .probing(new PhaseVolume());
  }

  private static RunKey rate(String name, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, bowl(), rule, Precision.DOUBLE, 500, plan.seed()).from(4, -2, 3);
  }

  private static RunKey ravine(String name, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, new Rosenbrock(), rule, Precision.DOUBLE, 400, plan.seed())
        .from(-0.5, 0.5)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/1.energy-order",
            "3.3",
            "the energy errs by an amount of order Δt²",
            "over one unit of time, max |E/E₁ - 1| with Θ and Π as they stand is of order 1.8 … 2.2"
                + " in Δt",
            e -> order(e, "euler", "amplitude", 1.8, 2.2)),
        new Claim(
            "003/1.energy-order-synchronous",
            "3.3 (corrected)",
            "the energy errs by Δt² where Π is taken at the time of Θ",
            "the same with Π - ½Δt(η/R)g is of order 1.9 … 2.1",
            e -> order(e, "euler", "synchronous", 1.9, 2.1)),
        new Claim(
            "003/1.energy-step",
            "3.3",
            "the energy errs by Δt² per step",
            "the largest change of E/E₁ within one step is of order 1.8 … 2.2",
            e -> order(e, "euler", "step", 1.8, 2.2)),
        new Claim(
            "003/1.oscillates",
            "3.3",
            "the error oscillates about the energy, and does not drift until much later",
            "the means over the first and the last tenth of a long run differ by at most a tenth of"
                + " the amplitude",
            e -> {
              RunResult run = e.run("long");
              double drift = Math.abs(one(run, "late") - one(run, "early"));
              double amplitude = one(run, "amplitude");
              return Finding.of(
                  drift <= amplitude / 10,
                  "drift %.1e, amplitude %.1e, %d steps",
                  drift,
                  amplitude,
                  run.key().steps());
            }),
        new Claim(
            "003/1.symplectic",
            "3.2",
            "the discrete dynamics keeps phase space volume and area exactly",
            "without noise and rescaling |det J - 1| ≤ 1e-8 and |JᵀΩJ - Ω| ≤ 1e-7, also at Δt ="
                + " 0.4",
            e -> {
              double[] worst = worst(e, "volume euler", "volume euler default step");
              return Finding.of(
                  worst[0] <= 1e-8 && worst[1] <= 1e-7,
                  "largest |det J - 1| %.1e, of area %.1e",
                  worst[0],
                  worst[1]);
            }),
        new Claim(
            "003/1.symplectic-default",
            "3.2 with 3.3",
            "algorithm 1, which conserves energy by default, keeps phase space volume",
            "with rescaling |det J - 1| ≤ 1e-8",
            e -> {
              double[] volume = e.run("volume rescaled").measured().get("volume");
              double largest = Series.largest(volume);
              return Finding.of(
                  largest <= 1e-8,
                  "|det J - 1|: median %.2f, largest %.2f",
                  Measure.median(volume),
                  largest);
            }),
        new Claim(
            "003/1.learning-rate",
            "3.1",
            "the rule behaves as one with a learning rate that follows (F - F₀)^η",
            "log of 2Δt/(s + Π²) against log of F: slope η to 5 %, for η = 1 and 2",
            e -> {
              double one = rateSlope(e.run("rate 1"));
              double two = rateSlope(e.run("rate 2"));
              return Finding.of(
                  Math.abs(one - 1) <= 0.05 && Math.abs(two / 2 - 1) <= 0.05,
                  "slope %.3f for η = 1, %.3f for η = 2",
                  one,
                  two);
            }),
        new Claim(
            "003/1.second-order",
            "3.1, future work",
            "second order is possible without more gradients",
            "leapfrog's energy, at the time of Θ, errs by an order of 1.9 … 2.1, it is symplectic"
                + " to 1e-7, and takes one evaluation a step",
            e -> {
              Finding order = order(e, "leapfrog", "synchronous", 1.9, 2.1);
              double[] worst = worst(e, "volume leapfrog");
              RunResult run = e.run("second order");
              boolean once = run.evaluations() == run.stepsTaken() + 1;
              return Finding.of(
                  order.verdict() == Verdict.HOLDS && worst[1] <= 1e-7 && once,
                  "%s; area %.1e; %d evaluations for %d steps",
                  order.numbers(),
                  worst[1],
                  run.evaluations(),
                  run.stepsTaken());
            }));
  }

  private static double one(RunResult run, String number) {
    return run.measured().get(number)[0];
  }

  private static Finding order(Evidence e, String rule, String error, double low, double high) {
    double[] steps = new double[HALVINGS];
    double[] errors = new double[HALVINGS];
    for (int i = 0; i < HALVINGS; i++) {
      steps[i] = Math.scalb(LARGEST_STEP, -i);
      errors[i] = one(e.run(rule + " " + i), error);
    }
    double order = LeastSquares.order(steps, errors);
    return Finding.of(
        order >= low && order <= high,
        "order %.3f; error %.1e at Δt = %.4f",
        order,
        errors[0],
        steps[0]);
  }

  /** The largest |det J - 1| and |JᵀΩJ - Ω| of some runs. */
  private static double[] worst(Evidence e, String... runs) {
    double[] worst = new double[2];
    for (String run : runs) {
      worst[0] = Math.max(worst[0], Series.largest(e.run(run).measured().get("volume")));
      worst[1] = Math.max(worst[1], Series.largest(e.run(run).measured().get("area")));
    }
    return worst;
  }

  private static double rateSlope(RunResult run) {
    double[] squared = run.telemetry().get("momentumSquared");
    double[] height = new double[squared.length];
    double[] rate = new double[squared.length];
    for (int k = 0; k < squared.length; k++) {
      height[k] = run.loss()[k];
      rate[k] = 1 / (1 + squared[k]);
    }
    return LeastSquares.order(height, rate);
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LANDSCAPE,
            "A ball that speeds up and slows down, and never stops",
            List.of("free", "rescaled")),
        new Figure(
            Figure.Kind.SERIES,
            "The energy, as each rule takes it: it oscillates, and less by second order",
            List.of("free", "rescaled", "second order"),
            Map.of("y", List.of("telemetry.energy"), "yLabel", "E")),
        new Figure(
            Figure.Kind.SERIES,
            "Half the time step, half the error: first order, as it stands",
            List.of("euler 0", "euler 1"),
            Map.of("y", List.of("measured.curve"), "yLabel", "E/E₁ - 1", "xLabel", "step")));
  }
}
