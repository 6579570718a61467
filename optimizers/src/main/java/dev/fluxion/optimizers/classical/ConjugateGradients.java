package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.objective.Curvature;

/**
 * The inner loop of {@link Newton} and {@link GaussNewton}: solves for the step by products with a
 * matrix B, in double, and stops where B curves downwards.
 *
 * <p>Formula: {@code (B + λI)p = -g}, begun at p = 0 with {@code r = g}, {@code d = -g}; then
 * {@code α = rᵀr / dᵀBd}, {@code p ← p + αd}, {@code r' = r + αBd}, {@code d ← -r' + (r'ᵀr'/rᵀr)d}
 * until {@code ‖r‖ ≤ min(η, √‖g‖)·‖g‖}. Where {@code dᵀBd ≤ 0}, p is kept as it is; if that is 0,
 * it is -g.
 *
 * <p>Source: R. Dembo, T. Steihaug, «Truncated-Newton Algorithms for Large-Scale Unconstrained
 * Optimization», 1983; J. Nocedal, S. Wright, «Numerical Optimization», 2006, algorithm 7.1.
 */
final class ConjugateGradients {
  private final TruncatedNewton common;
  private final double[] r;
  private final double[] d;
  private final double[] bd;
  private int products;
  private boolean downwards;

  ConjugateGradients(TruncatedNewton common, int dimension) {
    this.common = common;
    r = new double[dimension];
    d = new double[dimension];
    bd = new double[dimension];
  }

  /** Products of the last solution. */
  int products() {
    return products;
  }

  /** Whether the last solution met a direction along which B curves downwards. */
  boolean downwards() {
    return downwards;
  }

  /** Writes the step p from θ with gradient g. */
  void solve(Curvature curvature, double[] theta, double[] g, double[] p) {
    for (int i = 0; i < g.length; i++) {
      p[i] = 0;
      r[i] = g[i];
      d[i] = -g[i];
    }
    double squared = dot(r, r);
    double length = Math.sqrt(squared);
    double enough = Math.min(common.forcing(), Math.sqrt(length)) * length;
    products = 0;
    downwards = false;
    while (products < common.maximumProducts()) {
      multiply(curvature, theta);
      products++;
      double bend = dot(d, bd);
      if (bend <= 0) {
        downwards = true;
        break;
      }
      double alpha = squared / bend;
      add(alpha, d, p);
      add(alpha, bd, r);
      double next = dot(r, r);
      if (!(Math.sqrt(next) > enough)) {
        break;
      }
      double beta = next / squared;
      for (int i = 0; i < d.length; i++) {
        d[i] = beta * d[i] - r[i];
      }
      squared = next;
    }
    if (downwards && products == 1) {
      for (int i = 0; i < g.length; i++) {
        p[i] = -g[i];
      }
    }
  }

  private void multiply(Curvature curvature, double[] theta) {
    if (common.gaussNewton()) {
      curvature.gaussNewtonTimes(theta, d, bd);
    } else {
      curvature.hessianTimes(theta, d, bd);
    }
    add(common.damping(), d, bd);
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** {@code y ← y + a·x}. */
  private static void add(double a, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += a * x[i];
    }
  }
}
