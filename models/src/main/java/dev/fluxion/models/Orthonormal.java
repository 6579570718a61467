package dev.fluxion.models;

/**
 * Turns a matrix of normal numbers into one with orthonormal rows or columns, whichever are fewer.
 *
 * <p>Formula: {@code qᵢ = rᵢ / |rᵢ|} with {@code rᵢ = aᵢ - Σ_{j<i} (aᵢ·qⱼ)·qⱼ}, subtracted twice,
 * in double. The factors |rᵢ| are positive, so that Q has the uniform (Haar) distribution.
 *
 * <p>Source: F. Mezzadri, «How to generate random matrices from the classical compact groups»,
 * 2007; twice is enough: L. Giraud, J. Langou, M. Rozložník, «On the loss of orthogonality in the
 * Gram-Schmidt orthogonalization process», 2005.
 */
final class Orthonormal {
  private Orthonormal() {}

  /** Replaces a row-major matrix within an array. */
  static void make(int rows, int columns, float[] a, int offset) {
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    int next = wide ? columns : 1; // from one vector to the next
    int step = wide ? 1 : columns; // from one element of a vector to the next
    double[][] q = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int l = 0; l < length; l++) {
        q[i][l] = a[offset + i * next + l * step];
      }
      for (int time = 0; time < 2; time++) {
        for (int j = 0; j < i; j++) {
          add(-dot(q[i], q[j]), q[j], q[i]);
        }
      }
      double norm = Math.sqrt(dot(q[i], q[i])); // normals are never all zero
      for (int l = 0; l < length; l++) {
        a[offset + i * next + l * step] = (float) (q[i][l] /= norm);
      }
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** {@code y += factor·x}. */
  private static void add(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
