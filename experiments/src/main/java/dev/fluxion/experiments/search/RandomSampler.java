package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;

/** Independent points, uniform in the unit cube. */
public record RandomSampler() implements Sampler {
  @Override
  public String text() {
    return "random";
  }

  @Override
  public double[][] propose(Space space, History history, int count, RandomKey key) {
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = point(space, history.size() + i, key);
    }
    return points;
  }

  /** The point of a trial. */
  static double[] point(Space space, int trial, RandomKey key) {
    double[] point = new double[space.varying().size()];
    RandomKey own = key.split("random");
    for (int j = 0; j < point.length; j++) {
      point[j] = own.uniform(trial, j);
    }
    return point;
  }
}
