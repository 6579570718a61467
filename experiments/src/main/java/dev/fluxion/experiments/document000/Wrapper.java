package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.probe.Footprint;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.models.Activation;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.physics.SpinEnergy;
import dev.fluxion.optimizers.physics.SpinEnergy.Form;
import dev.fluxion.optimizers.physics.SpinEnergy.Granularity;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.fit.LinearRegression;
import dev.fluxion.problems.fit.MlpFit;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.transform.AdditiveNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Document 000's wrapper: any optimizer, its steps shortened while they turn.
 *
 * <p>What to expect by the letter: the first step counts as a full turn of every element, so the
 * first spin energy is {@code ½nIκ²}; above {@code C₀ - L₀} the budget is 0 and so is the step; the
 * next one then turns fully again, spin rises to {@code κ/β} and C falls: frozen for ever. Where
 * the least loss L* is above 0 the budget is gone at the latest when {@code C₀(1-γ)ᵗ = L*}.
 */
public final class Wrapper implements Experiment {
  private static final String ID = "000-6-wrapper";
  private static final double[] CHARGES = {0.03, 0.1, 0.3, 1};
  private static final double[] DECAYS = {0.02, 0.05, 0.2};
  private static final int[] WIDTHS = {8, 64, 512};
  private static final List<String> BASES =
      List.of(
          "sgd(learningRate=0.05)",
          "momentum(learningRate=0.01)",
          "nesterov(learningRate=0.01)",
          "rmsprop(learningRate=0.003)",
          "adam(learningRate=0.01)",
          "adamw(learningRate=0.01)",
          "lion(learningRate=0.001)");

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the wrapper slow down turns, give the budget back, and cost little?",
        "α = min(1, √((C - U - Σ½Is²)/½|r|²));  C ← (1-γ)C",
        "document 000, Updates and Commentary",
        "By the letter (form=literal, but with the base's true step) and repaired: U above the"
            + " lowest loss, I shared among the spins, turns of the proposals, a share always"
            + " granted.");
  }

  private static SpinEnergy wrap(
      String base, Form form, double charge, double spinDecay, double capDecay, double cap) {
    return new SpinEnergy(
        base, 1, charge, spinDecay, capDecay, cap, true, Granularity.ELEMENT, form, 0.01, 1e-12);
  }

  private static SpinEnergy wrap(String base, Form form, double cap) {
    return wrap(base, form, 0.1, 0.05, 1e-3, cap);
  }

  private static MlpFit net(int width) {
    return new MlpFit(IntLists.immutable.with(4, width, 1), Activation.TANH, 64, 0);
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    int many = plan.scale().choose(50, 1000, 1000);
    ProblemSpec noisy = new LinearRegression(64, 2, 10, 0.5);
    ProblemSpec steady =
        new Quadratic(DoubleLists.immutable.with(1e-6), DoubleLists.immutable.with(-1e6), 1 - 1e6);
    ProblemSpec wiggly =
        new Quadratic(DoubleLists.immutable.with(5e-4, 0.95), DoubleLists.immutable.with(0), 0);
    AdditiveNoise shaken =
        new AdditiveNoise("linear-regression(noise=0.5)", 1, new AdditiveNoise().distribution());
    for (Form form : Form.values()) {
      String name = form.name().toLowerCase(Locale.ROOT);
      String sgd = "sgd(learningRate=0.05)";
      runs.add(run("least " + name, noisy, wrap(sgd, form, 3), 5 * many, plan));
      SpinEnergy ample = wrap("sgd(learningRate=1)", form, 5);
      runs.add(run("steady " + name, wiggly, ample, 500, plan).from(30, 1));
      for (int width : WIDTHS) {
        runs.add(
            run(
                "width " + width + " " + name,
                net(width),
                wrap(sgd, form, 0.1, 0.05, 1e-4, 5),
                many,
                plan));
      }
      for (String base : BASES) {
        runs.add(run("base " + name + " " + base, net(8), wrap(base, form, 3), many, plan));
      }
      for (double charge : CHARGES) {
        SpinEnergy rule = wrap(sgd, form, charge, 0.05, 1e-3, 2);
        runs.add(run("κ " + charge + " " + name, shaken, rule, 500, plan));
      }
      for (double decay : DECAYS) {
        SpinEnergy rule = wrap(sgd, form, 0.03, decay, 1e-3, 5);
        runs.add(run("β " + decay + " " + name, shaken, rule, 500, plan));
      }
      SpinEnergy swing = wrap("sgd(learningRate=2)", form, 5);
      runs.add(run("reversal " + name, new HarmonicOscillator(), swing, 500, plan));
      runs.add(run("slope " + name, steady, wrap("sgd(learningRate=0.01)", form, 5), 500, plan));
      SpinEnergy one = wrap("sgd(learningRate=1)", form, 2);
      runs.add(run("calm " + name, wiggly, one, 1000, plan).from(30, 0));
      runs.add(run("wiggly " + name, wiggly, one, 1000, plan).from(30, 1));
    }
    SpinEnergy light = wrap("sgd(learningRate=0.05)", Form.LITERAL, 1e-4, 0.05, 1e-3, 3);
    runs.add(run("least light", noisy, light, 5 * many, plan));
    for (String base : BASES) {
      SpinEnergy off = wrap(base, Form.LITERAL, 0, 0, 0, 1e9);
      runs.add(run("base off " + base, net(8), off, many, plan));
    }
    for (String rule : new String[] {"sgd", "adam"}) {
      runs.add(cost("cost " + rule, SpecText.parse(rule), plan));
      runs.add(cost("cost wrapped " + rule, wrap(rule, Form.LITERAL, 3), plan));
    }
    SpinEnergy tensors =
        new SpinEnergy(
            "sgd", 1, 0.1, 0.05, 1e-3, 3, true, Granularity.TENSOR, Form.LITERAL, 0.01, 1e-12);
    runs.add(cost("cost per tensor", tensors, plan));
    return runs;
  }

  private static RunKey run(
      String name, ProblemSpec problem, OptimizerSpec rule, int steps, Plan plan) {
    return RunKey.of(ID, name, problem, rule, plan.precision(), steps, plan.seed())
        .probing(new Budget(150));
  }

  private static RunKey cost(String name, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, net(64), rule, plan.precision(), 10, plan.seed())
        .probing(new Footprint());
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(WrapperClaims.costs());
    for (Form form : Form.values()) {
      String name = form.name().toLowerCase(Locale.ROOT);
      String suffix = form == Form.LITERAL ? "" : "-repaired";
      String who = form == Form.LITERAL ? "by the letter: " : "repaired: ";
      claims.addAll(WrapperClaims.of(name, suffix, who, BASES, WIDTHS, CHARGES, DECAYS));
    }
    claims.add(
        new Claim(
            "000/6.freeze-time",
            "Stability knobs",
            "by the letter, with a least loss L* above 0 the wrapper freezes at t ="
                + " ln(C₀/L*)/-ln(1-γ)",
            "noisy regression, C₀ = 3L₀, γ = 1e-3: the first step of the freeze is that t, to 2 %",
            e -> freeze(e, "least literal")));
    claims.add(
        new Claim(
            "000/6.freeze-time-light",
            "Stability knobs",
            "with next to no spin the wrapper freezes at that time",
            "the same with κ = 1e-4",
            e -> freeze(e, "least light")));
    return claims;
  }

  private static Finding freeze(Evidence e, String run) {
    double first = one(e, run, "firstLoss");
    double least = one(e, run, "bestLoss");
    double expected = StrictMath.log(3 * first / least) / -StrictMath.log1p(-1e-3);
    double frozen = one(e, run, "frozen");
    return Finding.of(
        Math.abs(frozen / expected - 1) <= 0.02,
        "frozen from step %.0f; formula %.0f; largest spin energy %.2g of L₀",
        frozen,
        expected,
        one(e, run, "spinMax") / first);
  }

  static double one(Evidence e, String run, String number) {
    return e.run(run).measured().get(number)[0];
  }

  @Override
  public List<Figure> figures() {
    List<String> widths = new ArrayList<>();
    for (int width : WIDTHS) {
      widths.add("width " + width + " literal");
      widths.add("width " + width + " repaired");
    }
    return List.of(
        series(
            "Noisy regression: the step factor α is 1 until the cap meets the least loss",
            List.of("least literal", "least repaired"),
            "measured.alpha",
            "α",
            false),
        series(
            "Its cap and its loss",
            List.of("least literal"),
            List.of("measured.cap", "measured.loss", "measured.spinEnergy"),
            "energy",
            true),
        series(
            "Wider nets: by the letter spin energy grows with the number of parameters",
            widths,
            "measured.loss",
            "loss",
            true),
        series(
            "A slope, steady after a swing: what the turns have taken comes back",
            List.of("steady literal", "steady repaired"),
            "measured.alpha",
            "α",
            false),
        series(
            "Spin energy over time on noisy gradients, for three β",
            List.of("β 0.02 literal", "β 0.05 literal", "β 0.2 literal"),
            "measured.spinEnergy",
            "spin energy",
            false));
  }

  private static Figure series(
      String title, List<String> runs, String y, String label, boolean log) {
    return series(title, runs, List.of(y), label, log);
  }

  private static Figure series(
      String title, List<String> runs, List<String> y, String label, boolean log) {
    return new Figure(
        Figure.Kind.SERIES,
        title,
        runs,
        Map.of("x", "measured.iteration", "y", y, "xLabel", "step", "yLabel", label, "logY", log));
  }
}
