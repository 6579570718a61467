package dev.fluxion.autodiff.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
  /** The reference values are those of SciPy's {@code ndtri} (another algorithm, from Cephes). */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.25, -0.6744897501960817",
    "0.975, 1.959963984540054",
    "0.1, -1.2815515655446004",
    "0.075, -1.4395314709384563",
    "0.0750001, -1.4395307645017301",
    "0.925, 1.4395314709384563",
    "0.001, -3.090232306167813",
    "1e-10, -6.361340902404056",
    "0x1p-33, -6.3379577545537895",
    "1e-12, -7.034483825301131",
    "1e-14, -7.6506280929352695",
    "1e-20, -9.262340089798409",
    "1e-300, -37.0470962993612"
  })
  void knownQuantilesAreGivenToFifteenDigits(double p, double x) {
    assertEquals(x, NormalQuantile.of(p), 2e-15 * Math.abs(x));
  }

  @Test
  void quantilesOfOppositeProbabilitiesAreOpposite() {
    for (int i = 1; i < 4096; i++) {
      double p = i / 4096.0; // 1 - p is exact
      assertEquals(-NormalQuantile.of(p), NormalQuantile.of(1 - p), 0.0, "p = " + p);
    }
    for (int k = 13; k <= 53; k++) {
      double p = Math.scalb(1.0, -k);
      assertEquals(-NormalQuantile.of(p), NormalQuantile.of(1 - p), 0.0, "p = 2^-" + k);
    }
  }

  @Test
  void distributionFunctionOfTheQuantileIsTheProbability() {
    for (double p = 1e-6; p < 1; p += 0.00123) {
      assertEquals(p, Normal.distribution(NormalQuantile.of(p)), 4e-15, "p = " + p);
    }
  }

  @Test
  void quantileRisesAcrossTheSeamsOfItsThreeFormulas() {
    double tail = StrictMath.exp(-25); // where r = 5
    for (double seam : new double[] {0.075, 0.925, tail, 1 - tail}) {
      double previous = Double.NEGATIVE_INFINITY;
      for (int i = -50; i <= 50; i++) {
        double p = seam + i * 4 * Math.ulp(seam) * (seam < 0.01 ? 100 : 1);
        double x = NormalQuantile.of(p);
        assertTrue(x >= previous - 1e-15 * Math.abs(x), "p = " + p);
        previous = x;
      }
    }
  }
}
