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
  private static final int PART = 16; // Gaussians between two looks at the ratio

  private final double halfPart; // of k values; 0 for a continuum
  private final double[] mean;
  private final double[] width;
  private final double[] inverse; // of the widths
  private final double[] factor; // weight / (mass inside), and by √(2π)σ for a continuum
  private final double[] cumulative;

  /** Of points in the order of their trials; {@code count} is the dimension's number of values. */
  ParzenEstimator(double[] points, int count) {
    int n = points.length;
    halfPart = count == 0 || count > FINEST ? 0 : 0.5 / count;
    mean = Arrays.copyOf(points, n + 1);
    mean[n] = 0.5;
    width = widths(mean);
    inverse = new double[n + 1];
    factor = new double[n + 1];
    cumulative = new double[n + 1];
    double[] weight = weights(n);
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      sum += weight[i];
      cumulative[i] = sum;
      inverse[i] = 1 / width[i];
      double inside = normal((1 - mean[i]) / width[i]) - normal(-mean[i] / width[i]);
      double density = halfPart == 0 ? Math.sqrt(2 * Math.PI) * width[i] : 1;
      factor[i] = weight[i] / (inside * density);
    }
  }

  /** The distance to the farther neighbour, the prior being one of the points. */
  private static double[] widths(double[] mean) {
    int n = mean.length - 1;
    double[] sorted = mean.clone();
    Arrays.sort(sorted);
    double smallest = 1.0 / Math.min(FINEST, n + 2);
    double[] width = new double[n + 1];
    for (int i = 0; i < n; i++) {
      int at = Arrays.binarySearch(sorted, mean[i]); // equal points have the same width
      double left = at == 0 ? 0 : sorted[at] - sorted[at - 1];
      double right = at == n ? 0 : sorted[at + 1] - sorted[at];
      width[i] = Math.clamp(Math.max(left, right), smallest, 1);
    }
    width[n] = 1;
    return width;
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
    return halfPart == 0 ? density(u, 0, mean.length, 0) : mass(u);
  }

  /** Parts of the density only add up, so the ratio to a part is at least that to the whole. */
  @Override
  public double ratio(double numerator, double u, double bound) {
    if (halfPart != 0) {
      return numerator / mass(u);
    }
    double sum = 0;
    for (int i = 0; i < mean.length; i += PART) {
      sum = density(u, i, Math.min(i + PART, mean.length), sum);
      if (numerator / sum <= bound) {
        break;
      }
    }
    return numerator / sum;
  }

  /** A sum so far, and the Gaussians from one to before another. */
  private double density(double u, int from, int to, double before) {
    double sum = before;
    for (int i = from; i < to; i++) {
      double z = (u - mean[i]) * inverse[i];
      double exponent = -0.5 * z * z;
      if (exponent > FAR) {
        sum += factor[i] * DoubleExp.Scalar.exp(exponent);
      }
    }
    return sum;
  }

  private double mass(double u) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double left = (u - halfPart - mean[i]) * inverse[i];
      double right = (u + halfPart - mean[i]) * inverse[i];
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
