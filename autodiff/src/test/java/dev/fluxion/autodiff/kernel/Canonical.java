package dev.fluxion.autodiff.kernel;

/** The order that {@link CanonicalOrder} promises, as it is said there. */
final class Canonical {
  /** Adds the i-th term to a sum. */
  interface Step {
    double add(double sum, int i);
  }

  private Canonical() {}

  /** The sum of {@code n} terms in double. */
  static double sum(int n, Step step) {
    return sum(n, 32, 32, (sum, i) -> step.add(sum, i), false);
  }

  /** The sum of {@code n} terms in float: every intermediate result is one. */
  static float floatSum(int n, int partials, int group, Step step) {
    return (float) sum(n, partials, group, step, true);
  }

  private static double sum(int n, int partials, int group, Step step, boolean round) {
    double[] p = new double[partials];
    int grouped = n / group * group;
    for (int i = 0; i < grouped; i++) {
      p[i % partials] = rounded(step.add(p[i % partials], i), round);
    }
    for (int half = partials / 2; half >= 8; half /= 2) {
      for (int j = 0; j < half; j++) {
        p[j] = rounded(p[j] + p[j + half], round);
      }
    }
    for (int width = 1; width <= 4; width *= 2) {
      for (int j = 0; j < 8; j += 2 * width) {
        p[j] = rounded(p[j] + p[j + width], round);
      }
    }
    double rest = 0;
    for (int i = grouped; i < n; i++) {
      rest = rounded(step.add(rest, i), round);
    }
    return rounded(p[0] + rest, round);
  }

  private static double rounded(double x, boolean round) {
    return round ? (float) x : x;
  }
}
