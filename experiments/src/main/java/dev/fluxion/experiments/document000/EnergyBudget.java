package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.physics.SpinParticle;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.KeplerPotential;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Document 000's energy: the books, and the motion. K is what the books leave over, so they balance
 * whatever the motion is; whether the motion is that of a particle under {@code -g∇f} shows on a
 * circular orbit and on a spring.
 *
 * <p>What to expect: the velocity along the last displacement {@code vΔt + ½aΔt²} has turned by
 * half of what {@code v + aΔt} has, at any Δt. With half the turn per step, the particle flies out
 * of its circle, and finer steps do not help.
 */
public final class EnergyBudget implements Experiment {
  private static final String ID = "000-1-energy";
  private static final double REVOLUTIONS = 4;
  private static final double PERIODS = 6;
  private static final String[] FINENESS = {"0.1", "0.01", "0.001"};

  @Override
  public Card card() {
    return new Card(
        ID,
        "Is energy conserved, and is the motion that of a particle?",
        "K = E - U - ½I|s|²;  v = √(2K)·d̂",
        "document 000, Update Equations",
        "By the letter and consistent (velocity along v + ½(a + a')Δt, U = gf), side by side. The"
            + " letter conserves energy to rounding and leaves a circular orbit at any Δt: d̂ has"
            + " turned by half the angle of v + aΔt.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (String dt : FINENESS) {
      double step = Double.parseDouble(dt);
      runs.add(orbit("orbit literal " + dt, Particles.literal(step, 1, 0, 0, 0), plan));
      runs.add(orbit("orbit euler " + dt, Particles.euler(step, 0), plan));
      runs.add(orbit("orbit consistent " + dt, Particles.consistent(step, 1, 0, 0, 0), plan));
    }
    for (int g = 1; g <= 2; g++) {
      runs.add(spring("spring literal g=" + g, Particles.literal(0.01, g, 0, 0, 0), plan));
      runs.add(spring("spring consistent g=" + g, Particles.consistent(0.01, g, 0, 0, 0), plan));
    }
    SpinParticle letter = Particles.literal(0.01, 1, 1e-4, 0, 0);
    runs.add(valley("valley literal", letter, plan));
    runs.add(valley("valley consistent", Particles.consistent(0.01, 1, 1e-4, 0, 0), plan));
    return runs;
  }

  private static RunKey orbit(String name, SpinParticle particle, Plan plan) {
    int steps = (int) Math.ceil(REVOLUTIONS * 2 * Math.PI / particle.stepSize()) + 2;
    return run(name, new KeplerPotential(), particle, steps, plan).probing(new Launch(1, 150));
  }

  private static RunKey spring(String name, SpinParticle particle, Plan plan) {
    int steps = (int) Math.ceil(PERIODS * 2 * Math.PI / particle.stepSize()) + 2;
    return run(name, new HarmonicOscillator(), particle, steps, plan).probing(new Launch(0, 150));
  }

  private static RunKey valley(String name, SpinParticle particle, Plan plan) {
    return run(name, new Rosenbrock(), particle, 2000, plan).probing(new Launch(0, 150));
  }

  private static RunKey run(
      String name, ProblemSpec problem, SpinParticle particle, int steps, Plan plan) {
    return RunKey.of(ID, name, problem, particle, Precision.DOUBLE, steps, plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "000/1.bookkeeping",
            "Energy Terms",
            "without damping total energy U + K + K_ang is conserved",
            "added anew it stays at E₀ to 1e-12 of it in every run, by the letter and consistent",
            e -> {
              double worst = 0;
              for (String family : new String[] {"orbit ", "spring ", "valley "}) {
                worst =
                    Math.max(
                        worst,
                        e.family(family).stream()
                            .mapToDouble(run -> run.measured().get("energyError")[0])
                            .max()
                            .orElseThrow());
              }
              return Finding.of(worst <= 1e-12, "largest error %.1e", worst);
            }),
        new Claim(
            "000/1.orbit",
            "Particle Dynamics; Update Equations, 2 and 6",
            "the particle moves under the force: a circular orbit stays one",
            "by the letter, Δt = 0.001: the radius stays within 1 % over four revolutions",
            e -> orbit(e, "literal")),
        new Claim(
            "000/1.orbit-corrected",
            "Update Equations, 6, corrected",
            "with the velocity along v + ½(a + a')Δt a circular orbit stays one",
            "Δt = 0.001: the radius stays within 1 % over four revolutions",
            e -> orbit(e, "consistent")),
        new Claim(
            "000/1.finer",
            "System Parameters, Δt",
            "finer steps bring the motion nearer to the true one",
            "by the letter, the error of the radius at Δt = 0.001 is at most a fifth of that at"
                + " 0.01",
            e -> order(e, "literal", 0.2)),
        new Claim(
            "000/1.finer-euler",
            "Update Equations, 6, corrected",
            "with the velocity along v + aΔt the error vanishes with Δt",
            "the error of the radius at Δt = 0.001 is at most a fifth of that at 0.01",
            e -> order(e, "euler", 0.2)),
        new Claim(
            "000/1.finer-corrected",
            "Update Equations, 6, corrected",
            "with the velocity along v + ½(a + a')Δt the error vanishes like Δt²",
            "the error of the radius at Δt = 0.001 is at most a fiftieth of that at 0.01",
            e -> order(e, "consistent", 0.02)),
        new Claim(
            "000/1.period",
            "Particle Dynamics",
            "on a spring the particle swings with the period 2π",
            "by the letter, g = 1, Δt = 0.01: the mean period is 2π to 1 %",
            e -> period(e, "literal", 1)),
        new Claim(
            "000/1.gravity",
            "System Parameters, g",
            "g scales the force: the period of a spring is 2π/√g",
            "by the letter, g = 2, Δt = 0.01: the mean period is 2π/√2 to 1 %",
            e -> period(e, "literal", 2)),
        new Claim(
            "000/1.gravity-corrected",
            "Energy Terms, corrected",
            "with U = gf the period of a spring is 2π/√g",
            "g = 2, Δt = 0.01: the mean period is 2π/√2 to 1 %",
            e -> period(e, "consistent", 2)));
  }

  private static Finding orbit(Evidence e, String form) {
    double error = error(e, form, "0.001");
    double[] radius = e.run("orbit " + form + " 0.001").measured().get("radius");
    return Finding.of(
        error <= 0.01,
        "largest error %.2g; after four revolutions the radius is %.4f",
        error,
        radius[radius.length - 1]);
  }

  private static Finding order(Evidence e, String form, double bound) {
    double coarse = error(e, form, "0.01");
    double fine = error(e, form, "0.001");
    return Finding.of(fine <= bound * coarse, "errors %.2e and %.2e", coarse, fine);
  }

  private static double error(Evidence e, String form, String dt) {
    return e.run("orbit " + form + " " + dt).measured().get("radiusError")[0];
  }

  private static Finding period(Evidence e, String form, int g) {
    double[] times = e.run("spring " + form + " g=" + g).measured().get("crossings");
    if (times.length < 2) {
      return Finding.of(false, "%d crossings of the bottom", times.length);
    }
    double mean = (times[times.length - 1] - times[0]) / (times.length - 1);
    double ratio = mean / (2 * Math.PI / Math.sqrt(g));
    return Finding.of(Math.abs(ratio - 1) <= 0.01, "%.4f of it, over %d", ratio, times.length - 1);
  }

  @Override
  public List<Figure> figures() {
    List<String> orbits =
        List.of("orbit literal 0.001", "orbit euler 0.01", "orbit consistent 0.01");
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "A circular orbit: by the letter it spirals out, at any Δt",
            orbits,
            Map.of("x", "measured.x", "y", List.of("measured.y"), "xLabel", "x", "yLabel", "y")),
        new Figure(
            Figure.Kind.SERIES,
            "The radius over time",
            orbits,
            Map.of(
                "x",
                "measured.time",
                "y",
                List.of("measured.radius"),
                "xLabel",
                "time",
                "yLabel",
                "radius")),
        new Figure(
            Figure.Kind.SERIES,
            "The books balance: potential, kinetic, spin and total energy in Rosenbrock's valley,"
                + " by the letter",
            List.of("valley literal"),
            Map.of(
                "x",
                "measured.time",
                "y",
                List.of(
                    "measured.potential",
                    "measured.kinetic",
                    "measured.spinEnergy",
                    "measured.total"),
                "xLabel",
                "time",
                "yLabel",
                "energy")),
        new Figure(
            Figure.Kind.SERIES,
            "Phase portraits of a spring with g = 2: by the letter U and force disagree",
            List.of("spring literal g=2", "spring consistent g=2"),
            Map.of(
                "x",
                "measured.x",
                "y",
                List.of("measured.kinetic"),
                "xLabel",
                "x",
                "yLabel",
                "kinetic energy")));
  }
}
