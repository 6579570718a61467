package dev.fluxion.experiments.probe;

import java.util.Arrays;
import java.util.Map;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * The smallest loss seen so far, over many runs: {@code low}, {@code median} and {@code high}, its
 * quantiles 0.1, 0.5 and 0.9, at each {@code iteration} of some that are about log-spaced.
 */
final class BestSoFar {
  private static final int POINTS = 60;
  private static final double LARGEST = 1e300; // in the place of ∞, which has no quantiles

  private final int[] iterations;
  private final double[][] smallest;

  BestSoFar(int runs, int steps) {
    iterations = iterations(steps);
    smallest = new double[iterations.length][runs];
  }

  /** The losses of a run, from that of its start to that behind the last step. */
  void add(int run, double[] loss) {
    double best = Double.POSITIVE_INFINITY;
    int at = 0;
    for (int k = 0; k < loss.length; k++) {
      best = loss[k] < best ? loss[k] : best; // passes over NaN
      if (k == iterations[at]) {
        smallest[at++][run] = best;
      }
    }
  }

  void putInto(Map<String, double[]> measured) {
    measured.put("iteration", Arrays.stream(iterations).asDoubleStream().toArray());
    measured.put("low", quantile(10));
    measured.put("median", quantile(50));
    measured.put("high", quantile(90));
  }

  /** 0, 1, 2, … in about equal ratios up to the last. */
  private static int[] iterations(int steps) {
    int[] points = new int[POINTS + 1];
    int count = 0;
    for (int i = 0; i <= POINTS; i++) {
      int k = (int) Math.rint(StrictMath.expm1(StrictMath.log1p(steps) * i / POINTS));
      if (count == 0 || k > points[count - 1]) {
        points[count++] = k;
      }
    }
    return Arrays.copyOf(points, count);
  }

  private double[] quantile(double percent) {
    return Arrays.stream(smallest)
        .mapToDouble(
            row -> {
              double[] finite = Arrays.stream(row).map(x -> Math.min(x, LARGEST)).toArray();
              return new Percentile(percent).evaluate(finite);
            })
        .toArray();
  }
}
