package dev.fluxion.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RuntimesTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void theEcdfRisesAtEachRuntime() {
    RuntimeEcdf ecdf = new RuntimeEcdf(10, INF, 5, 10);
    assertEquals(0, ecdf.at(4.9));
    assertEquals(0.25, ecdf.at(5));
    assertEquals(0.75, ecdf.at(10));
    assertEquals(0.75, ecdf.at(INF));
    assertEquals(0.75, ecdf.reached());
    assertArrayEquals(new double[] {5, 10, 10}, ecdf.steps());
  }

  @Test
  void targetsAreEvenInTheLogarithm() {
    double[] targets = RuntimeEcdf.targets(1, 101, 1.01, 4);
    assertArrayEquals(new double[] {11, 2, 1.1, 1.01}, targets, 1e-12);
    assertThrows(IllegalArgumentException.class, () -> RuntimeEcdf.targets(1, 1, 1, 4));
  }

  /** The example: costs 1, 2, – and 2, 2, 4: the first is best at two, or at least not worse. */
  @Test
  void profilesCountWithinAFactorOfTheBest() {
    PerformanceProfile profile =
        new PerformanceProfile(new double[][] {{1, 2, INF, INF}, {2, 2, 4, INF}});
    assertEquals(0.5, profile.at(0, 1));
    assertEquals(0.5, profile.at(1, 1));
    assertEquals(0.75, profile.at(1, 2));
    assertEquals(0.5, profile.at(0, INF)); // what nobody solved counts for nobody
    assertEquals(0.75, profile.at(1, INF));
    assertArrayEquals(new double[] {1, 1, 2}, profile.steps(1));
  }

  @Test
  void aProfileNeedsACostOfEveryMethodAtEveryProblem() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new PerformanceProfile(new double[][] {{1, 2}, {1}}))
            .getMessage();
    assertTrue(message.contains("number 1, which is missing"), message);
    assertThrows(
        IllegalArgumentException.class, () -> new PerformanceProfile(new double[][] {{0}}));
    assertThrows(IllegalArgumentException.class, () -> new PerformanceProfile(new double[0][]));
  }
}
