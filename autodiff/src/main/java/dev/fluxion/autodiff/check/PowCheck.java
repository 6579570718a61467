package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.check.FunctionCheck.Finding;
import dev.fluxion.autodiff.kernel.Pow;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures {@link Pow} against {@link StrictMath#pow}, whose error is below 1e-15: bases of all
 * floats, with exponents of all floats, with such that the power is a finite float, with small
 * integers and halves, and with one exponent for all; and every pair of special numbers, to the bit
 * where the power is 0, ±1, ±∞ or NaN.
 */
public final class PowCheck {
  private static final double BOUND = 1.5;
  private static final int BLOCK = 4096;

  private static final float[] SPECIAL = {
    0f,
    1f,
    2f,
    3f,
    0.5f,
    1.5f,
    1f / 3,
    Math.nextUp(1f),
    Math.nextDown(1f),
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    8388607.5f, // the largest float that is no integer
    16777215f, // the largest odd one
    16777216f,
    0x1p31f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NaN
  };

  private PowCheck() {}

  /** Tries {@code blocks} times 4096 pairs, the same in every run, and the special ones. */
  public static Finding sample(int blocks) {
    RandomKey bases = RandomKey.of(1).split("bases");
    RandomKey exponents = RandomKey.of(1).split("exponents");
    float[] x = new float[BLOCK];
    float[] y = new float[BLOCK];
    float[] power = new float[BLOCK];
    Finding finding = new Finding("pow", 0, 0, "NaN", BOUND, 0, wrong());
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < BLOCK; i++) {
        boolean positive = block % 2 == 0;
        x[i] = Float.intBitsToFloat(bases.bits(block, i) & (positive ? Integer.MAX_VALUE : -1));
        y[i] = exponent(block % 8 / 2, x[i], exponents, block, i);
      }
      if (block % 16 < 8) {
        Pow.powers(BLOCK, x, 0, y, 0, power, 0);
      } else {
        Arrays.fill(y, y[0]);
        Pow.pow(BLOCK, y[0], x, 0, power, 0);
      }
      finding = finding.and(worst(x, y, power));
    }
    return finding;
  }

  private static float exponent(int kind, float x, RandomKey key, int step, int i) {
    return switch (kind) {
      case 0 -> Float.intBitsToFloat(key.bits(step, i));
      case 1 -> (float) ((193 * key.uniform(step, i) - 104) / StrictMath.log(Math.abs(x)));
      case 2 -> key.integer(step, i, 41) - 20;
      default -> (key.integer(step, i, 81) - 40) * 0.5f;
    };
  }

  private static Finding worst(float[] x, float[] y, float[] power) {
    int worst = 0;
    double largest = -1;
    for (int i = 0; i < BLOCK; i++) {
      double error = FunctionCheck.ulps(power[i], StrictMath.pow(x[i], y[i]));
      if (!(error <= largest)) {
        largest = error;
        worst = i;
      }
    }
    return new Finding("pow", BLOCK, largest, x[worst] + "^" + y[worst], BOUND, 0, List.of());
  }

  private static List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 4 * SPECIAL.length * SPECIAL.length; i++) {
      float x = SPECIAL[i / 4 % SPECIAL.length] * (i % 2 == 0 ? 1 : -1);
      float y = SPECIAL[i / 4 / SPECIAL.length] * (i / 2 % 2 == 0 ? 1 : -1);
      float expected = (float) StrictMath.pow(x, y);
      float a = Math.abs(expected);
      boolean special = a == 0 || a == 1 || !(a <= Float.MAX_VALUE);
      float power = Pow.Scalar.pow(x, y);
      if (special && Float.floatToIntBits(power) != Float.floatToIntBits(expected)) {
        wrong.add(x + "^" + y + " = " + power + " instead of " + expected);
      }
    }
    return List.copyOf(wrong);
  }
}
