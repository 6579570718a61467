package dev.fluxion.experiments.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;

/**
 * Whether one method's scores are smaller than another's, by ranks: neither the scale of losses nor
 * how far a run diverged matters. The tests are Hipparchus'; an infinite score counts as the
 * largest number. All p-values are two-sided; where all scores are equal they are 1.
 */
public final class RankTests {
  /** Up to so many pairs without ties, all signs are tried. */
  private static final int EXACT = 12;

  private RankTests() {}

  /**
   * Mann-Whitney test of two independent samples.
   *
   * <p>Source: H. Mann, D. Whitney, «On a Test of Whether one of Two Random Variables is
   * Stochastically Larger than the Other», 1947.
   */
  public static double mannWhitney(double[] left, double[] right) {
    return valid(new MannWhitneyUTest().mannWhitneyUTest(finite(left), finite(right)));
  }

  /**
   * Wilcoxon's signed-rank test of pairs, such as two methods from the same starts. Equal pairs are
   * left out.
   *
   * <p>Source: F. Wilcoxon, «Individual Comparisons by Ranking Methods», 1945.
   */
  public static double wilcoxon(double[] left, double[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "pairs are needed, but there are " + left.length + " and " + right.length + " scores");
    }
    double[] a = finite(left);
    double[] b = finite(right);
    int[] different = IntStream.range(0, a.length).filter(i -> a[i] != b[i]).toArray();
    if (different.length == 0) {
      return 1;
    }
    double[] x = Arrays.stream(different).mapToDouble(i -> a[i]).toArray();
    double[] y = Arrays.stream(different).mapToDouble(i -> b[i]).toArray();
    boolean exact = x.length <= EXACT && differences(x, y) == x.length;
    return valid(new WilcoxonSignedRankTest().wilcoxonSignedRankTest(x, y, exact));
  }

  /** How many magnitudes of differences there are. */
  private static long differences(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> Math.abs(x[i] - y[i])).distinct().count();
  }

  private static double valid(double p) {
    return Double.isNaN(p) ? 1 : Math.clamp(p, 0, 1);
  }

  private static double[] finite(double[] scores) {
    return Arrays.stream(scores)
        .map(x -> Math.clamp(Scores.of(x), -Double.MAX_VALUE, Double.MAX_VALUE))
        .toArray();
  }
}
