package dev.fluxion.problems.data;

import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * Brings features to mean 0 and variance 1, as measured on some rows only, those of training.
 * Images have one mean and variance for each channel; tokens stay as they are.
 *
 * <p>Formula: {@code x ← (x - m)/s}, {@code m = Σx/n}, {@code s² = Σ(x - m)²/n} in double; s = 1
 * where all x are equal.
 */
public final class Standardization {
  private final int group;
  private final double[] means;
  private final double[] deviations;

  private Standardization(int group, double[] means, double[] deviations) {
    this.group = group;
    this.means = means;
    this.deviations = deviations;
  }

  /** Measures some rows. */
  public static Standardization of(Dataset data, ImmutableIntList rows) {
    int size = data.sample().size();
    int group = data.sample().rank() == 3 ? size / data.sample().extent(0) : 1;
    double[] means = new double[size / group];
    double[] deviations = new double[size / group];
    double n = (double) rows.size() * group;
    for (int r = 0; r < rows.size(); r++) {
      for (int j = 0; j < size; j++) {
        means[j / group] += data.feature(rows.get(r), j);
      }
    }
    for (int g = 0; g < means.length; g++) {
      means[g] /= n;
    }
    for (int r = 0; r < rows.size(); r++) {
      for (int j = 0; j < size; j++) {
        double difference = data.feature(rows.get(r), j) - means[j / group];
        deviations[j / group] += difference * difference;
      }
    }
    for (int g = 0; g < means.length; g++) {
      deviations[g] = Math.sqrt(deviations[g] / n);
      // a constant's mean may be off by rounding, and so its deviation
      if (deviations[g] <= 1e-12 * Math.abs(means[g])) {
        deviations[g] = 1;
      }
    }
    return new Standardization(group, means, deviations);
  }

  /** The data with standardized features. */
  public Dataset apply(Dataset data) {
    if (data.tokens()) {
      return data;
    }
    float[] features = data.features();
    int size = data.sample().size();
    if (size != means.length * group) {
      throw new IllegalArgumentException(
          data.name() + " has " + size + " features, not " + means.length * group);
    }
    for (int i = 0; i < features.length; i++) {
      int g = i % size / group;
      features[i] = (float) ((features[i] - means[g]) / deviations[g]);
    }
    return data.withFeatures(features);
  }

  /** The mean m of a feature, or of a channel. */
  public double mean(int g) {
    return means[g];
  }

  /** The deviation s of a feature, or of a channel. */
  public double deviation(int g) {
    return deviations[g];
  }
}
