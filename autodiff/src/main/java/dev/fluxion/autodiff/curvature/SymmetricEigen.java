package dev.fluxion.autodiff.curvature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix.
 *
 * <p>Formula: {@code A = QΛQᵀ}. Rotations in the plane of two axes make one element outside of the
 * diagonal 0 after the other, in rows, until all are below 2⁻⁵³ of the matrix.
 *
 * <p>Source: C. Jacobi, 1846; G. Golub, C. Van Loan, «Matrix Computations», 2013, section 8.5.
 *
 * @param values the eigenvalues, ascending
 * @param vectors {@code vectors[k]} is the eigenvector of {@code values[k]}, of length 1
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int SWEEPS = 60;

  /**
   * Of a matrix, of which the lower triangle is read.
   *
   * @throws IllegalArgumentException if the matrix is not square or holds NaN or infinities
   */
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][n];
    double[][] q = new double[n][n]; // rows are eigenvectors
    double size = 0;
    for (int i = 0; i < n; i++) {
      Vectors.requireLength("row " + i + " of the matrix", matrix[i].length, n);
      q[i][i] = 1;
      for (int j = 0; j <= i; j++) {
        a[i][j] = matrix[i][j];
        a[j][i] = matrix[i][j];
        size = Math.max(size, Math.abs(matrix[i][j]));
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              "the matrix holds " + matrix[i][j] + " in row " + i + ", column " + j);
        }
      }
    }
    for (int sweep = 0; sweep < SWEEPS && outside(a) > size * 0x1p-53; sweep++) {
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          rotate(a, q, i, j);
        }
      }
    }
    return sorted(a, q);
  }

  /** The largest element outside of the diagonal. */
  private static double outside(double[][] a) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        largest = Math.max(largest, Math.abs(a[i][j]));
      }
    }
    return largest;
  }

  /** Makes a[i][j] zero by the smaller of two angles. */
  private static void rotate(double[][] a, double[][] q, int i, int j) {
    if (a[i][j] == 0) {
      return;
    }
    double ratio = (a[j][j] - a[i][i]) / (2 * a[i][j]);
    double t = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    for (double[] row : a) {
      double x = row[i];
      row[i] = c * x - s * row[j];
      row[j] = s * x + c * row[j];
    }
    turn(a[i], a[j], c, s);
    turn(q[i], q[j], c, s);
  }

  private static void turn(double[] x, double[] y, double c, double s) {
    for (int k = 0; k < x.length; k++) {
      double old = x[k];
      x[k] = c * old - s * y[k];
      y[k] = s * old + c * y[k];
    }
  }

  private static SymmetricEigen sorted(double[][] a, double[][] q) {
    int[] order =
        IntStream.range(0, a.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> a[k][k]))
            .mapToInt(k -> k)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(k -> a[k][k]).toArray();
    double[][] vectors = Arrays.stream(order).mapToObj(k -> q[k]).toArray(double[][]::new);
    return new SymmetricEigen(values, vectors);
  }
}
