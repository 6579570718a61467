package dev.fluxion.experiments.document003;

import static dev.fluxion.experiments.runner.RunKey.Watch.THETA;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Ackley;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * Theorem 1 of document 003 and what follows from it: the motion never stops, does not end in a
 * local minimum, and keeps to the region that its energy allows.
 *
 * <p>What to expect: the discrete half of the theorem, «Θ(t+Δt) ≠ Θ(t)», needs that Π after the
 * kick is not 0, and nothing in (12) says so. The counterexample is {@code F = x² + 15} from 1 with
 * Δt = 4, η = 1 and δE = ¼: Π₁ = -1 leads to x = -3, where V = 24 is above E = 20, nothing is
 * rescaled, and the kick is +1 exactly. So Θ rests for one step, moves on to 1, where Π = ½ - ½,
 * and rests again, with V = 16 within the allowed region. The theorem of the continuum is not
 * touched, and neither rest is for ever: a rest with g ≠ 0 ends with the next kick.
 *
 * <p>Not to stop is not to leave: the way out of a basin has to be found by chance, and E bounds
 * it. Of the starts around (2, 2) with δE = 10 most leave within 3000 steps (ten times as many
 * steps: 49 of 50); with δE = 0 the particle has no energy to climb out and moves about inside for
 * ever.
 */
public final class NeverStops implements Experiment {
  private static final String ID = "003-6-never-stops";
  private static final Ackley ACKLEY = new Ackley(2, 0.02, 1e-8);
  private static final double LOCAL = 0.78; // F at the local minimum near (2, 2), 0.784

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does the motion never stop, and where can it go?",
        "Θ(t+Δt) ≠ Θ(t);  F - F₀ ≤ (F_init - F₀)(1 + δE)^(1/η) for s = 1",
        "document 003, theorem 1, sections 3.1, 3.5 and appendix B.1",
        "A counterexample with a large Δt shows steps of rest.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int steps = plan.scale().choose(5_000, 100_000, 1_000_000);
    Quadratic parabola =
        new Quadratic(DoubleLists.immutable.with(1), DoubleLists.immutable.with(0), 15);
    return List.of(
        RunKey.of(ID, "rest", parabola, rule(4, 0, 0, 0.25, 1), Precision.DOUBLE, 6, plan.seed())
            .from(1)
            .watching(THETA),
        wander("ackley", ACKLEY, rule(0.05, -1e-3, 0.05, 10, 1), steps, plan),
        wander("ackley float", ACKLEY, rule(0.05, -1e-3, 0.05, 10, 1), steps, plan),
        wander("bowl", Bowls.round(10, 1), rule(0.05, 0, 0.05, 0, 1), steps, plan),
        wander("bowl default step", Bowls.round(10, 1), rule(0.4, 0, 0.05, 0, 1), steps, plan),
        wander("unbounded", Bowls.round(10, 1), rule(0.05, 0, 0.05, 1, 0), steps, plan),
        local("ecdsep", rule(0.05, 1e-3, 0.5, 10, 1), plan),
        local("ecdsep δE = 0", rule(0.05, 1e-3, 0.5, 0, 1), plan),
        local("adam", new Adam(1e-3, 0.9, 0.999, 1e-8, 0), plan),
        local("momentum", new Momentum(1e-4, 0.9), plan),
        path("path ecdsep", rule(0.05, 1e-3, 0.5, 10, 1), plan),
        path("path adam", new Adam(1e-3, 0.9, 0.999, 1e-8, 0), plan));
  }

  private static EcdSep rule(double step, double f0, double nu, double deltaE, int s) {
    return new EcdSep(step, 1, nu, f0, deltaE, s == 1, 0, true, 1e-10, 1e-40);
  }

  private static RunKey wander(
      String name, ProblemSpec problem, EcdSep rule, int steps, Plan plan) {
    Precision precision = name.endsWith("float") ? Precision.FLOAT : Precision.DOUBLE;
    RunKey key =
        RunKey.of(ID, name, problem, rule, precision, steps, plan.seed()).probing(new Wander());
    return problem == ACKLEY ? key : key.from(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  private static RunKey local(String name, OptimizerSpec rule, Plan plan) {
    return RunKey.of(
            ID,
            name,
            ACKLEY,
            rule,
            Precision.DOUBLE,
            plan.scale().choose(500, 3000, 3000),
            plan.seed())
        .probing(new RandomStarts(plan.scale().choose(10, 50, 200), 1.8, 2.2));
  }

  private static RunKey path(String name, OptimizerSpec rule, Plan plan) {
    return RunKey.of(ID, name, ACKLEY, rule, Precision.DOUBLE, 600, plan.seed())
        .from(2.1, 1.9)
        .watching(THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/6.theorem",
            "theorem 1, discrete half",
            "if V ≠ 0 and V ≠ E/s, then Θ(t+Δt) ≠ Θ(t)",
            "no step of the run on x² + 15 leaves Θ exactly where it was",
            e -> {
              double[] x = e.run("rest").theta().get("x0");
              StringBuilder rests = new StringBuilder();
              for (int k = 0; k + 1 < x.length; k++) {
                if (x[k] == x[k + 1]) {
                  double v = e.run("rest").loss()[k];
                  rests.append(String.format(Locale.ROOT, "at %.0f with V = %.0f; ", x[k], v));
                }
              }
              return Finding.of(rests.isEmpty(), "rests %sE = 20, %d steps", rests, x.length - 1);
            }),
        new Claim(
            "003/6.moves",
            "theorem 1, sections 3.5 and B.1",
            "the evolution does not stop",
            "with F_min > F₀, no rest in a long run on Ackley's function and a bowl, in double and"
                + " in float",
            e -> {
              double rests = 0;
              for (String run : List.of("ackley", "ackley float", "bowl", "bowl default step")) {
                rests += Series.one(e, run, "rests");
                rests += Series.one(e, run, "stalled") + Series.one(e, run, "reached");
              }
              return Finding.of(
                  rests == 0,
                  "%.0f rests or ends; shortest steps %.1e, %.1e in float, %.1e",
                  rests,
                  Series.one(e, "ackley", "shortest"),
                  Series.one(e, "ackley float", "shortest"),
                  Series.one(e, "bowl", "shortest"));
            }),
        new Claim(
            "003/6.leaves",
            "B.1",
            "it does not end in a local minimum",
            "started around Ackley's (2, 2), δE = 10: at least 90 % of the starts find F below"
                + " 0.78, the local minimum's, in 3000 steps",
            e -> leave(e, "ecdsep", 0.9, 1)),
        new Claim(
            "003/6.leaves-by-default",
            "B.1 (δE = 0), theorem 1",
            "also with δE = 0, as the search of B.1 prints it",
            "the same with δE = 0",
            e -> leave(e, "ecdsep δE = 0", 0.9, 1)),
        new Claim(
            "003/6.others-stuck",
            "B.1",
            "Adam and SGD with a small learning rate get stuck in local minima at once",
            "at most 10 % of the same starts find F below 0.78",
            e -> {
              Finding adam = leave(e, "adam", 0, 0.1);
              Finding momentum = leave(e, "momentum", 0, 0.1);
              boolean both = adam.verdict() == momentum.verdict();
              return Finding.of(
                  both && adam.verdict() == Verdict.HOLDS,
                  "Adam: %s; momentum: %s",
                  adam.numbers(),
                  momentum.numbers());
            }),
        new Claim(
            "003/6.region",
            "3.1, 3.5",
            "s = 1 explores only F - F₀ ≤ (F_init - F₀)(1 + δE)^(1/η)",
            "Δt = 0.05: the largest loss is at most 1 % above the bound",
            e -> region(e, "bowl", 11)),
        new Claim(
            "003/6.region-default",
            "3.1, 3.5, with the default Δt = 0.4",
            "also with the default time step",
            "Δt = 0.4: the largest loss is at most 1 % above the bound",
            e -> region(e, "bowl default step", 11)),
        new Claim(
            "003/6.region-large-step",
            "3.1, 3.5, with Δt = 4",
            "also with a large time step",
            "the run on x² + 15: the largest loss is at most 1 % above the bound 20",
            e -> {
              double greatest = Series.largest(e.run("rest").loss());
              return Finding.of(greatest <= 20.2, "largest loss %.1f, bound 20", greatest);
            }),
        new Claim(
            "003/6.unbounded",
            "3.5",
            "s = 0 explores the whole space",
            "on the same bowl the largest loss is at least 100 times the first",
            e -> {
              double greatest = Series.one(e, "unbounded", "greatest");
              return Finding.of(greatest >= 1100, "largest loss %.1e, first 11", greatest);
            }));
  }

  /** The share of starts that find something below the local minimum lies between two bounds. */
  private static Finding leave(Evidence e, String run, double low, double high) {
    double[] best = Series.all(e, run, "best");
    long left = Arrays.stream(best).filter(f -> f < LOCAL).count();
    double share = (double) left / best.length;
    return Finding.of(share >= low && share <= high, "%d of %d starts leave", left, best.length);
  }

  private static Finding region(Evidence e, String run, double bound) {
    double greatest = Series.one(e, run, "greatest");
    return Finding.of(greatest <= 1.01 * bound, "largest loss %.4f, bound %.0f", greatest, bound);
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.LANDSCAPE,
            "Out of a local minimum of Ackley's function, and not",
            List.of("path ecdsep", "path adam")),
        new Figure(
            Figure.Kind.ECDF,
            "Best losses of starts around the local minimum at 0.784",
            List.of("ecdsep", "ecdsep δE = 0", "adam", "momentum"),
            Map.of("series", "measured.best", "xLabel", "best loss")));
  }
}
