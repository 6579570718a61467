package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void agreesWithTheLibraryWhereTheLibraryIsExactEnough() {
    for (double x = -3; x <= 3; x += 0.0137) {
      assertEquals(StrictMath.cos(2 * Math.PI * x), Turns.cos(x), 1e-14);
      assertEquals(StrictMath.sin(2 * Math.PI * x), Turns.sin(x), 1e-14);
    }
  }

  @Test
  void polynomialsHaveTheBitsOfTheLibrary() {
    for (int i = 0; i <= 100_000; i++) {
      double x = Math.PI / 4 * i / 100_000;
      assertEquals(StrictMath.sin(x), Turns.sine(x), 0.0, () -> "sin " + x);
      assertEquals(StrictMath.cos(x), Turns.cosine(x), 0.0, () -> "cos " + x);
      assertEquals(StrictMath.sin(-x), Turns.sine(-x), 0.0, () -> "sin " + -x);
    }
    for (double x : new double[] {0x1p-27, 0x1p-28, 1e-300, 0.3, 0.78125, Math.PI / 4}) {
      assertEquals(StrictMath.sin(x), Turns.sine(x), 0.0);
      assertEquals(StrictMath.cos(x), Turns.cosine(x), 0.0);
    }
  }

  @Test
  void radiansAreTurnsTimesTwoPi() {
    for (double angle = -30; angle <= 30; angle += 0.0137) {
      assertEquals(StrictMath.cos(angle), Turns.cosOf(angle), 1e-14);
      assertEquals(StrictMath.sin(angle), Turns.sinOf(angle), 1e-14);
    }
  }

  @Test
  void quartersOfTurnsAreExactHoweverLarge() {
    for (double whole : new double[] {0, 1, -1, 7, -1e6, 0x1p40}) {
      for (int q = 0; q < 4; q++) {
        double x = whole + q / 4.0;
        assertEquals(new double[] {1, 0, -1, 0}[q], Turns.cos(x), 0.0, () -> "cos " + x);
        assertEquals(new double[] {0, 1, 0, -1}[q], Turns.sin(x), 0.0, () -> "sin " + x);
      }
    }
  }

  @Test
  void smallAnglesKeepTheirDigits() {
    assertEquals(2 * Math.PI * 1e-20, Turns.sin(1e-20), 1e-35);
    assertEquals(-2 * Math.PI * 1e-300, Turns.sin(-1e-300), 1e-315);
  }

  @Test
  void infinityHasNoAngle() {
    assertTrue(Double.isNaN(Turns.cos(Double.POSITIVE_INFINITY)));
    assertTrue(Double.isNaN(Turns.sin(Double.NaN)));
  }
}
