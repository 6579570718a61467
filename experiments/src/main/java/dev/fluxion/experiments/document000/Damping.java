package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.physics.SpinParticle;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.Himmelblau;
import dev.fluxion.problems.surface.KeplerPotential;
import dev.fluxion.problems.surface.Matyas;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Document 000's damping: what dissipates energy, and whether the particle comes to rest in a
 * minimum.
 *
 * <p>What to expect: by the letter s is damped before K is taken from the books, so β returns the
 * spin's energy to K and dissipates nothing. With γ energy cannot rise, {@code E' = E - γΔtK}. On a
 * spring half of the energy is kinetic on average, so it falls like {@code exp(-γt/2)}. Spin stands
 * in the way of rest: γ takes from K only, and what spin holds is not K; where spin has taken all,
 * v is 0 and the particle creeps by {@code ½aΔt²}.
 */
public final class Damping implements Experiment {
  private static final String ID = "000-3-damping";
  private static final double DT = 0.05;
  private static final int STEPS = 4000;
  private static final String[] FORMS = {"literal", "consistent"};

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does damping make the particle converge, and which damping?",
        "K ← (1 - γΔt)K;  s ← (1 - βΔt)s",
        "document 000, Update Equations, 4 and 5d; Interpretation",
        "Corrected, K is taken before s is damped, so that the energy that the spin loses is gone;"
            + " by the letter it returns to K, and β dissipates nothing.");
  }

  private static Map<String, ProblemSpec> surfaces() {
    Map<String, ProblemSpec> surfaces = new LinkedHashMap<>();
    surfaces.put("matyas", new Matyas());
    surfaces.put("himmelblau", new Himmelblau());
    surfaces.put("rosenbrock", new Rosenbrock());
    return surfaces;
  }

  private static SpinParticle particle(String form, double inertia, double gamma, double beta) {
    return form.equals("literal")
        ? Particles.literal(DT, 1, inertia, gamma, beta)
        : Particles.consistent(DT, 1, inertia, gamma, beta);
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    int count = plan.scale().choose(3, 30, 300);
    for (String form : FORMS) {
      surfaces()
          .forEach(
              (place, surface) -> {
                double side = surface.domain().orElseThrow().high() / 2;
                RandomStarts starts = new RandomStarts(count, -side, side);
                runs.add(
                    run(form + " @ " + place, surface, particle(form, 1e-3, 0.5, 0.5), plan)
                        .probing(starts));
                runs.add(
                    run(form + " no spin @ " + place, surface, particle(form, 0, 0.5, 0), plan)
                        .probing(starts));
                runs.add(
                    run(form + " undamped @ " + place, surface, particle(form, 1e-3, 0, 0), plan)
                        .probing(starts));
                runs.add(
                    run(
                            "motion " + form + " @ " + place,
                            surface,
                            particle(form, 1e-3, 0.5, 0.5),
                            plan)
                        .probing(new Launch(0, 150)));
              });
      runs.add(
          run("only β " + form, new KeplerPotential(2, 1, 0.5), particle(form, 1e-4, 0, 1), plan)
              .probing(new Launch(1, 150)));
      runs.add(
          run("spring " + form, new HarmonicOscillator(), particle(form, 0, 0.1, 0), plan)
              .probing(new Launch(0, 300)));
    }
    return runs;
  }

  private static RunKey run(String name, ProblemSpec surface, SpinParticle particle, Plan plan) {
    return RunKey.of(ID, name, surface, particle, Precision.DOUBLE, STEPS, plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "000/3.converges",
            "Interpretation",
            "damping lets the particle settle in minima",
            "by the letter, I = 1e-3, γ = β = ½: on each of three surfaces 90 % of the starts end"
                + " at most 1e-6 above the minimum",
            e -> settled(e, "literal")),
        new Claim(
            "000/3.converges-corrected",
            "Interpretation, corrected",
            "the consistent particle settles in minima",
            "the same test",
            e -> settled(e, "consistent")),
        new Claim(
            "000/3.converges-without-spin",
            "Interpretation",
            "linear damping alone lets the particle settle in minima",
            "by the letter, I = 0: the same test",
            e -> settled(e, "literal no spin")),
        new Claim(
            "000/3.undamped",
            "Interpretation",
            "it is damping that causes convergence",
            "by the letter, γ = β = 0: on each surface at most 10 % of the starts end so low",
            e -> {
              StringBuilder text = new StringBuilder();
              boolean none = true;
              for (String place : surfaces().keySet()) {
                double share = share(e.run("literal undamped @ " + place));
                none &= share <= 0.1;
                text.append(text.isEmpty() ? "" : ", ").append(percent(place, share));
              }
              return Finding.of(none, "%s", text);
            }),
        new Claim(
            "000/3.angular",
            "Interpretation",
            "angular damping dissipates energy",
            "by the letter, γ = 0, β = 1, in a softened star's potential: E falls by at least 1e-6"
                + " of it",
            e -> dissipates(e, "literal")),
        new Claim(
            "000/3.angular-corrected",
            "Update Equations, 4, corrected",
            "angular damping dissipates energy if K is taken first",
            "the same test",
            e -> dissipates(e, "consistent")),
        new Claim(
            "000/3.lyapunov",
            "Interpretation",
            "total energy falls towards an equilibrium, though perhaps not strictly",
            "in no damped motion does E rise by more than 1e-12 of it in a step",
            e -> {
              double rises = 0;
              double worst = 0;
              for (RunResult run : e.family("motion ")) {
                rises += run.measured().get("energyRises")[0];
                double[] total = run.measured().get("total");
                worst = Math.max(worst, total[total.length - 1] / total[0]);
              }
              return Finding.of(rises == 0, "%.0f rises; at most %.1e of E is left", rises, worst);
            }),
        new Claim(
            "000/3.rate",
            "Update Equations, 5d",
            "damping dissipates gradually: like exp(-γt/2) on a spring",
            "by the letter, γ = 0.1: the rate of E over 100 units of time is γ/2, to 10 %",
            e -> rate(e, "literal")),
        new Claim(
            "000/3.rate-corrected",
            "Update Equations, 5d, corrected",
            "the consistent particle's energy falls like exp(-γt/2)",
            "the same test",
            e -> rate(e, "consistent")));
  }

  private static Finding settled(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (String place : surfaces().keySet()) {
      double share = share(e.run(form + " @ " + place));
      all &= share >= 0.9;
      text.append(text.isEmpty() ? "" : ", ").append(percent(place, share));
    }
    return Finding.of(all, "%s", text);
  }

  /** All three minima are 0. */
  private static double share(RunResult run) {
    return Arrays.stream(run.measured().get("final")).filter(loss -> loss <= 1e-6).count()
        / (double) run.measured().get("final").length;
  }

  private static String percent(String place, double share) {
    return String.format(Locale.ROOT, "%s %.0f %%", place, 100 * share);
  }

  private static Finding dissipates(Evidence e, String form) {
    double[] total = e.run("only β " + form).measured().get("total");
    double lost = (total[0] - total[total.length - 1]) / Math.abs(total[0]);
    return Finding.of(lost >= 1e-6, "%.1e of |E| is lost in %.0f units of time", lost, DT * STEPS);
  }

  private static Finding rate(Evidence e, String form) {
    double[] time = e.run("spring " + form).measured().get("time");
    double[] total = e.run("spring " + form).measured().get("total");
    int end = 0;
    while (end + 1 < time.length && time[end] < 100) {
      end++;
    }
    double rate = StrictMath.log(total[0] / total[end]) / (time[end] - time[0]);
    return Finding.of(Math.abs(rate / 0.05 - 1) <= 0.1, "%.4f per unit of time; γ/2 = 0.05", rate);
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "Energy with β alone: by the letter nothing is lost",
            List.of("only β literal", "only β consistent"),
            energy(false)),
        new Figure(
            Figure.Kind.SERIES,
            "Energy on a spring with γ = 0.1",
            List.of("spring literal", "spring consistent"),
            energy(true)),
        new Figure(
            Figure.Kind.BANDS,
            "Loss over random starts on Rosenbrock's function",
            List.of(
                "literal @ rosenbrock",
                "literal no spin @ rosenbrock",
                "consistent @ rosenbrock",
                "consistent no spin @ rosenbrock",
                "literal undamped @ rosenbrock")));
  }

  private static Map<String, Object> energy(boolean log) {
    return Map.of(
        "x",
        "measured.time",
        "y",
        List.of("measured.total"),
        "logY",
        log,
        "xLabel",
        "time",
        "yLabel",
        "total energy");
  }
}
