package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.surface.Zakharov;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Section 3.2 and appendix A.1 of document 003: the noise keeps the length of the momentum and
 * turns it by an angle that depends on ν√n.
 *
 * <p>What to expect: z is nearly orthogonal to Π in many dimensions and |z| ≈ √n, so that the angle
 * is atan(ν√n): 45° at ν√n = 1, where the text has π/2. (A.1 also gives E zᵢzⱼ = nδᵢⱼ; it is δᵢⱼ,
 * and E|z|² = n.)
 */
public final class Rotation implements Experiment {
  private static final String ID = "003-2-rotation";
  private static final double[] ANGLES = {0.01, 0.1, 0.5, 1, 1.05, 2, 3, 3.46, 10, 100};
  private static final int MANY = 10_000;
  private static final double RIGHT = Math.PI / 2;

  @Override
  public Card card() {
    return new Card(
        ID,
        "By which angle does the noise turn the momentum?",
        "Π ← |Π|·Q/|Q|,  Q = Π/|Π| + νz;  α ≈ atan(ν√n)",
        "document 003, section 3.2, appendices A.1 and B.6",
        "The text has π/2 for all ν√n > 1; it is atan(ν√n).");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (double angle : ANGLES) {
      runs.add(run(angle, MANY, plan));
    }
    runs.add(run(1, 100, plan));
    runs.add(run(1, 1000, plan));
    return runs;
  }

  private static String name(double angle, int n) {
    return "ν√n = " + angle + ", n = " + n;
  }

  private static RunKey run(double angle, int n, Plan plan) {
    EcdSep rule = new EcdSep(0.1, 1, angle / Math.sqrt(n), 0, 1, true, 0, true, 1e-10, 1e-40);
    int samples = plan.scale().choose(5, 20, 500) * (n == MANY ? 1 : 10);
    return RunKey.of(ID, name(angle, n), new Zakharov(n), rule, Precision.DOUBLE, 1, plan.seed())
        .probing(new Turning(samples));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/2.norm",
            "3.2",
            "the rotation keeps the norm of the momentum",
            "| |Π'|/|Π| - 1 | ≤ 1e-12 in every sample",
            e -> {
              double worst = 0;
              for (double angle : ANGLES) {
                for (double x : Series.all(e, name(angle, MANY), "norm")) {
                  worst = Math.max(worst, Math.abs(x));
                }
              }
              return Finding.of(worst <= 1e-12, "largest difference %.1e", worst);
            }),
        new Claim(
            "003/2.small",
            "3.2",
            "for ν√n ≪ 1 the angle is about ν√n",
            "within 2 % at 0.01, n = 10,000",
            e -> {
              double angle = angle(e, 0.01, MANY);
              return Finding.of(Math.abs(angle / 0.01 - 1) <= 0.02, "%.5f at 0.01", angle);
            }),
        new Claim(
            "003/2.large",
            "3.2",
            "for ν√n > 1 the angle is π/2",
            "within 0.1 at ν√n = 2 and 3",
            e -> nearRight(e, 2, 3)),
        new Claim(
            "003/2.limit",
            "A.1",
            "for large ν²n the angle is about π/2",
            "within 0.1 at ν√n = 100",
            e -> nearRight(e, 100)),
        new Claim(
            "003/2.arc-tangent",
            "3.2 (corrected)",
            "the angle is atan(ν√n)",
            "within 1 % of it at every ν√n from 0.01 to 100, n = 10,000",
            e -> {
              double worst = 0;
              for (double x : ANGLES) {
                worst = Math.max(worst, Math.abs(angle(e, x, MANY) / StrictMath.atan(x) - 1));
              }
              return Finding.of(
                  worst <= 0.01,
                  "largest relative difference %.4f; at ν√n = 1: %.1f°",
                  worst,
                  degrees(angle(e, 1, MANY)));
            }),
        new Claim(
            "003/2.combination",
            "3.2",
            "the angle is controlled by ν√n alone",
            "at ν√n = 1 the mean angles for n = 100, 1000 and 10,000 differ by at most 2 %",
            e -> {
              double a = angle(e, 1, 100);
              double b = angle(e, 1, 1000);
              double c = angle(e, 1, MANY);
              double spread = Math.max(a, Math.max(b, c)) / Math.min(a, Math.min(b, c)) - 1;
              return Finding.of(
                  spread <= 0.02, "%.2f°, %.2f°, %.2f°", degrees(a), degrees(b), degrees(c));
            }),
        new Claim(
            "003/2.fine-tuning",
            "A.1, B.6",
            "fine-tuning ImageNet-1K (ν√n = 3.46) and BERT (1.05 at ν = 1e-4) bounces by π/2 at"
                + " every step",
            "within 0.1 at both",
            e -> nearRight(e, 3.46, 1.05)));
  }

  /** The mean angle: that of the mean cosine would be larger where it scatters. */
  private static double angle(Evidence e, double angle, int n) {
    double sum = 0;
    double[] cosine = Series.all(e, name(angle, n), "cosine");
    for (double c : cosine) {
      sum += StrictMath.acos(Math.max(-1, Math.min(1, c)));
    }
    return sum / cosine.length;
  }

  private static double degrees(double angle) {
    return angle * 180 / Math.PI;
  }

  private static Finding nearRight(Evidence e, double... at) {
    boolean near = true;
    StringBuilder text = new StringBuilder();
    for (double x : at) {
      double angle = angle(e, x, MANY);
      near &= Math.abs(angle - RIGHT) <= 0.1;
      text.append(text.isEmpty() ? "" : ", ");
      text.append(String.format(Locale.ROOT, "%.1f° at %s", degrees(angle), x));
    }
    return Finding.of(near, "%s", text);
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.ECDF,
            "The cosine of the angle: 0.71 at ν√n = 1, and 0 only far beyond it",
            List.of(name(0.1, MANY), name(1, MANY), name(3, MANY), name(100, MANY)),
            Map.of("series", "measured.cosine", "xLabel", "cos α")),
        new Figure(
            Figure.Kind.ECDF,
            "More dimensions scatter less about the same angle",
            List.of(name(1, 100), name(1, 1000), name(1, MANY)),
            Map.of("series", "measured.cosine", "xLabel", "cos α")));
  }
}
