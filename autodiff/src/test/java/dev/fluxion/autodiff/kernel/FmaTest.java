package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The software form must have the bits of {@link Math#fma}, for every kind of hard case. */
class FmaTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void emulationAgreesOnRandomBitPatterns() {
    for (int i = 0; i < 1_000_000; i++) {
      check(bits(), bits(), bits());
    }
  }

  /** Exponents so close that product and addend overlap, cancel, or just miss each other. */
  @Test
  void emulationAgreesWhereProductAndAddendMeet() {
    for (int i = 0; i < 1_000_000; i++) {
      int sum = random.nextInt(-50, 51);
      check(number(sum / 2), number(sum - sum / 2), number(sum + random.nextInt(-52, 53)));
    }
  }

  @Test
  void emulationAgreesOnSubnormalResults() {
    for (int i = 0; i < 1_000_000; i++) {
      int sum = random.nextInt(-180, -120);
      check(number(sum / 2), number(sum - sum / 2), number(random.nextInt(-149, -120)));
    }
  }

  @Test
  void emulationAgreesOnSpecialValues() {
    for (float a : Awkward.SPECIALS) {
      for (float b : Awkward.SPECIALS) {
        for (float c : Awkward.SPECIALS) {
          check(a, b, c);
        }
      }
    }
  }

  /** The product lies halfway between two floats, and an addend far below decides. */
  @Test
  void emulationRoundsTiesByTheFaintestAddend() {
    for (int i = 0; i < 200_000; i++) {
      int odd = 1 << 23 | random.nextInt(1 << 23) | 1;
      int factor = random.nextBoolean() ? 3 : 5;
      float a = odd * (random.nextBoolean() ? 1f : -1f);
      for (float c : new float[] {0f, -0f, 1e-45f, -1e-45f, 1e-20f, -1e-20f, 1f, -1f, 0.5f}) {
        check(a, factor, c);
        check(a * 0x1p-140f, factor, c * 0x1p-100f);
      }
    }
  }

  /** The addend brings the sum to a point halfway between two floats, and to its neighbours. */
  @Test
  void emulationAgreesNextToHalfwayPoints() {
    for (int i = 0; i < 200_000; i++) {
      float a = number(random.nextInt(-3, 4));
      float b = number(random.nextInt(-3, 4));
      float near = number(random.nextInt(-8, 9));
      double halfway = near + 0.5 * Math.ulp(near);
      float c = (float) (halfway - (double) a * b);
      check(a, b, c);
      check(a, b, Math.nextUp(c));
      check(a, b, Math.nextDown(c));
    }
  }

  private float bits() {
    return Float.intBitsToFloat(random.nextInt());
  }

  private float number(int exponent) {
    float mantissa = Float.intBitsToFloat(random.nextInt() & 0x807F_FFFF | 127 << 23);
    return (float) (mantissa * Math.scalb(1.0, exponent));
  }

  private static void check(float a, float b, float c) {
    float expected = Math.fma(a, b, c);
    float actual = Fma.emulated(a, b, c);
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
      fail("fma(" + a + ", " + b + ", " + c + ") = " + actual + " instead of " + expected);
    }
  }
}
