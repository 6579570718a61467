package dev.fluxion.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void divergenceIsWorseThanAnyNumber() {
    assertEquals(INF, Scores.of(Double.NaN));
    assertEquals(2, Scores.median(1, 2, INF));
    assertEquals(2, Scores.median(Double.NaN, 2, 1));
    assertEquals(INF, Scores.median(1, 2, INF, INF));
    assertEquals(INF, Scores.median(1, Double.NaN, INF));
  }

  @Test
  void theMedianOfAnEvenNumberLiesInTheMiddle() {
    assertEquals(2.5, Scores.median(4, 1, 3, 2));
    assertEquals(Double.MAX_VALUE, Scores.median(Double.MAX_VALUE, Double.MAX_VALUE));
    assertEquals(Double.NaN, Scores.median());
  }
}
