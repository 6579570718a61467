package dev.fluxion.autodiff.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoxMullerTest {
  /** Words at the edges of the cases, then random ones. */
  private static final int[] WORDS =
      IntStream.concat(
              IntStream.rangeClosed(-300, 300)
                  .flatMap(i -> IntStream.of(i, Integer.MIN_VALUE + i, i << 20, 0x40000000 + i)),
              IntStream.range(0, 200_000).map(i -> RandomKey.of(3).bits(0, i)))
          .toArray();

  @Test
  void squaresOfRadiiAreMinusTwiceTheLogarithmWithFullRelativePrecision() {
    double worst = 0;
    for (int w : WORDS) {
      double u = ((w & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
      double expected = -2 * (u > 0.5 ? StrictMath.log1p(-(1 - u)) : StrictMath.log(u));
      worst = Math.max(worst, Math.abs(BoxMuller.Scalar.square(w) / expected - 1));
    }
    assertTrue(worst < 3e-7, "relative error " + worst);
  }

  @Test
  void sineAndCosineAreThoseOfTheAngle() {
    double worst = 0;
    for (int w : WORDS) {
      double x = (w << 1 | 1) * (Math.PI / 2 * 0x1p-31);
      double sign = w < 0 ? -1 : 1;
      worst = Math.max(worst, Math.abs(BoxMuller.Scalar.first(1, w) - sign * StrictMath.cos(x)));
      worst = Math.max(worst, Math.abs(BoxMuller.Scalar.second(1, w) - sign * StrictMath.sin(x)));
    }
    assertTrue(worst < 3e-7, "absolute error " + worst);
  }

  @Test
  void theFarthestAndTheNearestNormalsUseAllBits() {
    assertEquals(6.7637, Math.sqrt(BoxMuller.Scalar.square(0)), 1e-4);
    assertEquals(Math.sqrt(2 * 0x1p-33), Math.sqrt(BoxMuller.Scalar.square(-1)), 1e-10);
    assertTrue(BoxMuller.Scalar.square(1) < BoxMuller.Scalar.square(0));
    assertTrue(BoxMuller.Scalar.square(-2) > BoxMuller.Scalar.square(-1));
  }

  /** One bit turns the sign of both; the complement, but for that bit, turns the sine. */
  @Test
  void normalsAreExactlySymmetric() {
    for (int w : WORDS) {
      int opposite = w ^ 0x8000_0000;
      int mirrored = ~w ^ 0x8000_0000;
      assertEquals(-BoxMuller.Scalar.first(1, w), BoxMuller.Scalar.first(1, opposite));
      assertEquals(-BoxMuller.Scalar.second(1, w), BoxMuller.Scalar.second(1, opposite));
      assertEquals(BoxMuller.Scalar.first(1, w), BoxMuller.Scalar.first(1, mirrored));
      assertEquals(-BoxMuller.Scalar.second(1, w), BoxMuller.Scalar.second(1, mirrored));
    }
  }

  @Test
  void vectorsHaveTheBitsOfTheScalarForm() {
    assumeFalse(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
    float[] expected = new float[3 + Threefry.WORDS + 5];
    float[] actual = expected.clone();
    for (int at = 0; at + Threefry.WORDS <= WORDS.length; at += 32) {
      BoxMuller.Scalar.squares(WORDS, at, expected, 3);
      BoxMuller.Vector.squares(WORDS, at, actual, 3);
      assertArrayEquals(expected, actual);
      BoxMuller.Scalar.turn(WORDS, at, expected, 3);
      BoxMuller.Vector.turn(WORDS, at, actual, 3);
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void uniformVectorsHaveTheBitsOfTheScalarForm() {
    assumeFalse(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
    float[] expected = new float[1100];
    float[] actual = expected.clone();
    for (int n : new int[] {0, 1, 7, 33, 1000}) {
      Uniform.Scalar.floats(n, WORDS, 11, expected, 5);
      Uniform.Vector.floats(n, WORDS, 11, actual, 5);
      assertArrayEquals(expected, actual);
    }
  }
}
