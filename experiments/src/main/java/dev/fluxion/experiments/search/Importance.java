package dev.fluxion.experiments.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each hyperparameter has to do with a trial being one of the best tenth.
 *
 * <p>Formula: {@code Σ_b p(b)·(q(b)/p(b) - 1)²} for each dimension by itself, divided by the sum
 * over dimensions; p is the density of all trials and q that of the best tenth, over at most 50
 * parts b of the range. Both are smoothed by Gaussians of the width {@code 1.059·min(s,
 * IQR/1.34)·n^(-1/5)} parts (Scott's rule), at least 0.3, and have one more point spread evenly.
 *
 * <p>Source: S. Watanabe, A. Bansal, F. Hutter, «PED-ANOVA: Efficiently Quantifying Hyperparameter
 * Importance in Arbitrary Subspaces», 2023, with the numbers of Optuna's evaluator.
 *
 * <p>Pruned trials are left out. The even point stands for Optuna's very wide Gaussian.
 */
public final class Importance {
  private static final int PARTS = 50;
  private static final double NARROWEST = 0.5 / 1.64;

  private Importance() {}

  /** The shares of the varying dimensions, by name, in their order; equal if there is no sign. */
  public static Map<String, Double> of(Space space, List<Trial> trials) {
    History history = new History(space, trials.stream().filter(t -> !t.pruned()).toList());
    int n = history.size();
    int[] ranking = history.ranking();
    int[] best = Arrays.copyOf(ranking, Math.min(n, Math.max(2, (n + 9) / 10)));
    List<Dimension> varying = space.varying();
    double[] divergence = new double[varying.size()];
    double sum = 0;
    for (int j = 0; j < divergence.length && n > 0; j++) {
      Dimension dimension = varying.get(j);
      double[] q = density(dimension, history.coordinate(j, best));
      double[] p = density(dimension, history.coordinate(j, ranking));
      for (int b = 0; b < p.length; b++) {
        divergence[j] += (q[b] - p[b]) * (q[b] - p[b]) / p[b];
      }
      sum += divergence[j];
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int j = 0; j < divergence.length; j++) {
      shares.put(varying.get(j).name(), sum > 0 ? divergence[j] / sum : 1.0 / divergence.length);
    }
    return shares;
  }

  private static double[] density(Dimension dimension, double[] points) {
    int parts = dimension.count() == 0 ? PARTS : Math.min(PARTS, dimension.count());
    boolean ordered = !(dimension instanceof Dimension.Choice);
    if (!ordered) {
      parts = dimension.count();
    }
    int n = points.length;
    double[] place = new double[n];
    for (int i = 0; i < n; i++) {
      place[i] = Dimension.part(points[i], parts);
    }
    double width = ordered ? width(place) : 0;
    double[] density = new double[parts];
    Arrays.fill(density, 1.0 / parts / (n + 1));
    double[] kernel = new double[parts];
    for (double center : place) {
      double mass = 0;
      for (int b = 0; b < parts; b++) {
        double z = (b - center) / width;
        kernel[b] = ordered ? StrictMath.exp(-0.5 * z * z) : b == center ? 1 : 0;
        mass += kernel[b];
      }
      for (int b = 0; b < parts; b++) {
        density[b] += kernel[b] / mass / (n + 1);
      }
    }
    return density;
  }

  private static double width(double[] place) {
    int n = place.length;
    double[] sorted = place.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).sum() / n;
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, n - 1));
    double middle = (sorted[Math.min(n - 1, 3 * n / 4)] - sorted[n / 4]) / 1.34;
    double scott = 1.059 * Math.min(deviation, middle) * StrictMath.pow(n, -0.2);
    return Math.max(scott, NARROWEST);
  }
}
