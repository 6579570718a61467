package dev.fluxion.experiments.document001;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.probe.Tuned;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.statistics.Holm;
import dev.fluxion.optimizers.physics.StableSgd;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.transform.AdditiveNoise;
import dev.fluxion.problems.transform.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Document 001, §4.2: how the strength τ of temporal stability acts, as published (τ|Δ|) and signed
 * (τΔ), on the noisy landscape, a noisy bowl of condition number 30 and Rosenbrock's valley.
 *
 * <p>What to expect: τΔ divides the step by {@code 1 + τ} where it is steady, so that 0.01 to 0.1
 * do little. τ|Δ| brakes in one direction what it drives in the other, and steadies nothing.
 */
public final class Strength implements Experiment {
  private static final String ID = "001-5-strength";
  private static final String[] TAUS = {
    "0.0", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5"
  };
  private static final Penalty[] PENALTIES = {Penalty.UNSIGNED, Penalty.SIGNED};

  @Override
  public Card card() {
    return new Card(
        ID,
        "What does the strength of temporal stability do, and where is its best value?",
        "θ ← θ - (av + τ|Δ|);  or τΔ",
        "document 001, §4.2",
        "Stability is the standard deviation of the last tenth of the losses: the document's own"
            + " measure is infinite on losses below 0. The learning rate is fixed where the rule"
            + " converges.");
  }

  private static Map<String, ProblemSpec> places() {
    Map<String, ProblemSpec> places = new LinkedHashMap<>();
    places.put("landscape", new AdditiveNoise("landscape", 0.4, Distribution.UNIFORM));
    String bowl = "spectral-quadratic(dimension=20,condition=30.0)";
    places.put("bowl", new AdditiveNoise(bowl, 1, Distribution.NORMAL));
    places.put("valley", new Rosenbrock());
    return places;
  }

  private static double rate(String place) {
    return place.equals("valley") ? 0.03 : 0.1;
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int seeds = plan.scale().choose(2, 30, 200);
    List<RunKey> runs = new ArrayList<>();
    places()
        .forEach(
            (place, problem) -> {
              int steps = place.equals("valley") ? plan.scale().choose(50, 2000, 2000) : 150;
              for (Penalty penalty : PENALTIES) {
                for (String tau : TAUS) {
                  StableSgd rule =
                      new StableSgd(
                          rate(place), 0.9, Double.parseDouble(tau), penalty, Energy.ELEMENT);
                  RunKey key =
                      RunKey.of(
                          ID,
                          name(penalty, tau, place),
                          problem,
                          rule,
                          Precision.DOUBLE,
                          steps,
                          plan.seed());
                  double side = place.equals("valley") ? 1 : 0;
                  runs.add(key.probing(new Tuned("", 1, seeds, -side, side, 0.1)));
                }
              }
            });
    return runs;
  }

  private static String name(Penalty penalty, String tau, String place) {
    return penalty.name().toLowerCase(Locale.ROOT) + " τ=" + tau + " @ " + place;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (Penalty penalty : PENALTIES) {
      String suffix = penalty == Penalty.UNSIGNED ? "" : "-signed";
      String form = penalty == Penalty.UNSIGNED ? " (τ|Δ|, as published)" : " (τΔ)";
      claims.add(
          new Claim(
              "001/5.critical" + suffix,
              "4.2",
              "the strength critically affects performance" + form,
              "landscape: best and worst τ differ by at least a tenth of what the loss falls",
              e -> critical(e, penalty)));
      claims.add(
          new Claim(
              "001/5.small" + suffix,
              "4.2",
              "strengths up to 0.01 give minimal stability benefits" + form,
              "landscape and bowl: the median deviation of the last losses with 0.01 is at least"
                  + " 0.95 of that with 0",
              e -> {
                double landscape = relative(e, penalty, "0.01", "landscape");
                double bowl = relative(e, penalty, "0.01", "bowl");
                return Finding.of(
                    landscape >= 0.95 && bowl >= 0.95,
                    "landscape %.3f, bowl %.3f of it",
                    landscape,
                    bowl);
              }));
      claims.add(
          new Claim(
              "001/5.large" + suffix,
              "4.2",
              "strengths from 0.02 on increase stability" + form,
              "landscape and bowl: with 0.02, 0.05 and 0.1 the median deviation of the last losses"
                  + " is at most 0.95 of that with 0",
              e -> large(e, penalty)));
      claims.add(
          new Claim(
              "001/5.prevents" + suffix,
              "4.2 and 4.1, 1",
              "strengths from 0.02 on may prevent necessary steps" + form,
              "on at least one of three problems 0.05 ends higher than 0, p < 0.05 by Mann-Whitney,"
                  + " after Holm's correction for three",
              e -> prevents(e, penalty)));
      claims.add(
          new Claim(
              "001/5.problem-dependent" + suffix,
              "4.2",
              "the best strength depends highly on the problem" + form,
              "the best τ of the three problems differ by at least a factor of ten, or only some"
                  + " are 0",
              e -> dependent(e, penalty)));
    }
    return claims;
  }

  private static double[] numbers(
      Evidence e, Penalty penalty, String tau, String place, String number) {
    return e.run(name(penalty, tau, place)).measured().get(number);
  }

  private static double last(Evidence e, Penalty penalty, String tau, String place) {
    return Measure.median(numbers(e, penalty, tau, place, "final"));
  }

  private static double relative(Evidence e, Penalty penalty, String tau, String place) {
    return Measure.median(numbers(e, penalty, tau, place, "spread"))
        / Measure.median(numbers(e, penalty, "0.0", place, "spread"));
  }

  private static Finding critical(Evidence e, Penalty penalty) {
    double best = Double.POSITIVE_INFINITY;
    double worst = Double.NEGATIVE_INFINITY;
    for (String tau : TAUS) {
      double last = last(e, penalty, tau, "landscape");
      best = Math.min(best, last);
      worst = Math.max(worst, last);
    }
    double first = Measure.median(numbers(e, penalty, "0.0", "landscape", "first"));
    double share = (worst - best) / (first - best);
    return Finding.of(share >= 0.1, "%.4f of it: %.2f to %.2f", share, best, worst);
  }

  private static Finding large(Evidence e, Penalty penalty) {
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (String place : new String[] {"landscape", "bowl"}) {
      for (String tau : new String[] {"0.02", "0.05", "0.1"}) {
        double share = relative(e, penalty, tau, place);
        all &= share <= 0.95;
        append(text, "%s %s: %.3f", place, tau, share);
      }
    }
    return Finding.of(all, "%s of it", text);
  }

  private static Finding prevents(Evidence e, Penalty penalty) {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    List<String> places = List.copyOf(places().keySet());
    double[] p =
        Holm.correct(
            places.stream()
                .mapToDouble(
                    place ->
                        Measure.mannWhitney(
                            numbers(e, penalty, "0.05", place, "final"),
                            numbers(e, penalty, "0.0", place, "final")))
                .toArray());
    for (int i = 0; i < p.length; i++) {
      double with = last(e, penalty, "0.05", places.get(i));
      double without = last(e, penalty, "0.0", places.get(i));
      any |= p[i] < 0.05 && with > without;
      append(text, "%s %.4g (%.4g, p = %.2g)", places.get(i), with, without, p[i]);
    }
    return Finding.of(any, "%s", text);
  }

  private static Finding dependent(Evidence e, Penalty penalty) {
    StringBuilder text = new StringBuilder();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (String place : places().keySet()) {
      String best = TAUS[0];
      for (String tau : TAUS) {
        best = last(e, penalty, tau, place) < last(e, penalty, best, place) ? tau : best;
      }
      least = Math.min(least, Double.parseDouble(best));
      most = Math.max(most, Double.parseDouble(best));
      append(text, "%s %s", place, best);
    }
    return Finding.of(most > 0 && most >= 10 * least, "best: %s", text);
  }

  private static void append(StringBuilder text, String format, Object... arguments) {
    text.append(text.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Penalty penalty : PENALTIES) {
      for (String place : new String[] {"landscape", "valley"}) {
        List<String> runs = new ArrayList<>();
        for (String tau : TAUS) {
          runs.add(name(penalty, tau, place));
        }
        figures.add(
            new Figure(
                Figure.Kind.ECDF,
                "Last losses over seeds, "
                    + penalty.name().toLowerCase(Locale.ROOT)
                    + " penalty, on the "
                    + place,
                runs,
                Map.of("series", "measured.final")));
      }
    }
    return figures;
  }
}
