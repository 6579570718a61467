package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.kernel.DoubleExp;
import dev.fluxion.autodiff.kernel.Erf;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;

/**
 * A density on the unit interval from points in it: a mixture of truncated Gaussians, one for each
 * point and a wide one for what was known before.
 *
 * <p>Formula: {@code p(u) = Σᵢ wᵢ·φ((u - μᵢ)/σᵢ) / (σᵢZᵢ)}, where Zᵢ is the part of the Gaussian
 * inside. σᵢ is the larger distance to the two neighbours (at the ends, to the only one), at least
 * {@code 1/min(100, n+2)} and at most 1; the prior has μ = ½, σ = 1. The newest 25 points and the
 * prior weigh 1, older ones less and less, down to 1/n. Of k values, each has the mass of its part
 * of the interval.
 *
 * <p>Source: J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl, «Algorithms for Hyper-Parameter
 * Optimization», 2011, §4; widths and weights as the documentation of Optuna's TPESampler has them.
 *
 * <p>Where there are more than 100 values in the interval they count as a continuum. Gaussians more
 * than seven σ away are left out: relative to the prior they are below 1e-6.
 */
final class ParzenEstimator implements Density {
  /** Number of points with full weight. */
  private static final int NEWEST = 25;

  private static final int FINEST = 100; // of widths
  private static final double FAR = -25; // exponent of Gaussians left out
  private static final int TRIES = 64;
  private static final int BLOCK = 16;

  private final double halfPart; // of k values; 0 for a continuum
  private final double[] mean;
  private final double[] width;
  private final double[] cumulative; // weights
  // The Gaussians from left to right, in blocks of neighbours:
  private final double[] center;
  private final double[] inverse; // of the widths
  private final double[] factor; // weight / (mass inside), and by √(2π)σ for a continuum
  private final double[] from; // where a Gaussian of a block begins to count
  private final double[] to;

  /** Of points in the order of their trials; {@code count} is the dimension's number of values. */
  ParzenEstimator(double[] points, int count) {
    int n = points.length;
    halfPart = count == 0 || count > FINEST ? 0 : 0.5 / count;
    mean = Arrays.copyOf(points, n + 1);
    mean[n] = 0.5;
    center = mean.clone();
    Arrays.sort(center);
    width = new double[n + 1];
    inverse = new double[n + 1];
    factor = new double[n + 1];
    cumulative = new double[n + 1];
    from = new double[n / BLOCK + 1];
    to = new double[n / BLOCK + 1];
    Arrays.fill(from, 1);
    double reach = Math.sqrt(-2 * FAR);
    double[] weight = weights(n);
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      int at = Arrays.binarySearch(center, mean[i]);
      width[i] = i == n ? 1 : width(at);
      sum += weight[i];
      cumulative[i] = sum;
      double inside = normal((1 - mean[i]) / width[i]) - normal(-mean[i] / width[i]);
      double density = halfPart == 0 ? Math.sqrt(2 * Math.PI) * width[i] : 1;
      int place = free(at);
      inverse[place] = 1 / width[i];
      factor[place] = weight[i] / (inside * density);
      int block = place / BLOCK;
      from[block] = Math.min(from[block], mean[i] - reach * width[i]);
      to[block] = Math.max(to[block], mean[i] + reach * width[i]);
    }
  }

  /** The distance to the farther neighbour, the prior being one of the points. */
  private double width(int at) {
    int n = center.length - 1;
    double left = at == 0 ? 0 : center[at] - center[at - 1];
    double right = at == n ? 0 : center[at + 1] - center[at];
    return Math.clamp(Math.max(left, right), 1.0 / Math.min(FINEST, n + 2), 1);
  }

  /** The first place of equal points that is not taken yet. */
  private int free(int at) {
    int place = at;
    while (place > 0 && center[place - 1] == center[at]) {
      place--;
    }
    while (factor[place] != 0) {
      place++;
    }
    return place;
  }

  /** The newest points and the prior weigh 1, older ones from 1/n up. Their sum is 1. */
  static double[] weights(int n) {
    double[] weight = new double[n + 1];
    int old = Math.max(0, n - NEWEST);
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double ramp = old < 2 ? 0 : (double) i / (old - 1);
      weight[i] = i < old ? 1.0 / n + ramp * (1 - 1.0 / n) : 1;
      sum += weight[i];
    }
    for (int i = 0; i <= n; i++) {
      weight[i] /= sum;
    }
    return weight;
  }

  @Override
  public double at(double u) {
    return halfPart == 0 ? density(u, 1, 0) : mass(u);
  }

  @Override
  public double ratio(double numerator, double u, double bound) {
    return numerator / (halfPart == 0 ? density(u, numerator, bound) : mass(u));
  }

  /**
   * The density, or as much of it as is needed for a ratio that is not above a bound: blocks only
   * add up, so the ratio to some is at least that to all.
   */
  private double density(double u, double numerator, double bound) {
    double sum = 0;
    for (int block = 0; block < from.length; block++) {
      if (u > from[block] && u < to[block]) {
        sum += block(u, block * BLOCK, Math.min((block + 1) * BLOCK, center.length));
        if (numerator / sum <= bound) {
          break;
        }
      }
    }
    return sum;
  }

  private double block(double u, int first, int end) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      double z = (u - center[i]) * inverse[i];
      double exponent = -0.5 * z * z;
      if (exponent > FAR) {
        sum += factor[i] * DoubleExp.Scalar.exp(exponent);
      }
    }
    return sum;
  }

  private double mass(double u) {
    double sum = 0;
    for (int i = 0; i < center.length; i++) {
      double left = (u - halfPart - center[i]) * inverse[i];
      double right = (u + halfPart - center[i]) * inverse[i];
      sum += factor[i] * (normal(right) - normal(left));
    }
    return sum;
  }

  @Override
  public double sample(RandomKey key, int i) {
    int chosen = Arrays.binarySearch(cumulative, key.uniform(0, i) * cumulative[mean.length - 1]);
    int k = Math.min(chosen < 0 ? -chosen - 1 : chosen, mean.length - 1);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      double u = mean[k] + width[k] * key.normal(attempt, i);
      if (u > 0 && u < 1) {
        return halfPart == 0 ? u : middle(u);
      }
    }
    return mean[k]; // at least a third lies inside: the chance of this is below 1e-11
  }

  private double middle(double u) {
    int count = (int) Math.rint(0.5 / halfPart);
    return (Dimension.part(u, count) + 0.5) / count;
  }

  /** The normal distribution function; its error is that of a float. */
  private static double normal(double z) {
    return 0.5 + 0.5 * Erf.Scalar.erf((float) (z * Math.sqrt(0.5)));
  }
}
