package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.physics.SpinParticle;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.KeplerPotential;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Document 000's spin: what charges it, what does not, and what is left where it takes more than
 * there is.
 *
 * <p>What to expect: Δs is the sine of an angle, over Δt. A turn of the path by a given angle
 * charges the spin by that angle over Δt, whatever the turn's duration: without limit as Δt → 0.
 * Turns to the left and to the right cancel, and a reversal has no sine at all. A shorter step does
 * not cure K_pre &lt; 0, for Δs tends to ½a⊥/|v|, not to 0.
 */
public final class SpinReservoir implements Experiment {
  private static final String ID = "000-2-spin";
  private static final double DT = 0.01;
  private static final double WEIGHTLESS = 1e-12; // I of a spin that is only looked at
  private static final double HEAVY = 1e-5;

  @Override
  public Card card() {
    return new Card(
        ID,
        "What does spin store, and what not?",
        "s ← s + d̂' × d̂ / Δt;  K_ang = ½I|s|²",
        "document 000, Update Equations, 4 and 5; Interpretation",
        "Spin holds the signed angle turned over Δt: it depends on Δt, forgets a zig-zag and does"
            + " not see a reversal.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    ProblemSpec ravine =
        new Quadratic(DoubleLists.immutable.with(0.5, 50), DoubleLists.immutable.with(0), 0);
    ProblemSpec springs = new HarmonicOscillator(DoubleLists.immutable.with(1, 10));
    KeplerPotential star = new KeplerPotential();
    return List.of(
        run("straight", ravine, letter(DT, 0.01), 1000, new Launch(0, 150), plan).from(1, 0),
        run("orbit", star, steady(DT, WEIGHTLESS), 630, new Launch(1, 150), plan),
        run("orbit Δt/2", star, steady(DT / 2, WEIGHTLESS), 1258, new Launch(1, 150), plan),
        run("charged", star, steady(DT, HEAVY), 159, new Launch(1, 150), plan),
        run("charged Δt/2", star, steady(DT / 2, HEAVY), 316, new Launch(1, 150), plan),
        run("zig-zag", springs, steady(DT, WEIGHTLESS), 630, new Launch(0, 300), plan).from(1, 0.1),
        run("valley", new Rosenbrock(), letter(0.05, 0.01), 2000, new Launch(0, 150), plan),
        run("ravine", ravine, letter(0.05, 0.01), 2000, new Launch(0, 150), plan).from(10, 1),
        run("overshoot", ravine, letter(0.25, 0), 1, new Shrink(0.1), plan).from(0, 1),
        run("overdraft", ravine, letter(DT, 0.01), 1, new Shrink(0.1), plan).from(0, 1));
  }

  private static SpinParticle letter(double dt, double inertia) {
    return Particles.literal(dt, 1, inertia, 0, 0);
  }

  private static SpinParticle steady(double dt, double inertia) {
    return Particles.consistent(dt, 1, inertia, 0, 0);
  }

  private static RunKey run(
      String name, ProblemSpec problem, SpinParticle particle, int steps, Probe probe, Plan plan) {
    return RunKey.of(ID, name, problem, particle, Precision.DOUBLE, steps, plan.seed())
        .probing(probe);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "000/2.charges",
            "Interpretation",
            "turning charges up spin",
            "on a steady turn, the first revolution of a circular orbit, |s| grows at every step",
            e -> {
              double[] spin = e.run("orbit").measured().get("spin");
              int falls = 0;
              for (int k = 1; k < spin.length; k++) {
                falls += Math.abs(spin[k]) > Math.abs(spin[k - 1]) ? 0 : 1;
              }
              return Finding.of(
                  falls == 0,
                  "%d falls; |s|Δt = %.4f at the end",
                  falls,
                  one(e, "orbit", "spinMax"));
            }),
        new Claim(
            "000/2.brakes",
            "Interpretation",
            "turning reduces forward kinetic energy",
            "I = 1e-5: after a quarter of a revolution K is at most 0.9 of E - U",
            e -> {
              double share = share(e, "charged");
              return Finding.of(share <= 0.9, "%.3f of it", share);
            }),
        new Claim(
            "000/2.straight",
            "Interpretation",
            "on a straight way energy stays in forward motion",
            "along the axis of a ravine spin stays exactly 0",
            e -> {
              double spin = one(e, "straight", "spinMax");
              double way = e.run("straight").measured().get("crossings").length;
              return Finding.of(spin == 0, "largest |s| %.1e in %.0f crossings", spin, way);
            }),
        new Claim(
            "000/2.reversal",
            "Interpretation; Credits",
            "the sharpest turn, a reversal, charges spin most",
            "|s| is above 0 after the particle has turned back on the axis of a ravine",
            e -> {
              double[] x = e.run("straight").measured().get("x");
              boolean back = Arrays.stream(x).min().orElseThrow() < -0.9;
              double spin = one(e, "straight", "spinMax");
              return back
                  ? Finding.of(spin > 0, "largest |s| %.1e after the reversal", spin)
                  : Finding.undecided("the particle never turned back");
            }),
        new Claim(
            "000/2.zig-zag",
            "Overview; Interpretation",
            "spin penalizes a curved path, whichever way it turns",
            "between two springs, ω = 1 and 10, the largest |s| is at least half of Σ|Δs|",
            e -> {
              double most = one(e, "zig-zag", "spinMax");
              double sum = one(e, "zig-zag", "turned");
              return Finding.of(most >= sum / 2, "%.3f of %.3f radians", most, sum);
            }),
        new Claim(
            "000/2.time-step",
            "Update Equations, 4",
            "spin is a property of the path, not of the time step",
            "one revolution of a circle charges the same |s| at Δt and Δt/2, to 10 %",
            e -> {
              double ratio = spin(e, "orbit Δt/2") / spin(e, "orbit");
              return Finding.of(Math.abs(ratio - 1) <= 0.1, "%.3f times as much at Δt/2", ratio);
            }),
        new Claim(
            "000/2.angle",
            "Update Equations, 4, corrected",
            "|s|Δt is the angle that the path has turned",
            "after one revolution it is 2π, to 1 %, at both time steps",
            e -> {
              double coarse = one(e, "orbit", "spinMax") / (2 * Math.PI);
              double fine = one(e, "orbit Δt/2", "spinMax") / (2 * Math.PI);
              return Finding.of(
                  Math.abs(coarse - 1) <= 0.01 && Math.abs(fine - 1) <= 0.01,
                  "%.4f and %.4f of it",
                  coarse,
                  fine);
            }),
        new Claim(
            "000/2.time-step-energy",
            "Update Equations, 4 and 5a",
            "how much a turn brakes does not depend on the time step",
            "I = 1e-5: the shares of K in E - U after a quarter revolution at Δt and Δt/2 differ by"
                + " at most 0.05",
            e -> {
              double coarse = share(e, "charged");
              double fine = share(e, "charged Δt/2");
              return Finding.of(Math.abs(coarse - fine) <= 0.05, "%.3f and %.3f", coarse, fine);
            }),
        new Claim(
            "000/2.overdraft",
            "Update Equations, 5c",
            "K_pre < 0 is an exception",
            "by the letter, I = 0.01, Δt = 0.05: at most 1 % of the steps in Rosenbrock's valley"
                + " and in a ravine overdraw the energy",
            e -> {
              double valley = overdrawn(e, "valley");
              double ravine = overdrawn(e, "ravine");
              return Finding.of(
                  valley <= 0.01 && ravine <= 0.01,
                  "%.1f %% in the valley, %.1f %% in the ravine",
                  100 * valley,
                  100 * ravine);
            }),
        new Claim(
            "000/2.shrink",
            "Update Equations, 5c",
            "a smaller step cures K_pre < 0 where the way up is too long",
            "I = 0: K_pre is below 0 at Δt, and above at some Δt/2ᵏ",
            e -> cured(e, "overshoot")),
        new Claim(
            "000/2.shrink-spin",
            "Update Equations, 5c",
            "a smaller step cures K_pre < 0 where spin overdraws",
            "I = 0.01: K_pre is below 0 at Δt, and above at some Δt/2ᵏ, k ≤ 30",
            e -> cured(e, "overdraft")));
  }

  private static double one(Evidence e, String run, String number) {
    return e.run(run).measured().get(number)[0];
  }

  private static double spin(Evidence e, String run) {
    double[] spin = e.run(run).measured().get("spin");
    return Math.abs(spin[spin.length - 1]);
  }

  /** K as a share of E - U at the end. */
  private static double share(Evidence e, String run) {
    Map<String, double[]> measured = e.run(run).measured();
    int end = measured.get("kinetic").length - 1;
    double kinetic = measured.get("kinetic")[end];
    return kinetic / (kinetic + measured.get("spinEnergy")[end]);
  }

  /** The share of steps that were taken back or whose spin was cut. */
  private static double overdrawn(Evidence e, String run) {
    double arrivals = one(e, run, "arrivals");
    double back = (one(e, run, "tries") - 1) * arrivals;
    return (one(e, run, "cuts") + back) / (arrivals + back);
  }

  private static Finding cured(Evidence e, String run) {
    double[] budget = e.run(run).measured().get("budget");
    int k = 0;
    while (k < budget.length && budget[k] < 0) {
      k++;
    }
    boolean cured = k > 0 && k < budget.length;
    return Finding.of(
        cured,
        "K_pre/K is %.3g at Δt, %.3g at Δt/2³⁰%s",
        budget[0],
        budget[budget.length - 1],
        cured ? ", first above 0 after " + k + " halvings" : "");
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "Spin over one revolution: twice as much at half the time step",
            List.of("orbit", "orbit Δt/2"),
            time("measured.spin", "spin")),
        new Figure(
            Figure.Kind.SERIES,
            "A zig-zag charges and discharges it",
            List.of("zig-zag"),
            time("measured.spin", "spin")),
        new Figure(
            Figure.Kind.SERIES,
            "A steady turn: kinetic energy goes over into spin",
            List.of("charged"),
            Map.of(
                "x",
                "measured.time",
                "y",
                List.of("measured.kinetic", "measured.spinEnergy", "measured.total"),
                "xLabel",
                "time",
                "yLabel",
                "energy")),
        new Figure(
            Figure.Kind.SERIES,
            "Spin energy over time in Rosenbrock's valley, by the letter",
            List.of("valley"),
            Map.of(
                "x",
                "measured.time",
                "y",
                List.of("measured.potential", "measured.kinetic", "measured.spinEnergy"),
                "xLabel",
                "time",
                "yLabel",
                "energy")),
        new Figure(
            Figure.Kind.SERIES,
            "What shorter steps leave for K_pre: with spin it stays below 0",
            List.of("overshoot", "overdraft"),
            Map.of(
                "x",
                "measured.step",
                "y",
                List.of("measured.budget"),
                "logX",
                true,
                "xLabel",
                "Δt",
                "yLabel",
                "K_pre over the first K")));
  }

  private static Map<String, Object> time(String y, String label) {
    return Map.of("x", "measured.time", "y", List.of(y), "xLabel", "time", "yLabel", label);
  }
}
