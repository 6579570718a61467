package dev.fluxion.autodiff.op;

import java.util.Arrays;

/**
 * Windows that move over an image, for convolutions and pooling.
 *
 * <p>Formula: {@code columns[(c·K + k)·L + l, v·W' + w'] = x[c, v·sv + k - pv, w'·sh + l - ph]}, 0
 * outside of the image, for channels c, places (k, l) of a K × L window and its positions (v, w'),
 * of which there are H' × W' with {@code H' = (H + 2·pv - K) / sv + 1}; s are strides, p paddings,
 * vertical and horizontal.
 *
 * <p>Source: K. Chellapilla, S. Puri, P. Simard, High Performance Convolutional Neural Networks for
 * Document Processing, 2006.
 */
final class Windows {
  private Windows() {}

  /** Number of positions along an axis. */
  static int positions(int extent, int window, int stride, int padding) {
    if (extent + 2L * padding < window) {
      throw new IllegalArgumentException(
          "a window of "
              + window
              + " does not go into an extent of "
              + extent
              + " with a padding of "
              + padding);
    }
    return Math.toIntExact((extent + 2L * padding - window) / stride + 1);
  }

  /** First position at which place {@code k} of the window is inside, not before. */
  static int first(int k, int stride, int padding) {
    return Math.max(0, (padding - k + stride - 1) / stride);
  }

  /** First position from which place {@code k} of the window is behind the image. */
  static int end(int k, int stride, int padding, int extent, int positions) {
    int last = extent - 1 + padding - k;
    return last < 0 ? 0 : Math.min(positions, last / stride + 1);
  }

  /** One row of the columns: place (k, l) at all positions over one channel. */
  static void unfold(
      int height,
      int width,
      int high,
      int wide,
      int k,
      int l,
      int strideHeight,
      int strideWidth,
      int paddingHeight,
      int paddingWidth,
      float[] x,
      int xOffset,
      float[] columns,
      int columnsOffset) {
    int left = first(l, strideWidth, paddingWidth);
    int right = Math.max(left, end(l, strideWidth, paddingWidth, width, wide));
    for (int v = 0; v < high; v++) {
      int row = v * strideHeight + k - paddingHeight;
      int to = columnsOffset + v * wide;
      if (row < 0 || row >= height || left >= wide) {
        Arrays.fill(columns, to, to + wide, 0f);
        continue;
      }
      int from = xOffset + row * width + l - paddingWidth;
      Arrays.fill(columns, to, to + left, 0f);
      if (strideWidth == 1) {
        System.arraycopy(x, from + left, columns, to + left, right - left);
      } else {
        for (int w = left; w < right; w++) {
          columns[to + w] = x[from + w * strideWidth];
        }
      }
      Arrays.fill(columns, to + right, to + wide, 0f);
    }
  }

  /** Adds a row of the columns back onto the image. */
  static void fold(
      int height,
      int width,
      int high,
      int wide,
      int k,
      int l,
      int strideHeight,
      int strideWidth,
      int paddingHeight,
      int paddingWidth,
      float[] columns,
      int columnsOffset,
      float[] x,
      int xOffset) {
    int left = first(l, strideWidth, paddingWidth);
    int right = Math.max(left, end(l, strideWidth, paddingWidth, width, wide));
    int top = first(k, strideHeight, paddingHeight);
    int bottom = end(k, strideHeight, paddingHeight, height, high);
    for (int v = top; v < bottom; v++) {
      int from = columnsOffset + v * wide;
      int onto = xOffset + (v * strideHeight + k - paddingHeight) * width + l - paddingWidth;
      for (int w = left; w < right; w++) {
        x[onto + w * strideWidth] += columns[from + w];
      }
    }
  }
}
