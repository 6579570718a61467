package dev.fluxion.experiments.document003;

import dev.fluxion.experiments.Evidence;
import java.util.Arrays;

/** Numbers of recorded series. */
final class Series {
  private Series() {}

  static double largest(double[] x) {
    return Arrays.stream(x).max().orElse(Double.NaN);
  }

  static double smallest(double[] x) {
    return Arrays.stream(x).min().orElse(Double.NaN);
  }

  static double mean(double[] x) {
    return Arrays.stream(x).average().orElse(Double.NaN);
  }

  /** Whether each is smaller than the one before. */
  static boolean falls(double... x) {
    for (int i = 0; i + 1 < x.length; i++) {
      if (!(x[i + 1] < x[i])) {
        return false;
      }
    }
    return true;
  }

  /** A measured series of a run. */
  static double[] all(Evidence e, String run, String name) {
    return e.run(run).measured().get(name);
  }

  /** A measured number of a run. */
  static double one(Evidence e, String run, String name) {
    return all(e, run, name)[0];
  }
}
