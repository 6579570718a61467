package dev.fluxion.autodiff.random;

/**
 * The standard normal distribution function, for tests.
 *
 * <p>Source: G. Marsaglia, «Evaluating the Normal Distribution», Journal of Statistical Software
 * 11, 2004: {@code Φ(x) = 1/2 + φ(x)(x + x³/3 + x⁵/(3·5) + …)}.
 */
final class Normal {
  private Normal() {}

  /** P(X ≤ x), to about 1e-15 in absolute error. */
  static double distribution(double x) {
    double sum = x;
    double term = x;
    for (int k = 3; sum + term != sum; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }
}
