package dev.fluxion.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankTestsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Of the 2⁶ equally likely signs, 2 are as one-sided as six of one kind. */
  @Test
  void wilcoxonIsExactForFewPairs() {
    double[] left = {1, 2, 3, 4, 5, 6};
    double[] right = {2, 4, 6, 8, 10, 12};
    assertEquals(2.0 / 64, RankTests.wilcoxon(left, right), 1e-15);
    assertEquals(2.0 / 64, RankTests.wilcoxon(right, left), 1e-15);
  }

  /** Of the 70 ways to choose 4 of 8, 2 are as one-sided as 1234 | 5678. */
  @Test
  void mannWhitneyIsExactForFewScores() {
    double[] left = {1, 2, 3, 4};
    double[] right = {5, 6, 7, 8};
    assertEquals(2.0 / 70, RankTests.mannWhitney(left, right), 1e-12);
  }

  @Test
  void divergedRunsAreRankedLast() {
    double[] good = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] bad = {INF, INF, INF, INF, INF, INF, INF, INF, INF, Double.NaN};
    assertTrue(RankTests.mannWhitney(good, bad) < 0.001);
    assertTrue(RankTests.wilcoxon(good, bad) < 0.01);
    assertEquals(1, RankTests.mannWhitney(bad, bad));
    assertEquals(1, RankTests.wilcoxon(bad, bad));
  }

  @Test
  void equalScoresSayNothing() {
    double[] same = {3, 3, 3};
    assertEquals(1, RankTests.wilcoxon(same, same));
    assertEquals(1, RankTests.mannWhitney(same, same));
    assertThrows(
        IllegalArgumentException.class, () -> RankTests.wilcoxon(same, new double[] {1, 2}));
  }

  /** Only ranks matter: scores may be of any size. */
  @Test
  void mannWhitneyKeepsUnderMonotoneMaps() {
    double[] left = {0.5, 7, 3, 12, 1};
    double[] right = {4, 9, 20, 8, 15, 2};
    double[] a = IntStream.range(0, 5).mapToDouble(i -> StrictMath.exp(left[i])).toArray();
    double[] b = IntStream.range(0, 6).mapToDouble(i -> StrictMath.exp(right[i])).toArray();
    assertEquals(RankTests.mannWhitney(left, right), RankTests.mannWhitney(a, b));
  }

  /** 0.01·4, 0.03·2 and 0.04·3 under a maximum that runs along: the example of Holm's procedure. */
  @Test
  void holmCorrectsStepByStep() {
    assertArrayEquals(
        new double[] {0.04, 0.09, 0.09, 0.09}, Holm.correct(0.01, 0.04, 0.03, 0.05), 1e-15);
    assertArrayEquals(new double[] {1, 1}, Holm.correct(0.6, 0.9));
    assertArrayEquals(new double[] {}, Holm.correct());
    assertThrows(IllegalArgumentException.class, () -> Holm.correct(0.5, Double.NaN));
  }
}
