package dev.fluxion.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final RandomKey KEY = RandomKey.of(1);

  @Test
  void theIntervalHoldsTheMedianAndShrinksWithMoreScores() {
    double[] few = normals(15);
    double[] many = normals(1500);
    Bootstrap.Interval wide = Bootstrap.median(few, KEY);
    Bootstrap.Interval narrow = Bootstrap.median(many, KEY);
    assertTrue(wide.low() <= wide.median() && wide.median() <= wide.high(), wide.toString());
    assertTrue(narrow.high() - narrow.low() < 0.3 * (wide.high() - wide.low()));
  }

  private static double[] normals(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = KEY.normal(0, i);
    }
    return x;
  }

  /**
   * For normal scores the interval is about ±1.96·1.2533/√n (the asymptotic deviation of a median);
   * 300 intervals of 95 % hold the true median 285 times, ±4 binomial deviations of 3.8.
   */
  @Test
  void theIntervalHoldsTheTrueMedianAsOftenAsItSays() {
    int held = 0;
    double[] x = new double[51];
    for (int repetition = 0; repetition < 300; repetition++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = KEY.normal(repetition, i);
      }
      Bootstrap.Interval interval = Bootstrap.median(x, 0.95, 500, KEY.split(repetition));
      held += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
    }
    assertTrue(held >= 270, "held: " + held);
  }

  @Test
  void theKeyDecidesAndTheOrderOfScoresDoesNot() {
    double[] scores = {5, 1, 4, 2, 3};
    double[] sorted = {1, 2, 3, 4, 5};
    assertEquals(Bootstrap.median(scores, KEY), Bootstrap.median(sorted, KEY));
  }

  @Test
  void manyDivergedRunsLeaveTheIntervalOpen() {
    double inf = Double.POSITIVE_INFINITY;
    Bootstrap.Interval interval = Bootstrap.median(new double[] {1, 2, 3, inf, inf}, KEY);
    assertEquals(3, interval.median());
    assertEquals(inf, interval.high());
    assertEquals(new Bootstrap.Interval(7, 7, 7), Bootstrap.median(new double[] {7}, KEY));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    double[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.median(new double[0], KEY));
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.median(one, 95, 10, KEY));
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.median(one, 0.9, 0, KEY));
  }
}
