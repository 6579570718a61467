package dev.fluxion.experiments.statistics;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Several methods with one score each per run, the runs being the same for all: same seed, same
 * start, same budget.
 *
 * <pre>{@code
 * Comparison comparison =
 *     Comparison.of(List.of("adam", "sgd"), new double[][] {{1, 2, 3}, {4, 5, 6}}, RandomKey.of(0));
 * comparison.rows().forEach(System.out::println);
 * }</pre>
 *
 * @param rows the methods, that with the smallest median first
 * @param pairs all pairs of methods, in the order of the rows
 */
public record Comparison(List<Row> rows, List<Pair> pairs) {
  /**
   * One method.
   *
   * @param method its name
   * @param median the median and its interval with 95 % confidence
   * @param wins number of runs in which no other method has a smaller score
   * @param diverged number of runs without a finite score
   * @param scores the scores, by run
   */
  public record Row(
      String method, Bootstrap.Interval median, int wins, int diverged, double[] scores) {}

  /**
   * Two methods.
   *
   * @param left the one with the smaller median
   * @param right the other
   * @param wins number of runs in which left has the smaller score
   * @param losses number of runs in which right has
   * @param mannWhitney p-value of the Mann-Whitney test, corrected after Holm over all pairs
   * @param wilcoxon p-value of Wilcoxon's test of the pairs, corrected likewise
   */
  public record Pair(
      String left, String right, int wins, int losses, double mannWhitney, double wilcoxon) {}

  public Comparison {
    rows = List.copyOf(rows);
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares.
   *
   * @param methods their names
   * @param scores by method and run, the smaller the better; NaN or infinite for a run that
   *     diverged
   * @param key random numbers of the intervals
   */
  public static Comparison of(List<String> methods, double[][] scores, RandomKey key) {
    requireTable(methods, scores);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      double[] own = Arrays.stream(scores[i]).map(Scores::of).toArray();
      rows.add(
          new Row(
              methods.get(i),
              Bootstrap.median(own, key.split(methods.get(i))),
              wins(i, scores),
              (int) Arrays.stream(own).filter(Double::isInfinite).count(),
              own));
    }
    rows.sort(Comparator.comparingDouble(row -> row.median().median()));
    return new Comparison(rows, pairs(rows));
  }

  private static void requireTable(List<String> methods, double[][] scores) {
    if (methods.isEmpty() || methods.size() != scores.length || scores[0].length == 0) {
      throw new IllegalArgumentException(
          "a comparison needs methods, each with at least one score; there are "
              + methods.size()
              + " methods and "
              + scores.length
              + " rows of scores");
    }
    if (methods.stream().distinct().count() < methods.size()) {
      throw new IllegalArgumentException("a method stands twice in " + methods);
    }
    for (int i = 0; i < scores.length; i++) {
      if (scores[i].length != scores[0].length) {
        throw new IllegalArgumentException(
            methods.get(i)
                + " has "
                + scores[i].length
                + " scores, but "
                + methods.getFirst()
                + " has "
                + scores[0].length);
      }
    }
  }

  private static int wins(int method, double[][] scores) {
    int wins = 0;
    for (int run = 0; run < scores[method].length; run++) {
      double own = Scores.of(scores[method][run]);
      boolean best = own < Double.POSITIVE_INFINITY;
      for (double[] other : scores) {
        best &= own <= Scores.of(other[run]);
      }
      wins += best ? 1 : 0;
    }
    return wins;
  }

  private static List<Pair> pairs(List<Row> rows) {
    List<int[]> indices = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = i + 1; j < rows.size(); j++) {
        indices.add(new int[] {i, j});
      }
    }
    double[] mannWhitney =
        Holm.correct(
            indices.stream()
                .mapToDouble(
                    p -> RankTests.mannWhitney(rows.get(p[0]).scores(), rows.get(p[1]).scores()))
                .toArray());
    double[] wilcoxon =
        Holm.correct(
            indices.stream()
                .mapToDouble(
                    p -> RankTests.wilcoxon(rows.get(p[0]).scores(), rows.get(p[1]).scores()))
                .toArray());
    List<Pair> pairs = new ArrayList<>();
    for (int k = 0; k < indices.size(); k++) {
      Row left = rows.get(indices.get(k)[0]);
      Row right = rows.get(indices.get(k)[1]);
      pairs.add(
          new Pair(
              left.method(),
              right.method(),
              smaller(left.scores(), right.scores()),
              smaller(right.scores(), left.scores()),
              mannWhitney[k],
              wilcoxon[k]));
    }
    return pairs;
  }

  private static int smaller(double[] left, double[] right) {
    int count = 0;
    for (int i = 0; i < left.length; i++) {
      if (left[i] < right[i]) {
        count++;
      }
    }
    return count;
  }
}
