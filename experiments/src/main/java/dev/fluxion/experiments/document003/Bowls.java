package dev.fluxion.experiments.document003;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Arrays;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/** The bowls {@code F = Σ cᵢθᵢ² + d} of the theory, with F₀ = 0, and long runs in them. */
final class Bowls {
  /** ν√n: small enough for a path, large enough to mix. */
  static final double TURN = 0.3;

  private Bowls() {}

  static Quadratic round(int n, double depth) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return new Quadratic(DoubleLists.immutable.with(ones), DoubleLists.immutable.with(0), depth);
  }

  /** Coefficients from 1 to κ in equal ratios. */
  static Quadratic stretched(int n, double condition, double depth) {
    double[] c = new double[n];
    for (int i = 0; i < n; i++) {
      c[i] = StrictMath.pow(condition, (double) i / (n - 1));
    }
    return new Quadratic(DoubleLists.immutable.with(c), DoubleLists.immutable.with(0), depth);
  }

  static EcdSep rule(double step, double eta, double nu, int s, double deltaE, boolean conserve) {
    return new EcdSep(step, eta, nu, 0, deltaE, s == 1, 0, conserve, 1e-10, 1e-40);
  }

  /** A long run from |Θ| = radius on the diagonal, its time at each height counted. */
  static RunKey dwell(
      String experiment,
      String name,
      Quadratic bowl,
      OptimizerSpec rule,
      double radius,
      double high,
      int steps,
      long seed) {
    int n = bowl.coefficients().size();
    double[] start = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = radius / Math.sqrt(n * bowl.coefficients().get(i));
    }
    return RunKey.of(experiment, name, bowl, rule, Precision.DOUBLE, steps, seed)
        .from(start)
        .probing(new Dwell(40, high, steps / 20));
  }
}
