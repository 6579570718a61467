package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Sobol's sequence, which fills the unit cube more evenly than random points, shifted as a whole by
 * the key.
 *
 * <p>Formula: {@code uᵢⱼ = frac(sᵢⱼ + shiftⱼ)}.
 *
 * <p>Source: I. Sobol, «On the distribution of points in a cube and the approximate evaluation of
 * integrals», 1967; R. Cranley, T. Patterson, «Randomization of number theoretic methods for
 * multiple integration», 1976 (the shift). The sequence is Hipparchus'.
 */
public record SobolSampler() implements Sampler {
  @Override
  public String text() {
    return "sobol";
  }

  @Override
  public double[][] propose(Space space, History history, int count, RandomKey key) {
    int n = space.varying().size();
    double[] shift = new double[n];
    for (int j = 0; j < n; j++) {
      shift[j] = key.split("sobol").uniform(0, j);
    }
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(n);
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      int index = history.size() + i;
      points[i] = i == 0 && index > 0 ? sequence.skipTo(index) : sequence.nextVector();
      for (int j = 0; j < n; j++) {
        double moved = points[i][j] + shift[j];
        points[i][j] = moved >= 1 ? moved - 1 : moved;
      }
    }
    return points;
  }
}
