package dev.fluxion.autodiff.check;

/**
 * Functions in double that {@link StrictMath} lacks: what {@link FunctionCheck} measures against.
 * Written for accuracy (relative error below 1e-13, tails included) and not for speed, and from
 * other formulas than the kernels.
 */
final class TrueFunctions {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;

  private TrueFunctions() {}

  /** {@code 1 / (1 + e⁻ˣ)}. */
  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** {@code ln(1 + eˣ)}. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** {@code x·sigmoid(x)}; its limit −0 far on the left. */
  static double silu(double x) {
    return x < -700 ? -0.0 : x * sigmoid(x);
  }

  /** {@code 1 / √x}. */
  static double rsqrt(double x) {
    return 1 / Math.sqrt(x);
  }

  /** {@code (2/√π)·∫₀ˣ exp(-t²) dt}. */
  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 2.5) {
      return TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) * series(x, 2 * x * x);
    }
    return Math.copySign(1 - 2 * normalTail(Math.min(a, 30) * Math.sqrt(2)), x);
  }

  /** {@code x·Φ(x)}, Φ the standard normal distribution function; its limit −0 far on the left. */
  static double gelu(double x) {
    double a = Math.abs(x);
    if (a < 2) {
      double fromZero = ONE_OVER_SQRT_TWO_PI * StrictMath.exp(-x * x / 2) * series(x, x * x);
      return x * (0.5 + fromZero);
    }
    double tail = normalTail(a);
    return x < 0 ? (a > 38 ? -0.0 : x * tail) : x * (1 - tail);
  }

  /** {@code x·sigmoid(2·√(2/π)·(x + 0.044715·x³))}. */
  static double geluTanh(double x) {
    return x < -30 ? -0.0 : x * sigmoid(2 * SQRT_TWO_OVER_PI * (x + 0.044715 * x * x * x));
  }

  /** {@code x·(1 + s/3 + s²/(3·5) + s³/(3·5·7) + …)}: all terms have one sign, nothing cancels. */
  private static double series(double x, double s) {
    double sum = 1;
    double term = 1;
    for (int k = 3; term > 1e-17 * sum; k += 2) {
      term *= s / k;
      sum += term;
    }
    return x * sum;
  }

  /**
   * {@code 1 - Φ(x)} for {@code x ≥ 2}, by Laplace's continued fraction {@code φ(x) / (x + 1/(x +
   * 2/(x + 3/(x + …))))}.
   */
  private static double normalTail(double x) {
    double fraction = x;
    for (int k = 20 + (int) (700 / (x * x)); k > 0; k--) {
      fraction = x + k / fraction;
    }
    return ONE_OVER_SQRT_TWO_PI * StrictMath.exp(-x * x / 2) / fraction;
  }
}
