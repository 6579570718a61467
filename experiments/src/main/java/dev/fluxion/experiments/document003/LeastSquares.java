package dev.fluxion.experiments.document003;

/**
 * Least squares for lines and for the peaks of densities.
 *
 * <p>Formulas: slope {@code Σ(x - x̄)(y - ȳ) / Σ(x - x̄)²}; peak {@code -b/2a} of {@code log p ≈
 * ax² + bx + c}.
 */
final class LeastSquares {
  private LeastSquares() {}

  /** The slope of log y against log x: the order of a power law. */
  static double order(double[] x, double[] y) {
    double[] lx = new double[x.length];
    double[] ly = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      lx[i] = StrictMath.log(x[i]);
      ly[i] = StrictMath.log(y[i]);
    }
    return slope(lx, ly);
  }

  /** The slope of y against x. */
  static double slope(double[] x, double[] y) {
    double mx = mean(x);
    double my = mean(y);
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mx) * (y[i] - my);
      xx += (x[i] - mx) * (x[i] - mx);
    }
    return xy / xx;
  }

  /** Where a density is largest, by a parabola through its logarithm near its maximum. */
  static double peak(double[] x, double[] density, double share) {
    double top = 0;
    for (double d : density) {
      top = Math.max(top, d);
    }
    int count = 0;
    double middle = 0;
    for (int i = 0; i < x.length; i++) {
      if (density[i] >= share * top) {
        middle += x[i];
        count++;
      }
    }
    middle /= count;
    double[] s = new double[5]; // Σuᵏ
    double[] t = new double[3]; // Σuᵏ·log p
    for (int i = 0; i < x.length; i++) {
      if (density[i] >= share * top) {
        double u = x[i] - middle;
        double log = StrictMath.log(density[i]);
        double power = 1;
        for (int k = 0; k < 5; k++) {
          s[k] += power;
          if (k < 3) {
            t[k] += power * log;
          }
          power *= u;
        }
      }
    }
    double whole = determinant(s[0], s[1], s[2], s[1], s[2], s[3], s[2], s[3], s[4]);
    double b = determinant(s[0], t[0], s[2], s[1], t[1], s[3], s[2], t[2], s[4]) / whole;
    double a = determinant(s[0], s[1], t[0], s[1], s[2], t[1], s[2], s[3], t[2]) / whole;
    return count < 3 ? middle : middle - b / (2 * a);
  }

  private static double determinant(
      double a, double b, double c, double d, double e, double f, double g, double h, double i) {
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each;
    }
    return sum / x.length;
  }
}
