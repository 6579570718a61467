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
import dev.fluxion.problems.surface.Himmelblau;
import dev.fluxion.problems.surface.Rosenbrock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Document 000's next step: how the last loss depends on g, I, γ and β, two at a time, after 1000
 * steps of Δt = 0.02 from random starts. The document names the sensitivities and states none, so
 * the claims are what its interpretation implies.
 *
 * <p>What to expect: γ matters most, between creeping and swinging. A little spin is one more
 * brake, on what turns; with γ too small for a valley it helps a little, and by the letter it does
 * not, for its energy comes back.
 */
public final class Sensitivity implements Experiment {
  private static final String ID = "000-5-sensitivity";
  private static final double DT = 0.02;

  @Override
  public Card card() {
    return new Card(
        ID,
        "How sensitive is the particle to g, I, γ and β?",
        "z(γ, β), z(I, γ), z(g, γ): median last loss over random starts",
        "document 000, Next Steps",
        "By the letter and consistent; each map varies two numbers in equal ratios.");
  }

  private static Map<String, ProblemSpec> surfaces() {
    Map<String, ProblemSpec> surfaces = new LinkedHashMap<>();
    surfaces.put("himmelblau", new Himmelblau());
    surfaces.put("rosenbrock", new Rosenbrock());
    return surfaces;
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int points = plan.scale().choose(3, 10, 25);
    int starts = plan.scale().choose(1, 5, 31);
    int steps = plan.scale().choose(100, 1000, 1000);
    List<RunKey> runs = new ArrayList<>();
    surfaces()
        .forEach(
            (place, surface) -> {
              for (String form : new String[] {"literal", "consistent"}) {
                SpinParticle particle =
                    form.equals("literal")
                        ? Particles.literal(DT, 1, 1e-4, 0.5, 0.5)
                        : Particles.consistent(DT, 1, 1e-4, 0.5, 0.5);
                double side = surface.domain().orElseThrow().high() / 2;
                List<HeatMap> maps =
                    List.of(
                        new HeatMap(
                            "damping", "spinDamping", 0.05, 50, 0.05, 50, points, starts, side),
                        new HeatMap("inertia", "damping", 1e-8, 1, 0.05, 50, points, starts, side),
                        new HeatMap("gravity", "damping", 0.1, 10, 0.05, 50, points, starts, side));
                for (HeatMap map : maps) {
                  String name = map.x() + " " + form + " @ " + place;
                  runs.add(
                      RunKey.of(ID, name, surface, particle, Precision.DOUBLE, steps, plan.seed())
                          .probing(map));
                }
              }
            });
    return runs;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (String form : new String[] {"literal", "consistent"}) {
      String suffix = form.equals("literal") ? "" : "-corrected";
      String who = form.equals("literal") ? "by the letter: " : "consistent: ";
      claims.add(
          new Claim(
              "000/5.gamma" + suffix,
              "System Parameters; Next Steps",
              who + "γ has an optimum between too little and too much damping",
              "without spin's weight (I = 1e-8) on both surfaces the best γ is inside of 0.05 … 50",
              e -> interior(e, form)));
      claims.add(
          new Claim(
              "000/5.beta" + suffix,
              "System Parameters; Interpretation",
              who + "angular damping helps the particle to settle",
              "on both surfaces, at its best γ, β = 50 ends at most a tenth as high as β = 0.05",
              e -> angular(e, form)));
      claims.add(
          new Claim(
              "000/5.inertia" + suffix,
              "Credits",
              who + "some weight of spin is better than next to none",
              "on at least one surface the best I, at its best γ, is above 1e-8 and ends at most"
                  + " half as high",
              e -> inertia(e, form)));
      claims.add(
          new Claim(
              "000/5.gravity" + suffix,
              "System Parameters",
              who + "g scales the force, as a larger step would",
              "on both surfaces the best g, at its best γ, is above 1: more force, further in equal"
                  + " steps",
              e -> gravity(e, form)));
    }
    return claims;
  }

  /** A map's z at column i, row j. */
  private record Grid(double[] x, double[] y, double[] z) {
    static Grid of(Evidence e, String map, String form, String place) {
      Map<String, double[]> m = e.run(map + " " + form + " @ " + place).measured();
      return new Grid(m.get("x"), m.get("y"), m.get("z"));
    }

    double at(int i, int j) {
      return z[j * x.length + i];
    }

    /** The row of the smallest z of a column. */
    int bestRow(int i) {
      int best = 0;
      for (int j = 1; j < y.length; j++) {
        best = at(i, j) < at(i, best) ? j : best;
      }
      return best;
    }

    /** The column of the smallest z. */
    int bestColumn() {
      int best = 0;
      for (int i = 1; i < x.length; i++) {
        best = at(i, bestRow(i)) < at(best, bestRow(best)) ? i : best;
      }
      return best;
    }
  }

  private static Finding interior(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (String place : surfaces().keySet()) {
      Grid grid = Grid.of(e, "inertia", form, place);
      int best = grid.bestRow(0);
      all &= best > 0 && best < grid.y().length - 1;
      append(
          text,
          "%s: best γ %.2g ends at %.1e (%.1e and %.1e at the borders)",
          place,
          grid.y()[best],
          grid.at(0, best),
          grid.at(0, 0),
          grid.at(0, grid.y().length - 1));
    }
    return Finding.of(all, "%s", text);
  }

  private static Finding angular(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (String place : surfaces().keySet()) {
      Grid grid = Grid.of(e, "damping", form, place);
      int top = grid.y().length - 1;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.POSITIVE_INFINITY;
      for (int i = 0; i < grid.x().length; i++) {
        least = Math.min(least, grid.at(i, 0));
        most = Math.min(most, grid.at(i, top));
      }
      all &= most <= least / 10;
      append(text, "%s %.1e with β = 50, %.1e with 0.05", place, most, least);
    }
    return Finding.of(all, "%s", text);
  }

  private static Finding inertia(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (String place : surfaces().keySet()) {
      Grid grid = Grid.of(e, "inertia", form, place);
      int best = grid.bestColumn();
      double without = grid.at(0, grid.bestRow(0));
      double with = grid.at(best, grid.bestRow(best));
      any |= best > 0 && with <= without / 2;
      append(text, "%s: best I %.1g ends at %.1e (%.1e)", place, grid.x()[best], with, without);
    }
    return Finding.of(any, "%s", text);
  }

  private static Finding gravity(Evidence e, String form) {
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (String place : surfaces().keySet()) {
      Grid grid = Grid.of(e, "gravity", form, place);
      int best = grid.bestColumn();
      all &= grid.x()[best] > 1;
      append(
          text,
          "%s: best g %.2g ends at %.1e",
          place,
          grid.x()[best],
          grid.at(best, grid.bestRow(best)));
    }
    return Finding.of(all, "%s", text);
  }

  private static void append(StringBuilder text, String format, Object... arguments) {
    text.append(text.isEmpty() ? "" : "; ").append(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String form : new String[] {"literal", "consistent"}) {
      figures.add(map("damping", form, "γ", "β"));
      figures.add(map("inertia", form, "I", "γ"));
      figures.add(map("gravity", form, "g", "γ"));
    }
    return figures;
  }

  private static Figure map(String x, String form, String across, String upwards) {
    return new Figure(
        Figure.Kind.HEATMAP,
        "Last loss on Rosenbrock's function over " + across + " and " + upwards + ", " + form,
        List.of(x + " " + form + " @ rosenbrock"),
        Map.of("xLabel", across, "yLabel", upwards, "zLabel", "loss", "logZ", true));
  }
}
