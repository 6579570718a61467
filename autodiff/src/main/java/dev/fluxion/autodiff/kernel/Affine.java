package dev.fluxion.autodiff.kernel;

/**
 * A layer of a net in one call: matrix product, bias and activation.
 *
 * <p>Formula: {@code yᵢⱼ = φ(Σ xᵢₗ wₗⱼ + biasⱼ)}, with X of m × k, W of k × n, Y of m × n. The same
 * bits as {@link MatMul#nn}, then the bias, then the kernel of φ; faster, because every block of Y
 * is still in the cache. Y must not overlap X, W or the bias.
 */
public final class Affine {
  private Affine() {}

  /** {@code Y ← φ(X·W + bias)}. */
  public static void affine(
      int m,
      int n,
      int k,
      float[] x,
      int xOffset,
      float[] w,
      int wOffset,
      float[] bias,
      int biasOffset,
      Epilogue epilogue,
      float[] y,
      int yOffset) {
    Check.range("bias", bias.length, biasOffset, n);
    MatMul.check(m, n, k, "x", x, xOffset, "w", w, wOffset, "y", y, yOffset);
    if (MatMul.usesBlocks(m, n, k) && m > 1 && n > 1) {
      MatMulBlocks.ofThread()
          .then(n, bias, biasOffset, epilogue)
          .multiply(m, n, k, x, xOffset, k, 1, w, wOffset, n, 1, y, yOffset, false);
    } else {
      MatMul.nn(m, n, k, x, xOffset, w, wOffset, y, yOffset, false);
      epilogue.apply(m, n, y, yOffset, bias, biasOffset);
    }
  }
}
