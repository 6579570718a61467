package dev.fluxion.experiments.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.TreeSet;

/** Makes series short enough to be drawn, without losing their peaks. */
public final class Thinning {
  private static final int DIGITS = 6;
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private Thinning() {}

  /**
   * The indices to keep of series that belong together: the first, the last, and of every bucket
   * where each series is smallest and largest. A bucket also keeps its first number that is not
   * finite, so that a gap stays a gap.
   *
   * @param limit about how many indices may be kept; a series up to that long is kept whole
   * @param series one or more series of the same length
   */
  public static int[] indices(int limit, double[]... series) {
    int length = series[0].length;
    TreeSet<Integer> kept = new TreeSet<>();
    int buckets = length <= limit ? length : Math.max(1, limit / (2 * series.length));
    for (int b = 0; b < buckets; b++) {
      int from = (int) ((long) length * b / buckets);
      int to = (int) ((long) length * (b + 1) / buckets);
      for (double[] values : series) {
        keepExtremes(values, from, to, kept);
      }
    }
    if (length > 0) {
      kept.add(0);
      kept.add(length - 1);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void keepExtremes(double[] values, int from, int to, TreeSet<Integer> kept) {
    int low = -1;
    int high = -1;
    int gap = -1;
    for (int i = from; i < to; i++) {
      if (!Double.isFinite(values[i])) {
        gap = gap < 0 ? i : gap;
      } else {
        low = low < 0 || values[i] < values[low] ? i : low;
        high = high < 0 || values[i] > values[high] ? i : high;
      }
    }
    for (int i : new int[] {low, high, gap}) {
      if (i >= 0) {
        kept.add(i);
      }
    }
  }

  /** The numbers at some indices, to six significant digits: enough for drawing. */
  public static double[] rounded(double[] values, int[] indices) {
    double[] rounded = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      double x = values[indices[i]];
      rounded[i] = round(x);
    }
    return rounded;
  }

  private static double round(double x) {
    if (!Double.isFinite(x) || x == 0) {
      return x;
    }
    int places = DIGITS - 1 - (int) Math.floor(StrictMath.log10(Math.abs(x)));
    if (Math.abs(places) < POWERS.length) { // powers of ten that are doubles: one rounding more
      double power = POWERS[Math.abs(places)];
      return places < 0 ? Math.rint(x / power) * power : Math.rint(x * power) / power;
    }
    return new BigDecimal(x).round(new MathContext(DIGITS)).doubleValue();
  }
}
