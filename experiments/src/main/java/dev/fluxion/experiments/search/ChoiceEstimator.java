package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;

/**
 * Probabilities of K values without order, from observed ones.
 *
 * <p>Formula: {@code p(c) = Σᵢ wᵢ·(1/m + [c = cᵢ]) / (1 + K/m) + w/K} with m - 1 observations and
 * the weights of {@link ParzenEstimator}, the last of them that of the prior.
 *
 * <p>Source: as there.
 */
final class ChoiceEstimator implements Density {
  private final double[] probability;

  /** Of points in the order of their trials. */
  ChoiceEstimator(double[] points, int count) {
    int n = points.length;
    double[] weight = ParzenEstimator.weights(n);
    probability = new double[count];
    double share = 1.0 / (n + 1);
    for (int c = 0; c < count; c++) {
      double sum = weight[n] / count;
      for (int i = 0; i < n; i++) {
        double seen = Dimension.part(points[i], count) == c ? 1 : 0;
        sum += weight[i] * (share + seen) / (1 + count * share);
      }
      probability[c] = sum;
    }
  }

  @Override
  public double at(double u) {
    return probability[Dimension.part(u, probability.length)];
  }

  @Override
  public double sample(RandomKey key, int i) {
    double rest = key.uniform(0, i);
    int c = 0;
    while (c < probability.length - 1 && rest >= probability[c]) {
      rest -= probability[c++];
    }
    return (c + 0.5) / probability.length;
  }
}
