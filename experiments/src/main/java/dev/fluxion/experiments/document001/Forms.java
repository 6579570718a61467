package dev.fluxion.experiments.document001;

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
import dev.fluxion.experiments.probe.Footprint;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.StableSgd;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import dev.fluxion.optimizers.physics.StableSgdPackage;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.transform.AdditiveNoise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * The mechanics that document 001 claims: momentum first, symplectic, conserving, stable in time;
 * and whether text and programs are one optimizer.
 *
 * <p>What to expect: momentum first is heavy ball, with the rate twice. {@code v' = μv + αg, θ' = θ
 * - av'} has the determinant μ for constant a: areas shrink, symplectic only without friction. With
 * a rate that depends on v and g it is neither. {@code ½g²} is the potential of the force g only
 * where the curvature is 1; there, without friction and with small steps, {@code ½v² + ½g²} is
 * conserved, and nowhere else. The penalty {@code +τ|Δ|} has no sign: it pushes to -∞.
 */
public final class Forms implements Experiment {
  private static final String ID = "001-4-forms";
  private static final double RATE = 0.25; // powers of two keep the twofold rate exact
  private static final int STEPS = 200;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Is StableSGD what it says: one rule, symplectic, conserving, stable in time?",
        "v ← μv + αg;  θ ← θ - (av + τ|Δ|);  a = α/(1 + 0.1√(½v² + ½g²))",
        "document 001, §1, §2.1, §3.3 and §7",
        "Seconds are not measured: runs have to repeat bit for bit. Overhead is counted in state"
            + " and evaluations; ./fluxion bench optim measures time.");
  }

  private static StableSgd stable(double mu, double tau, Penalty penalty, Energy energy) {
    return new StableSgd(RATE, mu, tau, penalty, energy);
  }

  private static Map<String, Double> strengths() {
    Map<String, Double> strengths = new LinkedHashMap<>();
    strengths.put("free", 0.0);
    strengths.put("weak", 0.03);
    strengths.put("strong", 0.3);
    return strengths;
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    ProblemSpec spring = new HarmonicOscillator(DoubleLists.immutable.with(1, 3));
    ProblemSpec line = new HarmonicOscillator();
    runs.add(run("heavy ball", spring, new Momentum(RATE * RATE, 0.5), plan));
    runs.add(run("momentum first", spring, stable(0.5, 0, Penalty.PROXIMAL, Energy.NONE), plan));
    runs.add(run("once", spring, new Momentum(RATE, 0.5), plan));
    for (String rule : Rules.all().keySet()) {
      OptimizerSpec spec = RunKey.configured(Rules.all().get(rule), Map.of("learningRate", "0.25"));
      runs.add(run("form " + rule, spring, spec, plan));
      runs.add(run("cost " + rule, spring, spec, plan).probing(new Footprint()));
    }
    for (String tau : new String[] {"0", "0.5"}) {
      StableSgdPackage rule =
          new StableSgdPackage(0.25, 0.9, 0, false, 0, Double.parseDouble(tau), 0.9, true);
      runs.add(run("package τ=" + tau, spring, rule, plan));
    }
    double[] shares = {0.9, 1 - 0x1p-30};
    for (int i = 0; i < 2; i++) {
      String name = i == 0 ? "friction" : "no friction";
      for (Energy energy : new Energy[] {Energy.NONE, Energy.ELEMENT}) {
        String suffix = energy == Energy.NONE ? "" : " energy";
        StableSgd rule = stable(shares[i], 0, Penalty.SIGNED, energy);
        runs.add(run("area " + name + suffix, line, rule, plan).probing(new PhaseSpace()));
        runs.add(run("energy " + name + suffix, line, rule, plan).from(1));
      }
    }
    StableSgd fine = new StableSgd(0x1p-5, 1 - 0x1p-30, 0, Penalty.SIGNED, Energy.NONE);
    ProblemSpec stiff = new HarmonicOscillator(DoubleLists.immutable.with(3));
    runs.add(run("energy fine", line, fine, plan).from(1));
    runs.add(run("energy stiff", stiff, fine, plan).from(1));
    ProblemSpec bowl =
        new Quadratic(DoubleLists.immutable.with(0.5), DoubleLists.immutable.with(0), 0);
    for (Penalty penalty : Penalty.values()) {
      String name = penalty.name().toLowerCase(Locale.ROOT);
      StableSgd rule = stable(0.9, 0.3, penalty, Energy.ELEMENT);
      runs.add(run("mirror + " + name, bowl, rule, plan).from(1));
      runs.add(run("mirror - " + name, bowl, rule, plan).from(-1));
      AdditiveNoise noisy =
          new AdditiveNoise("harmonic-oscillator", 1, new AdditiveNoise().distribution());
      strengths()
          .forEach(
              (strength, tau) -> {
                for (int i = 0; i < plan.scale().choose(2, 60, 200); i++) {
                  StableSgd shaken = stable(0.9, tau, penalty, Energy.ELEMENT);
                  String id = "noise " + name + " " + strength + "/" + i;
                  runs.add(
                      RunKey.of(ID, id, noisy, shaken, Precision.DOUBLE, STEPS, plan.seed() + i)
                          .from(0)
                          .probing(new Wandering()));
                }
              });
    }
    return runs;
  }

  private static RunKey run(String name, ProblemSpec problem, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, problem, rule, Precision.DOUBLE, STEPS, plan.seed()).watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(FormClaims.mechanics());
    claims.add(
        new Claim(
            "001/4.mirror",
            "2.1, Temporal Stability",
            "the penalty treats θ and -θ alike (as published, τ|Δ|)",
            "on a symmetric bowl runs from 1 and -1 are mirror images, to 1e-12",
            e -> mirror(e, "unsigned")));
    claims.add(
        new Claim(
            "001/4.mirror-signed",
            "2.1, corrected",
            "the signed penalty treats θ and -θ alike",
            "on a symmetric bowl runs from 1 and -1 are mirror images, to 1e-12",
            e -> mirror(e, "signed")));
    claims.add(
        new Claim(
            "001/4.centred",
            "2.1, Temporal Stability",
            "the penalty does not move the place where a noisy run stays (as published, τ|Δ|)",
            "τ = 0.3, noise of size 1 in a bowl: the mean place over runs is within 3 standard"
                + " errors of 0",
            e -> centred(e, "unsigned")));
    claims.add(
        new Claim(
            "001/4.centred-signed",
            "2.1, corrected",
            "the signed penalty does not move it",
            "the same test",
            e -> centred(e, "signed")));
    for (Penalty penalty : Penalty.values()) {
      String name = penalty.name().toLowerCase(Locale.ROOT);
      claims.add(
          new Claim(
              "001/4.prevents-oscillation-" + name,
              "1 and 2.1",
              "the penalty prevents excessive oscillations (" + name + ")",
              "noise in a bowl: the median standard deviation of θ with τ = 0.3 is at most 0.9 of"
                  + " that with τ = 0",
              e -> {
                double with = Measure.median(numbers(e, name, "strong", "deviation"));
                double without = Measure.median(numbers(e, name, "free", "deviation"));
                return Finding.of(with <= 0.9 * without, "%.3f, without %.3f", with, without);
              }));
    }
    return claims;
  }

  private static double[] numbers(Evidence e, String penalty, String strength, String number) {
    return Measure.each(
        e.family("noise " + penalty + " " + strength + "/"), run -> run.measured().get(number)[0]);
  }

  private static Finding mirror(Evidence e, String penalty) {
    double[] left = e.run("mirror + " + penalty).theta().get("x0");
    double[] right = e.run("mirror - " + penalty).theta().get("x0");
    double worst = 0;
    for (int k = 0; k < left.length; k++) {
      worst = Math.max(worst, Math.abs(left[k] + right[k]));
    }
    return Finding.of(worst <= 1e-12, "|θ₊ + θ₋| up to %.2e", worst);
  }

  private static Finding centred(Evidence e, String penalty) {
    double[] places = numbers(e, penalty, "strong", "mean");
    double mean = Arrays.stream(places).average().orElseThrow();
    double squares = Arrays.stream(places).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (places.length - 1) / places.length);
    return Finding.of(Math.abs(mean) <= 3 * error, "mean %.3f ± %.3f", mean, error);
  }

  static double distance(RunResult left, RunResult right) {
    double worst = 0;
    for (String name : left.theta().keySet()) {
      double[] a = left.theta().get(name);
      double[] b = right.theta().get(name);
      for (int k = 0; k < Math.min(a.length, b.length); k++) {
        worst = Math.max(worst, Math.abs(a[k] - b[k]));
      }
    }
    return worst;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "The «total energy» ½v² + ½g² on a spring, almost without friction: not conserved",
            List.of("energy fine", "energy stiff", "energy no friction energy"),
            Map.of("y", List.of("telemetry.energy"), "xLabel", "step", "yLabel", "½v² + ½g²")),
        new Figure(
            Figure.Kind.SERIES,
            "Runs from 1 and from −1 with the unsigned penalty: no mirror images",
            List.of("mirror + unsigned", "mirror - unsigned"),
            Map.of("y", List.of("theta.x0"), "xLabel", "step", "yLabel", "θ")),
        new Figure(
            Figure.Kind.LOSS,
            "One name, several rules: the text's and the programs' forms at one learning rate",
            Rules.FORMS.stream().map(rule -> "form " + rule).toList()));
  }
}
