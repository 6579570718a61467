package dev.fluxion.problems;

import dev.fluxion.autodiff.random.RandomKey;

/**
 * Where a problem is usually studied, and where random starts are drawn from.
 *
 * <p>Formula: {@code low ≤ xᵢ ≤ high} for all i. Problems are defined outside of it too, but their
 * minimum is known inside only.
 *
 * @param low the smallest coordinate
 * @param high the largest coordinate
 */
public record Domain(double low, double high) {
  public Domain {
    if (!(low < high)) {
      throw new IllegalArgumentException("domain from " + low + " to " + high + " is empty");
    }
  }

  /** {@code |xᵢ| ≤ radius}. */
  public static Domain within(double radius) {
    return new Domain(-radius, radius);
  }

  /** A uniformly random point of n coordinates. */
  public double[] random(RandomKey key, int n) {
    double[] point = new double[n];
    key.uniforms(0, 0, n, low, high, point, 0);
    return point;
  }

  /** Whether a point is inside. */
  public boolean contains(double... point) {
    for (double x : point) {
      if (!(low <= x && x <= high)) {
        return false;
      }
    }
    return true;
  }
}
