package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.probe.Searched;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.EcdAuto;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.optimizers.physics.EcdSepF0Tuning;
import dev.fluxion.optimizers.physics.EcdSepF0Tuning.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * F₀ of document 003: above the minimum, with and without self-tuning (appendix A.2), and below it,
 * together with η (section 2, and the future work of section 5).
 *
 * <p>What to expect: near F₀ the speed is {@code 2√(V/E)}, so that for η ≥ 3 the steps shrink
 * faster than the distance and F₀ is hardly ever crossed. After a shift {@code ΔF₀ = 5V} algorithm
 * 2 keeps the energy of the start and has a new, small V: it goes on slowly. The published code
 * divides by F - F₀ without the shift, which is negative: its force points uphill.
 *
 * <p>Nor does taking the energy anew find the minimum within 2000 steps: after a shift the
 * trajectory stays about Θ* of the new F₀, a tenth of the first height below, and for η = 3 nothing
 * ever shifts.
 */
public final class LossOffset implements Experiment {
  private static final String ID = "003-9-f0";
  private static final double F0 = 0.5;
  private static final int STEPS = 2000;
  private static final int[] ODD = {1, 3, 5};

  /** With F₀ to be found, or at 0. */
  private static final String SPACE =
      "{\"stepSize\":{\"type\":\"log\",\"low\":0.001,\"high\":10},"
          + "\"eta\":{\"type\":\"uniform\",\"low\":1,\"high\":5},"
          + "\"nu\":{\"type\":\"log\",\"low\":1e-5,\"high\":0.1},\"f0\":";

  @Override
  public Card card() {
    return new Card(
        ID,
        "What does F₀ do, above the minimum and below it?",
        "V = (F - F₀)^η;  V < 0: ΔF₀ ← ΔF₀ + 5V",
        "document 003, sections 2 and 5, appendix A.2",
        "Beyond the document: even η, our own form that takes the energy anew, F₀ searched with"
            + " η.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (int eta : ODD) {
      runs.add(above("plain, η = " + eta, plain(eta, F0), plan));
    }
    runs.add(above("plain, η = 2", plain(2, F0), plan));
    for (int eta : new int[] {1, 3}) {
      runs.add(above("printed, η = " + eta, tuning(eta, Form.PRINTED), plan));
      runs.add(above("published, η = " + eta, tuning(eta, Form.PUBLISHED), plan));
      runs.add(above("auto, η = " + eta, auto(eta), plan));
    }
    for (int i = 0; i < plan.scale().choose(3, 20, 100); i++) {
      runs.add(below(0, i, plan));
      runs.add(below(-0.1, i, plan));
    }
    runs.add(below(-1, 0, plan));
    int trials = plan.scale().choose(16, 200, 1000);
    int starts = plan.scale().choose(5, 30, 100);
    runs.add(searched("searched F₀ = 0", "0}", trials, starts, plan));
    String range = "{\"type\":\"uniform\",\"low\":0,\"high\":1}}";
    runs.add(searched("searched F₀", range, trials, starts, plan));
    return runs;
  }

  private static EcdSep plain(double eta, double f0) {
    return new EcdSep(0.1, eta, 1e-5, f0, 0, true, 0, true, 1e-10, 1e-40);
  }

  private static EcdSepF0Tuning tuning(int eta, Form form) {
    return new EcdSepF0Tuning(0.1, eta, 1e-5, F0, 0, true, 0, true, form, 1e-10, 1e-40);
  }

  private static EcdAuto auto(double eta) {
    return new EcdAuto(0.1, eta, F0, 0.1, 0, true, 0.9, 1e-10, 1e-40);
  }

  /** Below 0 is the minimum of the bowl, above it F₀. */
  private static RunKey above(String name, OptimizerSpec rule, Plan plan) {
    int starts = plan.scale().choose(5, 50, 500);
    return RunKey.of(ID, name, Bowls.stretched(4, 4, 0), rule, Precision.DOUBLE, STEPS, plan.seed())
        .probing(new RandomStarts(starts, 0.5, 1.5));
  }

  private static String below(double f0) {
    return "F₀ = " + f0 + ", η = 3/";
  }

  private static RunKey below(double f0, int i, Plan plan) {
    EcdSep rule = new EcdSep(0.02, 3, 0.1, f0, 0, true, 0, true, 1e-10, 1e-40);
    String name = below(f0) + i;
    return RunKey.of(ID, name, Bowls.round(10, 0), rule, Precision.DOUBLE, 2500, plan.seed() + i)
        .from(0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4);
  }

  private static RunKey searched(String name, String f0, int trials, int starts, Plan plan) {
    return RunKey.of(
            ID,
            name,
            Bowls.stretched(10, 100, 1),
            new EcdSep(),
            Precision.DOUBLE,
            1000,
            plan.seed())
        .probing(new Searched(SPACE + f0, trials, 500, starts, -1, 1));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/9.crosses",
            "A.2",
            "where F₀ is above the minimum, a step will try to jump to a negative V, for odd η",
            "at least 90 % of the starts find F < F₀ within 2000 steps, for η = 1, 3 and 5",
            e -> {
              long[] crossed = new long[ODD.length];
              boolean all = true;
              int starts = 0;
              for (int i = 0; i < ODD.length; i++) {
                double[] best = Series.all(e, "plain, η = " + ODD[i], "best");
                crossed[i] = Arrays.stream(best).filter(f -> f < F0).count();
                starts = best.length;
                all &= crossed[i] >= 0.9 * starts;
              }
              return Finding.of(
                  all,
                  "%d, %d, %d of %d starts for η = 1, 3, 5",
                  crossed[0],
                  crossed[1],
                  crossed[2],
                  starts);
            }),
        new Claim(
            "003/9.stops",
            "algorithm 1",
            "below F₀ the algorithm ends: until V < ε₂",
            "η = 1: every start that finds F < F₀ takes no further step",
            e -> {
              double[] best = Series.all(e, "plain, η = 1", "best");
              double[] last = Series.all(e, "plain, η = 1", "final");
              double[] steps = Series.all(e, "plain, η = 1", "steps");
              int below = 0;
              int stopped = 0;
              for (int i = 0; i < best.length; i++) {
                if (best[i] < F0) {
                  below++;
                  stopped += steps[i] < STEPS && last[i] == best[i] ? 1 : 0;
                }
              }
              return Finding.of(
                  below > 0 && stopped == below, "%d of %d below F₀ stopped", stopped, below);
            }),
        new Claim(
            "003/9.even",
            "A.2",
            "the idea works for odd η only",
            "η = 2: the starts settle at F₀, median |F - F₀| ≤ 0.05 at the end",
            e -> {
              double[] last = Series.all(e, "plain, η = 2", "final");
              double away =
                  Measure.median(Arrays.stream(last).map(f -> Math.abs(f - F0)).toArray());
              return Finding.of(
                  away <= 0.05,
                  "median |F - F₀| = %.3f; %d of %d below F₀",
                  away,
                  Arrays.stream(last).filter(f -> f < F0).count(),
                  last.length);
            }),
        found("printed", "algorithm 2 as printed"),
        found("published", "the published code of algorithm 2"),
        found("auto", "taking the energy anew after a shift (ours)"),
        new Claim(
            "003/9.speedier",
            "2",
            "F₀ below the minimum makes the evolution speedier at no significant price in"
                + " proximity",
            "η = 3: F ≤ 0.1 at most in half the steps for F₀ = -0.1 as for F₀ = 0, and the median"
                + " of the last 1000 losses at most 0.1, medians over seeds",
            LossOffset::speedier),
        new Claim(
            "003/9.together",
            "2, 5, future work",
            "F₀ used together with η is a promising way to improve",
            "bowl of condition 100 with F_min = 1: tuned at equal budget, the median best F - F_min"
                + " with F₀ free is at most half of that with F₀ = 0, p < 0.01",
            e -> {
              double[] free = Series.all(e, "searched F₀", "best");
              double[] zero = Series.all(e, "searched F₀ = 0", "best");
              double p = Measure.mannWhitney(free, zero);
              double with = Measure.median(free) - 1;
              double without = Measure.median(zero) - 1;
              return Finding.of(
                  with <= without / 2 && p < 0.01,
                  "%.1e with F₀ = %.3f and η = %.1f; %.1e without, η = %.1f; p = %.1e",
                  with,
                  Series.one(e, "searched F₀", "winner.f0"),
                  Series.one(e, "searched F₀", "winner.eta"),
                  without,
                  Series.one(e, "searched F₀ = 0", "winner.eta"),
                  p);
            }));
  }

  private static Finding speedier(Evidence e) {
    List<RunResult> zero = e.family(below(0));
    List<RunResult> lower = e.family(below(-0.1));
    double slow = Measure.median(zero, run -> Measure.firstBelow(run.loss(), 0.1));
    double fast = Measure.median(lower, run -> Measure.firstBelow(run.loss(), 0.1));
    double late = Measure.median(lower, run -> Measure.median(Measure.ending(run, 1000)));
    return Finding.of(
        2 * fast <= slow && late <= 0.1,
        "%.0f steps instead of %.0f, over %d seeds; then a median loss of %.3f (F₀ = 0: %.3f)",
        fast,
        slow,
        lower.size(),
        late,
        Measure.median(zero, run -> Measure.median(Measure.ending(run, 1000))));
  }

  private static Claim found(String form, String what) {
    return new Claim(
        "003/9." + form,
        form.equals("auto") ? "A.2 (repaired)" : "A.2",
        what + " tunes F₀ and finds the minimum",
        "η = 1 and 3, F₀ = 0.5 at first: the median best loss is at most 0.01; the minimum is 0",
        e -> {
          double one = Measure.median(Series.all(e, form + ", η = 1", "best"));
          double three = Measure.median(Series.all(e, form + ", η = 3", "best"));
          return Finding.of(
              one <= 0.01 && three <= 0.01,
              "median best loss %.1e for η = 1, %.1e for η = 3",
              one,
              three);
        });
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.BANDS,
            "F₀ = 0.5 above the minimum 0: who gets below",
            List.of("plain, η = 1", "printed, η = 1", "published, η = 1", "auto, η = 1")),
        new Figure(
            Figure.Kind.LOSS,
            "F₀ below the minimum: faster, and then about at Θ*",
            List.of(below(0) + 0, below(-0.1) + 0, below(-1) + 0)));
  }
}
