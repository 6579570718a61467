package dev.fluxion.problems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
  private static final RandomKey KEY = RandomKey.of(8);

  /** n - 1 reflections, each with an error of some n·2⁻⁵³ of a unit vector. */
  private static double rounding(int n) {
    return 4.0 * n * n * 0x1p-53;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 40})
  void columnsAreOrthonormal(int n) {
    double[][] q = matrix(new Rotation(KEY, n), n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double dot = 0;
        for (int k = 0; k < n; k++) {
          dot += q[i][k] * q[j][k];
        }
        assertEquals(i == j ? 1 : 0, dot, rounding(n));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 40})
  void undoGoesBack(int n) {
    Rotation rotation = new Rotation(KEY, n);
    double[] x = new Domain(-1, 1).random(KEY, n);
    double[] y = x.clone();
    rotation.apply(y);
    rotation.undo(y);
    assertArrayEquals(x, y, 2 * rounding(n) * Math.sqrt(n));
  }

  @Test
  void theDeterminantIsOne() {
    for (int seed = 0; seed < 10; seed++) {
      double[][] a = matrix(new Rotation(KEY.split(seed), 2), 2);
      assertEquals(1, a[0][0] * a[1][1] - a[0][1] * a[1][0], 1e-14);
      double[][] b = matrix(new Rotation(KEY.split(seed), 3), 3);
      double determinant = 0;
      for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        int k = (i + 2) % 3;
        determinant += b[0][i] * (b[1][j] * b[2][k] - b[1][k] * b[2][j]);
      }
      assertEquals(1, determinant, 1e-14);
    }
    assertArrayEquals(new double[] {1}, matrix(new Rotation(KEY, 1), 1)[0]);
  }

  /**
   * Every entry of a uniformly random rotation has mean 0 and mean square 1/n: here within six
   * standard errors, √(2/(n+2)) / (n·√N) and 1/√(nN).
   */
  @Test
  void noDirectionIsPreferred() {
    int n = 3;
    int count = 4000;
    double[] mean = new double[n * n];
    double[] square = new double[n * n];
    for (int seed = 0; seed < count; seed++) {
      double[][] q = matrix(new Rotation(KEY.split(seed), n), n);
      for (int i = 0; i < n * n; i++) {
        mean[i] += q[i / n][i % n] / count;
        square[i] += q[i / n][i % n] * q[i / n][i % n] / count;
      }
    }
    double error = 6 * Math.sqrt(2.0 * (n - 1) / (n + 2) / count) / n;
    for (int i = 0; i < n * n; i++) {
      assertEquals(0, mean[i], 6 / Math.sqrt(n * count));
      assertEquals(1.0 / n, square[i], error);
    }
  }

  @Test
  void theSameKeyGivesTheSameBits() {
    double[][] first = matrix(new Rotation(KEY, 5), 5);
    assertTrue(Arrays.deepEquals(first, matrix(new Rotation(KEY, 5), 5)));
    assertFalse(Arrays.deepEquals(first, matrix(new Rotation(KEY.split(1), 5), 5)));
  }

  @Test
  void impossibleDimensionsAreRefused() {
    for (int n : new int[] {-1, 0, Rotation.LARGEST + 1}) {
      var e = assertThrows(IllegalArgumentException.class, () -> new Rotation(KEY, n));
      assertTrue(e.getMessage().contains(n + " coordinates") && e.getMessage().contains("4096"));
    }
  }

  private static double[][] matrix(Rotation rotation, int n) {
    double[][] columns = new double[n][n];
    for (int i = 0; i < n; i++) {
      columns[i][i] = 1;
      rotation.apply(columns[i]);
    }
    return columns;
  }
}
