package dev.fluxion.autodiff.kernel;

import java.util.Arrays;

/**
 * Unfolds an image into columns, so that a convolution becomes a matrix product; {@link Col2im} is
 * its adjoint.
 *
 * <p>Formula: {@code y[(c·K + k)·L + l, v·W' + w'] ← x[c, v·stride + k - padding, w'·stride + l -
 * padding]}, 0 outside of the image, for channels c, kernel places (k, l) of a K × L kernel and
 * places (v, w') of the result, which is H' × W' large: {@code H' = (height + 2·padding - K) /
 * stride + 1}. Copies bits. {@code y} must not overlap {@code x}.
 *
 * <p>Source: K. Chellapilla, S. Puri, P. Simard, High Performance Convolutional Neural Networks for
 * Document Processing, 2006.
 */
public final class Im2col {
  private Im2col() {}

  /** The height or width of the result; refuses what makes no sense. */
  public static int extent(int size, int kernel, int stride, int padding) {
    if (size < 0 || kernel < 1 || stride < 1 || padding < 0 || size + 2L * padding < kernel) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernel
              + " does not go over "
              + size
              + " elements, padding="
              + padding
              + ", stride="
              + stride);
    }
    return Math.toIntExact((size + 2L * padding - kernel) / stride + 1);
  }

  /** {@code x} is channels × height × width, {@code y} is channels·K·L × H'·W'. */
  public static void im2col(
      int channels,
      int height,
      int width,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int padding,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    int high = extent(height, kernelHeight, stride, padding);
    int wide = extent(width, kernelWidth, stride, padding);
    int taps = Math.multiplyExact(kernelHeight, kernelWidth);
    int rows = Check.size(channels, taps);
    Check.range("x", x.length, xOffset, Check.size(channels, Math.multiplyExact(height, width)));
    Check.range("y", y.length, yOffset, Check.size(rows, Math.multiplyExact(high, wide)));
    for (int r = 0; r < rows; r++) {
      int down = r % taps / kernelWidth - padding;
      int right = r % kernelWidth - padding;
      int plane = xOffset + r / taps * height * width;
      for (int v = 0; v < high; v++) {
        int row = v * stride + down;
        int to = yOffset + (r * high + v) * wide;
        if (row < 0 || row >= height) {
          Arrays.fill(y, to, to + wide, 0f);
        } else {
          copyRow(width, wide, stride, right, x, plane + row * width, y, to);
        }
      }
    }
  }

  /** {@code y[i] ← x[i·stride + right]}, 0 outside of the row. */
  private static void copyRow(
      int width, int wide, int stride, int right, float[] x, int xOffset, float[] y, int yOffset) {
    int first = first(stride, right, wide);
    int end = end(width, stride, right, wide, first);
    Arrays.fill(y, yOffset, yOffset + first, 0f);
    if (stride == 1 && end > first) {
      System.arraycopy(x, xOffset + first + right, y, yOffset + first, end - first);
    } else {
      for (int i = first; i < end; i++) {
        y[yOffset + i] = x[xOffset + i * stride + right];
      }
    }
    Arrays.fill(y, yOffset + end, yOffset + wide, 0f);
  }

  /** The first i, up to {@code wide}, with {@code i·stride + right ≥ 0}. */
  static int first(int stride, int right, int wide) {
    return right >= 0 ? 0 : Math.min(wide, (stride - 1 - right) / stride);
  }

  /** The first i behind, up to {@code wide}, with {@code i·stride + right ≥ width}. */
  static int end(int width, int stride, int right, int wide, int first) {
    int behind = width <= right ? 0 : (width - right + stride - 1) / stride;
    return Math.max(first, Math.min(wide, behind));
  }
}
