package dev.fluxion.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static final int SIZE = 40;

  /** A function on columns and rows 0 … 40. */
  private static Contours of(DoubleBinaryOperator f) {
    double[][] heights = new double[SIZE + 1][SIZE + 1];
    for (int i = 0; i <= SIZE; i++) {
      for (int j = 0; j <= SIZE; j++) {
        heights[i][j] = f.applyAsDouble(j, i);
      }
    }
    return new Contours(heights);
  }

  /** Linear interpolation is exact for a plane. */
  @Test
  void aPlaneHasOneStraightLine() {
    List<double[][]> lines = of((x, y) -> x + 2 * y).lines(31.5);
    assertEquals(1, lines.size());
    for (double[] point : lines.getFirst()) {
      assertEquals(31.5, point[0] + 2 * point[1], 1e-12);
    }
    double[][] simple = Contours.simplified(lines.getFirst(), 1e-9);
    assertEquals(2, simple.length);
  }

  /** Between two corners of a cell x² lies above its chord by at most ¼. */
  @Test
  void aBowlHasClosedRoundLines() {
    List<double[][]> lines = of((x, y) -> (x - 20) * (x - 20) + (y - 20) * (y - 20)).lines(100.5);
    assertEquals(1, lines.size());
    double[][] line = lines.getFirst();
    assertArrayEquals(line[0], line[line.length - 1]);
    for (double[] p : line) {
      double square = (p[0] - 20) * (p[0] - 20) + (p[1] - 20) * (p[1] - 20);
      assertTrue(square <= 100.5 && square >= 100.25 - 1e-9, "squared radius " + square);
    }
  }

  @Test
  void twoHillsHaveTwoLinesAndASaddleJoinsNone() {
    DoubleBinaryOperator hills = (x, y) -> Math.max(5 - away(x, y, 10), 5 - away(x, y, 30));
    assertEquals(2, of(hills).lines(1.3).size());
    for (double level : new double[] {-0.5, 0.5}) {
      List<double[][]> saddle = of((x, y) -> (x - 20.5) * (y - 20.5)).lines(level);
      assertEquals(2, saddle.size());
      for (double[][] line : saddle) {
        double side = Math.signum(line[0][0] - 20.5);
        for (double[] p : line) {
          assertEquals(side, Math.signum(p[0] - 20.5));
        }
      }
    }
  }

  private static double away(double x, double y, double x0) {
    return Math.sqrt((x - x0) * (x - x0) + (y - 20) * (y - 20));
  }

  @Test
  void levelsHaveEqualAreasBetweenThem() {
    double[] levels = of((x, y) -> x).levels(4);
    assertArrayEquals(new double[] {5, 15, 25, 35}, levels, 1);
    assertEquals(1, of((x, y) -> 7).levels(4).length);
    assertEquals(0, of((x, y) -> 7).lines(7).size());
  }

  @Test
  void placesThatAreNotFiniteHaveNoLines() {
    assertEquals(
        0,
        of((x, y) -> x < 20 ? Double.NaN : y).lines(3.5).stream()
            .flatMap(line -> List.of(line).stream())
            .filter(p -> p[0] < 20)
            .count());
    assertEquals(12, of((x, y) -> x < 20 ? Double.POSITIVE_INFINITY : y).levels(12).length);
  }

  @Test
  void aSimplerLineStaysNear() {
    double[][] wave = new double[200][];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = new double[] {i, 10 * StrictMath.sin(i / 15.0)};
    }
    double[][] simple = Contours.simplified(wave, 0.5);
    assertTrue(simple.length < 40, "points " + simple.length);
    int piece = 0;
    for (double[] p : wave) {
      piece += piece + 2 < simple.length && simple[piece + 1][0] < p[0] ? 1 : 0;
      double[] a = simple[piece];
      double[] b = simple[piece + 1];
      double y = a[1] + (b[1] - a[1]) * (p[0] - a[0]) / (b[0] - a[0]);
      assertTrue(Math.abs(y - p[1]) <= 0.5 * 1.3, "off by " + (y - p[1])); // slope ⅔: √(1 + 4/9)
    }
  }

  @Test
  void ticksAreRoundNumbers() {
    Axis axis = new Axis(-0.31, 1.07, 0, 100);
    assertEquals(List.of("0", "0.5", "1"), axis.ticks(5).stream().map(Axis::label).toList());
    assertEquals(
        List.of("−4", "−2", "0"),
        new Axis(-5, 1, 0, 1).ticks(4).stream().map(Axis::label).toList());
    for (int e = -300; e <= 300; e++) {
      assertEquals(e, Axis.exponent(Double.parseDouble("1e" + e)));
      assertEquals(e, Axis.exponent(9.99 * Double.parseDouble("1e" + e)));
    }
  }

  @Test
  void numbersHaveOneDecimalOrNone() {
    assertEquals("3", Svg.number(3.04));
    assertEquals("-0.1", Svg.number(-0.1));
    assertEquals("0", Svg.number(-0.04));
    assertEquals("12.5", Svg.number(12.46));
  }
}
