package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products with a single column or a single row, for which tiles would be mostly zeros.
 *
 * <p>Formula: {@code yᵢ (+)= Σ aᵢₗ xₗ}, one chain of fused multiply-adds over l in order, as in
 * {@link MatMul}: the same bits.
 */
final class MatMulVector {
  private static final VectorSpecies<Float> S = Species.FLOAT;
  private static final int W = S.length();
  private static final FloatVector NOTHING = FloatVector.broadcast(S, -0f);

  private MatMulVector() {}

  /** A lies row by row: eight rows at a time, whose chains run side by side. */
  static void rows(
      int m, int k, float[] a, int ao, float[] x, int xo, float[] y, int yo, boolean accumulate) {
    int i = 0;
    for (; i + 8 <= m; i += 8) {
      eightRows(k, a, ao + i * k, x, xo, y, yo + i, accumulate);
    }
    for (; i < m; i++) {
      float sum = accumulate ? y[yo + i] : 0f;
      for (int l = 0; l < k; l++) {
        sum = Fma.fma(a[ao + i * k + l], x[xo + l], sum);
      }
      y[yo + i] = sum;
    }
  }

  private static void eightRows(
      int k, float[] a, int a0, float[] x, int xo, float[] y, int yo, boolean accumulate) {
    int a1 = a0 + k;
    int a2 = a1 + k;
    int a3 = a2 + k;
    int a4 = a3 + k;
    int a5 = a4 + k;
    int a6 = a5 + k;
    int a7 = a6 + k;
    float s0 = accumulate ? y[yo] : 0f;
    float s1 = accumulate ? y[yo + 1] : 0f;
    float s2 = accumulate ? y[yo + 2] : 0f;
    float s3 = accumulate ? y[yo + 3] : 0f;
    float s4 = accumulate ? y[yo + 4] : 0f;
    float s5 = accumulate ? y[yo + 5] : 0f;
    float s6 = accumulate ? y[yo + 6] : 0f;
    float s7 = accumulate ? y[yo + 7] : 0f;
    for (int l = 0; l < k; l++) {
      float v = x[xo + l];
      s0 = Fma.fma(a[a0 + l], v, s0);
      s1 = Fma.fma(a[a1 + l], v, s1);
      s2 = Fma.fma(a[a2 + l], v, s2);
      s3 = Fma.fma(a[a3 + l], v, s3);
      s4 = Fma.fma(a[a4 + l], v, s4);
      s5 = Fma.fma(a[a5 + l], v, s5);
      s6 = Fma.fma(a[a6 + l], v, s6);
      s7 = Fma.fma(a[a7 + l], v, s7);
    }
    y[yo] = s0;
    y[yo + 1] = s1;
    y[yo + 2] = s2;
    y[yo + 3] = s3;
    y[yo + 4] = s4;
    y[yo + 5] = s5;
    y[yo + 6] = s6;
    y[yo + 7] = s7;
  }

  /** A lies column by column, m elements each: vectors run along y. */
  static void columns(
      int m, int k, float[] a, int ao, float[] x, int xo, float[] y, int yo, boolean accumulate) {
    int i = 0;
    for (; i + 4 * W <= m; i += 4 * W) {
      fourVectors(m, k, a, ao + i, x, xo, y, yo + i, accumulate);
    }
    for (; i + W <= m; i += W) {
      oneVector(m, k, a, ao + i, x, xo, y, yo + i, accumulate);
    }
    if (i < m) {
      lastVector(m - i, m, k, a, ao + i, x, xo, y, yo + i, accumulate);
    }
  }

  /**
   * Fewer columns than a vector has lanes. What the vectors hold beyond them is dropped; the last
   * rows, where they would reach beyond a, follow one by one.
   */
  private static void lastVector(
      int columns,
      int m,
      int k,
      float[] a,
      int ao,
      float[] x,
      int xo,
      float[] y,
      int yo,
      boolean accumulate) {
    float[] sums = MatMulBlocks.ofThread().scratch();
    for (int j = 0; j < W; j++) {
      sums[j] = accumulate && j < columns ? y[yo + j] : 0f;
    }
    int safe = a.length - W - ao < 0 ? 0 : Math.min(k, (a.length - W - ao) / m + 1);
    FloatVector sum = FloatVector.fromArray(S, sums, 0);
    for (int l = 0; l < safe; l++) {
      sum = FloatVector.broadcast(S, x[xo + l]).fma(FloatVector.fromArray(S, a, ao + l * m), sum);
    }
    NOTHING.add(sum).intoArray(sums, 0);
    for (int l = safe; l < k; l++) {
      for (int j = 0; j < columns; j++) {
        sums[j] = Fma.fma(a[ao + l * m + j], x[xo + l], sums[j]);
      }
    }
    for (int j = 0; j < columns; j++) {
      y[yo + j] = sums[j];
    }
  }

  private static void fourVectors(
      int m, int k, float[] a, int ao, float[] x, int xo, float[] y, int yo, boolean accumulate) {
    FloatVector s0 = accumulate ? FloatVector.fromArray(S, y, yo) : FloatVector.zero(S);
    FloatVector s1 = accumulate ? FloatVector.fromArray(S, y, yo + W) : FloatVector.zero(S);
    FloatVector s2 = accumulate ? FloatVector.fromArray(S, y, yo + 2 * W) : FloatVector.zero(S);
    FloatVector s3 = accumulate ? FloatVector.fromArray(S, y, yo + 3 * W) : FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      int at = ao + l * m;
      FloatVector v = FloatVector.broadcast(S, x[xo + l]);
      s0 = v.fma(FloatVector.fromArray(S, a, at), s0);
      s1 = v.fma(FloatVector.fromArray(S, a, at + W), s1);
      s2 = v.fma(FloatVector.fromArray(S, a, at + 2 * W), s2);
      s3 = v.fma(FloatVector.fromArray(S, a, at + 3 * W), s3);
    }
    NOTHING.add(s0).intoArray(y, yo);
    NOTHING.add(s1).intoArray(y, yo + W);
    NOTHING.add(s2).intoArray(y, yo + 2 * W);
    NOTHING.add(s3).intoArray(y, yo + 3 * W);
  }

  private static void oneVector(
      int m, int k, float[] a, int ao, float[] x, int xo, float[] y, int yo, boolean accumulate) {
    FloatVector sum = accumulate ? FloatVector.fromArray(S, y, yo) : FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      sum = FloatVector.broadcast(S, x[xo + l]).fma(FloatVector.fromArray(S, a, ao + l * m), sum);
    }
    NOTHING.add(sum).intoArray(y, yo);
  }
}
