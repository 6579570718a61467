package dev.fluxion.experiments.document000;

import static dev.fluxion.experiments.document000.Wrapper.one;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The claims of {@link Wrapper} that are judged in both forms, and those on cost. */
final class WrapperClaims {
  private WrapperClaims() {}

  static List<Claim> costs() {
    return List.of(
        new Claim(
            "000/6.cost",
            "Why this matches your intent; last line",
            "the wrapper has Adam-like cost",
            "around SGD: one evaluation per step, and no more numbers of state than Adam",
            e -> cost(e, "sgd")),
        new Claim(
            "000/6.cost-adam",
            "Notes; last line",
            "around Adam, the wrapper has Adam-like cost",
            "one evaluation per step, and no more numbers of state than Adam",
            e -> cost(e, "adam")),
        new Claim(
            "000/6.cost-per-tensor",
            "Notes",
            "one spin per tensor is even cheaper",
            "around SGD: fewer numbers of state than with one per element",
            e -> {
              double each = one(e, "cost wrapped sgd", "state");
              double tensors = one(e, "cost per tensor", "state");
              return Finding.of(tensors < each, "%.3f instead of %.3f", tensors, each);
            }));
  }

  private static Finding cost(Evidence e, String base) {
    double state = one(e, "cost wrapped " + base, "state");
    double adam = one(e, "cost adam", "state");
    double evaluations = one(e, "cost wrapped " + base, "evaluations");
    return Finding.of(
        state <= adam && evaluations == 1,
        "%.2f numbers per parameter, Adam %.2f; %.2f evaluations per step",
        state,
        adam,
        evaluations);
  }

  static List<Claim> of(
      String form,
      String suffix,
      String who,
      List<String> bases,
      int[] widths,
      double[] charges,
      double[] decays) {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        new Claim(
            "000/6.turn-reversal" + suffix,
            "Sketch of the update",
            who + "the turn signal is about 1 on sharp reversals",
            "½x² with the rate 2, C₀ = 5L₀: the spin energy tends to ½(κ/β)² = 2 (repaired: of the"
                + " unit L₀), to 5 %",
            e -> {
              String run = "reversal " + form;
              double unit = suffix.isEmpty() ? 1 : one(e, run, "firstLoss");
              double spin = one(e, run, "spinEnd") / unit;
              return Finding.of(Math.abs(spin / 2 - 1) <= 0.05, "%.3f", spin);
            }));
    claims.add(
        new Claim(
            "000/6.turn-steady" + suffix,
            "Sketch of the update",
            who + "the turn signal is about 0 where the direction is steady",
            "a slope of constant gradient, C₀ = 5L₀: the spin energy is at most 1e-4 of ½κ² after"
                + " 500 steps",
            e -> {
              double spin = one(e, "slope " + form, "spinEnd") / (0.5 * 0.01);
              return Finding.of(spin <= 1e-4, "%.1e of it", spin);
            }));
    claims.add(
        new Claim(
            "000/6.returns" + suffix,
            "Why this matches your intent",
            who + "steady direction gives the budget back",
            "a slope of two coordinates of which one swings at first, C₀ = 5L₀: spin takes at least"
                + " a tenth of C₀; after 500 steps at most 1 % of that is left, and α is 1",
            e -> {
              String run = "steady " + form;
              double most = one(e, run, "spinMax");
              double left = one(e, run, "spinEnd") / most;
              double share = most / (5 * one(e, run, "firstLoss"));
              double last = one(e, run, "lastAlpha");
              return Finding.of(
                  share >= 0.1 && left <= 0.01 && last == 1,
                  "spin took %.2f of C₀, %.1e of that is left; last α %.3g",
                  share,
                  left,
                  last);
            }));
    claims.add(
        new Claim(
            "000/6.cap" + suffix,
            "Stability knobs",
            who + "C₀ of 2 to 5 first losses and γ of 1e-4 to 1e-3 are safe",
            "C₀ = 5L₀, γ = 1e-4, fitting nets of width 8, 64 and 512: no run is frozen at its end",
            e -> cap(e, form, widths)));
    claims.add(
        new Claim(
            "000/6.gradual" + suffix,
            "Why this matches your intent",
            who + "turns shorten steps gradually",
            "before a freeze at least 5 % of the steps have α < 1 in noisy regression (C₀ = 3L₀)",
            e -> {
              double share = one(e, "least " + form, "shortened");
              return Finding.of(
                  share >= 0.05,
                  "%.2f %% of %.0f steps",
                  100 * share,
                  one(e, "least " + form, "frozen"));
            }));
    claims.add(
        new Claim(
            "000/6.drop-in" + suffix,
            "Why this matches your intent",
            who + "it wraps any optimizer, drop-in",
            "around seven optimizers (C₀ = 3L₀) the best loss of a small net after 1000 steps is at"
                + " most twice that of the optimizer alone",
            e -> dropIn(e, form, bases)));
    claims.add(
        new Claim(
            "000/6.charge" + suffix,
            "Stability knobs",
            who + "lower κ if steps shrink too much on noisy gradients",
            "κ = 1, 0.3, 0.1, 0.03 under noise: the mean α never falls, and rises in all by 0.05",
            e -> {
              double[] alpha = numbers(e, "κ ", charges, form, "meanAlpha");
              boolean falls = false;
              for (int i = 1; i < alpha.length; i++) {
                falls |= alpha[i] > alpha[i - 1] + 1e-9;
              }
              return Finding.of(
                  !falls && alpha[0] >= alpha[alpha.length - 1] + 0.05,
                  "mean α%s for κ = 0.03, 0.1, 0.3, 1",
                  text(alpha));
            }));
    claims.add(
        new Claim(
            "000/6.forgets" + suffix,
            "Stability knobs",
            who + "raise β to make spin forget faster",
            "β = 0.02, 0.05, 0.2 under noise: the last spin energy falls each time",
            e -> {
              double[] spin = numbers(e, "β ", decays, form, "spinEnd");
              boolean falls = true;
              for (int i = 1; i < spin.length; i++) {
                falls &= spin[i] < spin[i - 1];
              }
              return Finding.of(falls, "spin energy%s", text(spin));
            }));
    claims.add(
        new Claim(
            "000/6.coupling" + suffix,
            "Why this matches your intent",
            who + "a few wiggly coordinates slow the whole system",
            "of two coordinates one swings: the mean α is at most 0.9 of that without the swing",
            e -> {
              double wiggly = one(e, "wiggly " + form, "meanAlpha");
              double calm = one(e, "calm " + form, "meanAlpha");
              return Finding.of(wiggly <= 0.9 * calm, "mean α %.3f, without %.3f", wiggly, calm);
            }));
    return claims;
  }

  private static Finding cap(Evidence e, String form, int[] widths) {
    StringBuilder text = new StringBuilder();
    boolean frozen = false;
    for (int width : widths) {
      String run = "width " + width + " " + form;
      double last = one(e, run, "lastAlpha");
      frozen |= last == 0;
      append(
          text,
          "width %d: spin energy %.2g of L₀, last α %.3g",
          width,
          one(e, run, "spinMax") / one(e, run, "firstLoss"),
          last);
    }
    return Finding.of(!frozen, "%s", text);
  }

  private static Finding dropIn(Evidence e, String form, List<String> bases) {
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (String base : bases) {
      double wrapped = one(e, "base " + form + " " + base, "bestLoss");
      double alone = one(e, "base off " + base, "bestLoss");
      all &= wrapped <= 2 * alone;
      append(text, "%s %.1e (%.1e)", base.replaceAll("\\(.*", ""), wrapped, alone);
    }
    return Finding.of(all, "%s", text);
  }

  private static double[] numbers(
      Evidence e, String what, double[] values, String form, String number) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = one(e, what + values[i] + " " + form, number);
    }
    return numbers;
  }

  private static String text(double[] numbers) {
    StringBuilder text = new StringBuilder();
    for (double number : numbers) {
      text.append(String.format(Locale.ROOT, " %.3g", number));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String format, Object... arguments) {
    text.append(text.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, format, arguments));
  }
}
