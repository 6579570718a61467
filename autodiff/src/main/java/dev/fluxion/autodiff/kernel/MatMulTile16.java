package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of the matrix product for processors with 16 vector registers.
 *
 * <p>Formula: {@code cᵢⱼ ← Σ aᵢₗ bₗⱼ}, one chain of fused multiply-adds over l in order, starting
 * from 0 or from the old c. A tile of C stays in registers while the loop runs along a panel of B,
 * whose rows are one or two vectors wide and lie one behind the other.
 *
 * <p>Where a tile has fewer {@code rows} than its form, the last row is computed several times and
 * stored several times, which does no harm. A row of biases, or of −0, which changes nothing, is
 * added at the end. It also gives the compiler the exact class of the vector that is stored;
 * without it, storing could box.
 */
final class MatMulTile16 {
  private static final VectorSpecies<Float> S = Species.FLOAT;
  private static final int W = S.length();

  /** Rows of a tile. */
  static final int ROWS = 6;

  private MatMulTile16() {}

  /** 6 rows × 2 vectors; element (i, l) of A is {@code a[a0 + i·stride + l]}. */
  static void rows(
      int rows,
      int k,
      float[] a,
      int a0,
      int stride,
      float[] b,
      int b0,
      float[] c,
      int c0,
      int cStride,
      boolean accumulate,
      float[] bias,
      int bias0) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a1 = a0 + r1 * stride;
    int a2 = a0 + r2 * stride;
    int a3 = a0 + r3 * stride;
    int a4 = a0 + r4 * stride;
    int a5 = a0 + r5 * stride;
    int c1 = c0 + r1 * cStride;
    int c2 = c0 + r2 * cStride;
    int c3 = c0 + r3 * cStride;
    int c4 = c0 + r4 * cStride;
    int c5 = c0 + r5 * cStride;
    FloatVector s00 = accumulate ? FloatVector.fromArray(S, c, c0) : FloatVector.zero(S);
    FloatVector s01 = accumulate ? FloatVector.fromArray(S, c, c0 + W) : FloatVector.zero(S);
    FloatVector s10 = accumulate ? FloatVector.fromArray(S, c, c1) : FloatVector.zero(S);
    FloatVector s11 = accumulate ? FloatVector.fromArray(S, c, c1 + W) : FloatVector.zero(S);
    FloatVector s20 = accumulate ? FloatVector.fromArray(S, c, c2) : FloatVector.zero(S);
    FloatVector s21 = accumulate ? FloatVector.fromArray(S, c, c2 + W) : FloatVector.zero(S);
    FloatVector s30 = accumulate ? FloatVector.fromArray(S, c, c3) : FloatVector.zero(S);
    FloatVector s31 = accumulate ? FloatVector.fromArray(S, c, c3 + W) : FloatVector.zero(S);
    FloatVector s40 = accumulate ? FloatVector.fromArray(S, c, c4) : FloatVector.zero(S);
    FloatVector s41 = accumulate ? FloatVector.fromArray(S, c, c4 + W) : FloatVector.zero(S);
    FloatVector s50 = accumulate ? FloatVector.fromArray(S, c, c5) : FloatVector.zero(S);
    FloatVector s51 = accumulate ? FloatVector.fromArray(S, c, c5 + W) : FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      int bo = b0 + l * 2 * W;
      FloatVector b00 = FloatVector.fromArray(S, b, bo);
      FloatVector b01 = FloatVector.fromArray(S, b, bo + W);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + l]);
      s00 = x0.fma(b00, s00);
      s01 = x0.fma(b01, s01);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + l]);
      s10 = x1.fma(b00, s10);
      s11 = x1.fma(b01, s11);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + l]);
      s20 = x2.fma(b00, s20);
      s21 = x2.fma(b01, s21);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + l]);
      s30 = x3.fma(b00, s30);
      s31 = x3.fma(b01, s31);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + l]);
      s40 = x4.fma(b00, s40);
      s41 = x4.fma(b01, s41);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + l]);
      s50 = x5.fma(b00, s50);
      s51 = x5.fma(b01, s51);
    }
    FloatVector e0 = FloatVector.fromArray(S, bias, bias0);
    FloatVector e1 = FloatVector.fromArray(S, bias, bias0 + W);
    e0.add(s00).intoArray(c, c0);
    e1.add(s01).intoArray(c, c0 + W);
    e0.add(s10).intoArray(c, c1);
    e1.add(s11).intoArray(c, c1 + W);
    e0.add(s20).intoArray(c, c2);
    e1.add(s21).intoArray(c, c2 + W);
    e0.add(s30).intoArray(c, c3);
    e1.add(s31).intoArray(c, c3 + W);
    e0.add(s40).intoArray(c, c4);
    e1.add(s41).intoArray(c, c4 + W);
    e0.add(s50).intoArray(c, c5);
    e1.add(s51).intoArray(c, c5 + W);
  }

  /** 6 rows × 1 vector; A as in {@link #rows}. */
  static void rowsNarrow(
      int rows,
      int k,
      float[] a,
      int a0,
      int stride,
      float[] b,
      int b0,
      float[] c,
      int c0,
      int cStride,
      boolean accumulate,
      float[] bias,
      int bias0) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a1 = a0 + r1 * stride;
    int a2 = a0 + r2 * stride;
    int a3 = a0 + r3 * stride;
    int a4 = a0 + r4 * stride;
    int a5 = a0 + r5 * stride;
    int c1 = c0 + r1 * cStride;
    int c2 = c0 + r2 * cStride;
    int c3 = c0 + r3 * cStride;
    int c4 = c0 + r4 * cStride;
    int c5 = c0 + r5 * cStride;
    FloatVector s00 = accumulate ? FloatVector.fromArray(S, c, c0) : FloatVector.zero(S);
    FloatVector s10 = accumulate ? FloatVector.fromArray(S, c, c1) : FloatVector.zero(S);
    FloatVector s20 = accumulate ? FloatVector.fromArray(S, c, c2) : FloatVector.zero(S);
    FloatVector s30 = accumulate ? FloatVector.fromArray(S, c, c3) : FloatVector.zero(S);
    FloatVector s40 = accumulate ? FloatVector.fromArray(S, c, c4) : FloatVector.zero(S);
    FloatVector s50 = accumulate ? FloatVector.fromArray(S, c, c5) : FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      FloatVector b00 = FloatVector.fromArray(S, b, b0 + l * W);
      s00 = FloatVector.broadcast(S, a[a0 + l]).fma(b00, s00);
      s10 = FloatVector.broadcast(S, a[a1 + l]).fma(b00, s10);
      s20 = FloatVector.broadcast(S, a[a2 + l]).fma(b00, s20);
      s30 = FloatVector.broadcast(S, a[a3 + l]).fma(b00, s30);
      s40 = FloatVector.broadcast(S, a[a4 + l]).fma(b00, s40);
      s50 = FloatVector.broadcast(S, a[a5 + l]).fma(b00, s50);
    }
    FloatVector e0 = FloatVector.fromArray(S, bias, bias0);
    e0.add(s00).intoArray(c, c0);
    e0.add(s10).intoArray(c, c1);
    e0.add(s20).intoArray(c, c2);
    e0.add(s30).intoArray(c, c3);
    e0.add(s40).intoArray(c, c4);
    e0.add(s50).intoArray(c, c5);
  }

  /** 6 rows × 2 vectors; element (i, l) of A is {@code a[a0 + i + l·6]}. */
  static void columns(
      int rows,
      int k,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0,
      int cStride,
      boolean accumulate,
      float[] bias,
      int bias0) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a1 = a0 + r1;
    int a2 = a0 + r2;
    int a3 = a0 + r3;
    int a4 = a0 + r4;
    int a5 = a0 + r5;
    int c1 = c0 + r1 * cStride;
    int c2 = c0 + r2 * cStride;
    int c3 = c0 + r3 * cStride;
    int c4 = c0 + r4 * cStride;
    int c5 = c0 + r5 * cStride;
    FloatVector s00 = accumulate ? FloatVector.fromArray(S, c, c0) : FloatVector.zero(S);
    FloatVector s01 = accumulate ? FloatVector.fromArray(S, c, c0 + W) : FloatVector.zero(S);
    FloatVector s10 = accumulate ? FloatVector.fromArray(S, c, c1) : FloatVector.zero(S);
    FloatVector s11 = accumulate ? FloatVector.fromArray(S, c, c1 + W) : FloatVector.zero(S);
    FloatVector s20 = accumulate ? FloatVector.fromArray(S, c, c2) : FloatVector.zero(S);
    FloatVector s21 = accumulate ? FloatVector.fromArray(S, c, c2 + W) : FloatVector.zero(S);
    FloatVector s30 = accumulate ? FloatVector.fromArray(S, c, c3) : FloatVector.zero(S);
    FloatVector s31 = accumulate ? FloatVector.fromArray(S, c, c3 + W) : FloatVector.zero(S);
    FloatVector s40 = accumulate ? FloatVector.fromArray(S, c, c4) : FloatVector.zero(S);
    FloatVector s41 = accumulate ? FloatVector.fromArray(S, c, c4 + W) : FloatVector.zero(S);
    FloatVector s50 = accumulate ? FloatVector.fromArray(S, c, c5) : FloatVector.zero(S);
    FloatVector s51 = accumulate ? FloatVector.fromArray(S, c, c5 + W) : FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      int ao = l * ROWS;
      int bo = b0 + l * 2 * W;
      FloatVector b00 = FloatVector.fromArray(S, b, bo);
      FloatVector b01 = FloatVector.fromArray(S, b, bo + W);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ao]);
      s00 = x0.fma(b00, s00);
      s01 = x0.fma(b01, s01);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ao]);
      s10 = x1.fma(b00, s10);
      s11 = x1.fma(b01, s11);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ao]);
      s20 = x2.fma(b00, s20);
      s21 = x2.fma(b01, s21);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ao]);
      s30 = x3.fma(b00, s30);
      s31 = x3.fma(b01, s31);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + ao]);
      s40 = x4.fma(b00, s40);
      s41 = x4.fma(b01, s41);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + ao]);
      s50 = x5.fma(b00, s50);
      s51 = x5.fma(b01, s51);
    }
    FloatVector e0 = FloatVector.fromArray(S, bias, bias0);
    FloatVector e1 = FloatVector.fromArray(S, bias, bias0 + W);
    e0.add(s00).intoArray(c, c0);
    e1.add(s01).intoArray(c, c0 + W);
    e0.add(s10).intoArray(c, c1);
    e1.add(s11).intoArray(c, c1 + W);
    e0.add(s20).intoArray(c, c2);
    e1.add(s21).intoArray(c, c2 + W);
    e0.add(s30).intoArray(c, c3);
    e1.add(s31).intoArray(c, c3 + W);
    e0.add(s40).intoArray(c, c4);
    e1.add(s41).intoArray(c, c4 + W);
    e0.add(s50).intoArray(c, c5);
    e1.add(s51).intoArray(c, c5 + W);
  }

  /** 6 rows × 1 vector; A as in {@link #columns}. */
  static void columnsNarrow(
      int rows,
      int k,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0,
      int cStride,
      boolean accumulate,
      float[] bias,
      int bias0) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int a1 = a0 + r1;
    int a2 = a0 + r2;
    int a3 = a0 + r3;
    int a4 = a0 + r4;
    int a5 = a0 + r5;
    int c1 = c0 + r1 * cStride;
    int c2 = c0 + r2 * cStride;
    int c3 = c0 + r3 * cStride;
    int c4 = c0 + r4 * cStride;
    int c5 = c0 + r5 * cStride;
    FloatVector s00 = accumulate ? FloatVector.fromArray(S, c, c0) : FloatVector.zero(S);
    FloatVector s10 = accumulate ? FloatVector.fromArray(S, c, c1) : FloatVector.zero(S);
    FloatVector s20 = accumulate ? FloatVector.fromArray(S, c, c2) : FloatVector.zero(S);
    FloatVector s30 = accumulate ? FloatVector.fromArray(S, c, c3) : FloatVector.zero(S);
    FloatVector s40 = accumulate ? FloatVector.fromArray(S, c, c4) : FloatVector.zero(S);
    FloatVector s50 = accumulate ? FloatVector.fromArray(S, c, c5) : FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      int ao = l * ROWS;
      FloatVector b00 = FloatVector.fromArray(S, b, b0 + l * W);
      s00 = FloatVector.broadcast(S, a[a0 + ao]).fma(b00, s00);
      s10 = FloatVector.broadcast(S, a[a1 + ao]).fma(b00, s10);
      s20 = FloatVector.broadcast(S, a[a2 + ao]).fma(b00, s20);
      s30 = FloatVector.broadcast(S, a[a3 + ao]).fma(b00, s30);
      s40 = FloatVector.broadcast(S, a[a4 + ao]).fma(b00, s40);
      s50 = FloatVector.broadcast(S, a[a5 + ao]).fma(b00, s50);
    }
    FloatVector e0 = FloatVector.fromArray(S, bias, bias0);
    e0.add(s00).intoArray(c, c0);
    e0.add(s10).intoArray(c, c1);
    e0.add(s20).intoArray(c, c2);
    e0.add(s30).intoArray(c, c3);
    e0.add(s40).intoArray(c, c4);
    e0.add(s50).intoArray(c, c5);
  }
}
