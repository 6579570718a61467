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
import dev.fluxion.experiments.probe.Searched;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.EcdAuto;
import dev.fluxion.optimizers.physics.EcdLeapfrog;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.surface.Zakharov;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What document 003 leaves open (sections 3.1 and 5), tried on three surfaces with the same number
 * of trials for all: a second-order integrator, ν from equations (24) to (27), and a larger Δt with
 * it.
 *
 * <p>What to expect: two half kicks are one kick, so that without noise and rescaling leapfrog
 * walks the same path; it differs in the energy that rescaling puts right, and that by an amount of
 * order Δt. Where Δt is tuned for speed and not for energy, little of that is left. What a search
 * finds scatters by orders of magnitude; therefore each rule is searched several times, and the
 * searches are the sample.
 */
public final class OpenQuestions implements Experiment {
  private static final String ID = "003-14-open";
  private static final String STEP =
      "{\"stepSize\":{\"type\":\"log\",\"low\":0.001,\"high\":10000},"
          + "\"eta\":{\"type\":\"uniform\",\"low\":1,\"high\":4}";
  private static final String WITH_NU =
      STEP + ",\"nu\":{\"type\":\"log\",\"low\":1e-6,\"high\":1}}";

  @Override
  public Card card() {
    return new Card(
        ID,
        "Do a second-order integrator and a self-tuned ν make ECDSep better?",
        "half kick, rescale and turn, half kick, drift;  ν√n = Δt·|Θ̇*| / (E|Θ*|)",
        "document 003, sections 3.1 and 5",
        "Ours: the document names them as future work.");
  }

  private static Map<String, ProblemSpec> problems() {
    Map<String, ProblemSpec> problems = new LinkedHashMap<>();
    problems.put("zakharov", new Zakharov(10));
    problems.put("rosenbrock", new Rosenbrock());
    Quadratic bowl = Bowls.stretched(20, 100, 1);
    problems.put("bowl", bowl);
    return problems;
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (Map.Entry<String, ProblemSpec> place : problems().entrySet()) {
      add(runs, "ecdsep", place, new EcdSep(), WITH_NU, plan);
      add(runs, "leapfrog", place, new EcdLeapfrog(), WITH_NU, plan);
      add(runs, "auto", place, new EcdAuto(), STEP + "}", plan);
    }
    return runs;
  }

  private static void add(
      List<RunKey> runs,
      String rule,
      Map.Entry<String, ProblemSpec> place,
      OptimizerSpec spec,
      String space,
      Plan plan) {
    int trials = plan.scale().choose(16, 100, 500);
    int starts = plan.scale().choose(4, 40, 100);
    int searches = plan.scale().choose(2, 8, 24);
    for (int i = 1; i <= searches; i++) {
      runs.add(
          RunKey.of(
                  ID,
                  name(rule, place.getKey(), i),
                  place.getValue(),
                  spec,
                  Precision.DOUBLE,
                  1000,
                  plan.seed() + i - 1)
              .probing(new Searched(space, trials, 300, starts, -1, 1)));
    }
  }

  private static String name(String rule, String place, int search) {
    return rule + " @ " + place + ", search " + search;
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/14.second-order",
            "3.1, future work",
            "a second-order scheme without more gradients improves the optimizer",
            "tuned alike, the median best F - F_min of leapfrog, over searches, is lower on at"
                + " least 2 of 3 surfaces, p < 0.05 each by Mann-Whitney over the searches",
            e -> better(e, "leapfrog")),
        new Claim(
            "003/14.auto",
            "5, future work",
            "ν need not be tuned: equations (24) to (27) find it",
            "with Δt and η tuned alike, the median best F - F_min of ecd-auto is at most 10 times"
                + " that of ecdsep with tuned ν, on each of 3 surfaces",
            e -> {
              boolean all = true;
              StringBuilder text = new StringBuilder();
              for (String place : problems().keySet()) {
                double own = median(e, "auto", place);
                double tuned = median(e, "ecdsep", place);
                all &= own <= 10 * tuned;
                append(text, "%s %.1e (ecdsep %.1e)", place, own, tuned);
              }
              return Finding.of(all, "%s", text);
            }),
        new Claim(
            "003/14.auto-better",
            "A.1, 5",
            "exploiting the relations of A.1 brings improvements",
            "the median best of ecd-auto is lower on at least 2 of 3 surfaces, p < 0.05 each, as"
                + " above",
            e -> better(e, "auto")));
  }

  /** The median over the starts of the best F - F_min, of every search. */
  private static double[] heights(Evidence e, String rule, String place) {
    double floor = place.equals("bowl") ? 1 : 0;
    return e.family(rule + " @ " + place + ", ").stream()
        .mapToDouble(run -> Measure.median(run.measured().get("best")) - floor)
        .toArray();
  }

  private static double median(Evidence e, String rule, String place) {
    return Measure.median(heights(e, rule, place));
  }

  private static Finding better(Evidence e, String rule) {
    int wins = 0;
    StringBuilder text = new StringBuilder();
    for (String place : problems().keySet()) {
      double own = median(e, rule, place);
      double plain = median(e, "ecdsep", place);
      double p = Measure.mannWhitney(heights(e, rule, place), heights(e, "ecdsep", place));
      wins += own < plain && p < 0.05 ? 1 : 0;
      append(text, "%s %.1e (ecdsep %.1e, p = %.1e)", place, own, plain, p);
    }
    return Finding.of(wins >= 2, "better on %d of 3: %s", wins, text);
  }

  private static void append(StringBuilder text, String format, Object... arguments) {
    text.append(text.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String place : problems().keySet()) {
      figures.add(
          new Figure(
              Figure.Kind.BANDS,
              "Tuned alike, the smallest loss so far over the starts of the first search: " + place,
              List.of(
                  name("ecdsep", place, 1), name("leapfrog", place, 1), name("auto", place, 1))));
    }
    return figures;
  }
}
