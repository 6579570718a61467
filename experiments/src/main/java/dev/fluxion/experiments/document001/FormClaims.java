package dev.fluxion.experiments.document001;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.runner.RunResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The claims of {@link Forms} on mechanics and overhead. */
final class FormClaims {
  private FormClaims() {}

  static List<Claim> mechanics() {
    return List.of(
        new Claim(
            "001/4.momentum-first",
            "2.1, Symplectic Integration",
            "updating momentum first is another update than that of standard momentum",
            "without energy and penalty the path differs from that of heavy ball with the rate α²",
            e -> {
              double distance = Forms.distance(e.run("momentum first"), e.run("heavy ball"));
              return Finding.of(distance > 0, "largest difference %.1e", distance);
            }),
        new Claim(
            "001/4.rate-once",
            "2.1, Symplectic Integration",
            "the learning rate of a step is lr",
            "without energy and penalty the path is that of heavy ball with the rate α, to 1e-9",
            e -> {
              double distance = Forms.distance(e.run("momentum first"), e.run("once"));
              return Finding.of(distance <= 1e-9, "largest difference %.2f", distance);
            }),
        area(
            "symplectic",
            "the update preserves areas of phase space, as published",
            "friction energy"),
        area("symplectic-constant", "with a constant rate it preserves areas", "friction"),
        area(
            "symplectic-no-friction",
            "without friction, with the energy dependent rate, it preserves areas",
            "no friction energy"),
        area(
            "symplectic-corrected",
            "without friction and with a constant rate it preserves areas",
            "no friction"),
        energy("conserves", "total energy ½v² + ½g² is conserved, as published", "friction energy"),
        energy(
            "conserves-no-friction",
            "almost without friction total energy ½v² + ½g² is conserved",
            "no friction energy"),
        energy(
            "conserves-corrected",
            "almost without friction, with a small constant rate, on a spring of curvature 1 it is"
                + " conserved",
            "fine"),
        energy(
            "conserves-stiff",
            "almost without friction, with a small constant rate, on a spring of curvature 9 it is"
                + " conserved",
            "stiff"),
        new Claim(
            "001/4.one-rule",
            "2.1 and 7",
            "text and the three programs are one optimizer",
            "on two springs, with one learning rate, their paths agree to 1 % of the start",
            e -> {
              StringBuilder text = new StringBuilder();
              double worst = 0;
              for (String form : List.of("script", "rough", "package")) {
                double distance = Forms.distance(e.run("form text"), e.run("form " + form));
                worst = Math.max(worst, distance);
                text.append(String.format(Locale.ROOT, " %s %.3f", form, distance));
              }
              return Finding.of(worst <= 0.01, "largest distances from the text's:%s", text);
            }),
        new Claim(
            "001/4.penalty-acts",
            "2.1 and 7",
            "the package's temporal stability acts on the parameters",
            "paths with τ = 0 and 0.5 differ",
            e -> {
              double distance = Forms.distance(e.run("package τ=0"), e.run("package τ=0.5"));
              return Finding.of(distance > 0, "largest difference %.1e", distance);
            }),
        new Claim(
            "001/4.overhead",
            "3.3",
            "the overhead is acceptable: 6 % for a net",
            "counted: one gradient per step, and at most one more array of state than standard SGD,"
                + " in text and programs",
            e -> {
              double own = e.run("cost momentum").measured().get("state")[0];
              StringBuilder text = new StringBuilder();
              boolean all = true;
              for (String form : List.of("text", "script", "rough", "package")) {
                RunResult run = e.run("cost " + form);
                double state = run.measured().get("state")[0];
                all &= state <= own + 1 && run.measured().get("evaluations")[0] == 1;
                text.append(String.format(Locale.ROOT, ", %s %.0f", form, state));
              }
              return Finding.of(all, "numbers of state per parameter: SGD %.0f%s", own, text);
            }));
  }

  private static Claim area(String id, String statement, String run) {
    return new Claim(
        "001/4." + id,
        "2.1, Symplectic Integration",
        statement,
        "on a spring det ∂(θ', v')/∂(θ, v) is 1 to 1e-6 at 24 places",
        e -> {
          double[] determinant = e.run("area " + run).measured().get("determinant");
          double low = Arrays.stream(determinant).min().orElseThrow();
          double high = Arrays.stream(determinant).max().orElseThrow();
          return Finding.of(
              Math.abs(low - 1) <= 1e-6 && Math.abs(high - 1) <= 1e-6, "%.6f to %.6f", low, high);
        });
  }

  private static Claim energy(String id, String statement, String run) {
    return new Claim(
        "001/4." + id,
        "2.1, Energy Conservation",
        statement,
        "over 200 steps on a spring it stays within 10 % of its first value",
        e -> conserved(e, run));
  }

  private static Finding conserved(Evidence e, String run) {
    double[] energy = e.run("energy " + run).telemetry().get("energy");
    double low = Arrays.stream(energy).min().orElseThrow() / energy[0];
    double high = Arrays.stream(energy).max().orElseThrow() / energy[0];
    return Finding.of(low >= 0.9 && high <= 1.1, "%.3g to %.3g times the first", low, high);
  }
}
