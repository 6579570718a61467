package dev.fluxion.autodiff.curvature;

import dev.fluxion.autodiff.random.RandomKey;

/** Arithmetic of double vectors, the plain way. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** {@code y ← y + a·x}. */
  static void add(double a, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += a * x[i];
    }
  }

  /** {@code x ← a·x}. */
  static void scale(double a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a;
    }
  }

  /** Random signs: a Rademacher vector, probe number {@code probe} of a key. */
  static double[] signs(int n, RandomKey key, int probe) {
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = key.bits(probe, i) < 0 ? -1 : 1;
    }
    return z;
  }

  static void requireLength(String what, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          what + " must have length " + expected + ", not " + length);
    }
  }
}
