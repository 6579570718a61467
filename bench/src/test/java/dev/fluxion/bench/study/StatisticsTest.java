package dev.fluxion.bench.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static Block block(int round, double ns) {
    return new Block(0, round, new double[] {ns});
  }

  @Test
  void medianAndBestAreOfAllSamples() {
    List<Block> blocks =
        List.of(new Block(0, 0, new double[] {5, 1, 9}), new Block(1, 0, new double[] {3, 7}));
    assertEquals(5, Statistics.median(blocks));
    assertEquals(1, Statistics.best(blocks));
  }

  @Test
  void theIntervalIsStudents() {
    double e = StrictMath.E;
    Interval time = Statistics.time(List.of(block(0, 1), block(1, e), block(2, e * e)));
    assertEquals(e, time.center(), 1e-12);
    double half = 4.302652729911275 / StrictMath.sqrt(3); // t(2) at 97.5 %, deviation 1
    assertEquals(StrictMath.exp(1 + half), time.high(), 1e-6 * time.high());
    assertEquals(StrictMath.exp(1 - half), time.low(), 1e-6);
  }

  @Test
  void whatShakesBothColumnsCancelsInTheirRatio() {
    Interval ratio = Statistics.ratio(Synthetic.blocks(200, 0.001), Synthetic.blocks(100, -0.001));
    assertEquals(2, ratio.center(), 0.01);
    assertTrue(ratio.low() > 1.99 && ratio.high() < 2.01, ratio.toString());
    Interval unpaired =
        Statistics.unpairedRatio(Synthetic.blocks(200, 0.001), Synthetic.blocks(100, -0.001));
    assertEquals(2, unpaired.center(), 0.01);
    assertTrue(unpaired.low() < 1.7, unpaired.toString());
  }

  @Test
  void equalColumnsDifferInNothing() {
    assertTrue(
        Statistics.ratio(Synthetic.blocks(100, 0.01), Synthetic.blocks(100, -0.01)).holdsOne());
    assertFalse(new Interval(2, 1.5, 3).holdsOne());
    assertFalse(new Interval(0.5, 0.4, 0.6).holdsOne());
  }

  @Test
  void oneBlockProvesNothing() {
    Interval ratio = Statistics.ratio(List.of(block(0, 900)), List.of(block(0, 1)));
    assertEquals(900, ratio.center(), 1e-9);
    assertTrue(ratio.holdsOne());
    assertTrue(Statistics.ratio(List.of(), List.of(block(0, 1))).holdsOne());
    assertTrue(Statistics.unpairedRatio(List.of(block(0, 9)), List.of(block(0, 1))).holdsOne());
  }
}
