package dev.fluxion.autodiff.kernel;

/**
 * Folds columns onto an image, adding where they overlap: the adjoint of {@link Im2col}.
 *
 * <p>Formula: {@code x[c, v·stride + k - padding, w'·stride + l - padding] += y[(c·K + k)·L + l,
 * v·W' + w']}, without what falls outside of the image. An element of the image receives its
 * addends in order of the kernel places (k, l), row by row.
 *
 * <p>Agreement: exact; with stride 1 it is {@link Add} by pieces of rows, else one element at a
 * time. {@code x} must not overlap {@code y}.
 *
 * <p>Source: K. Chellapilla, S. Puri, P. Simard, High Performance Convolutional Neural Networks for
 * Document Processing, 2006.
 */
public final class Col2im {
  private Col2im() {}

  /** {@code y} is channels·K·L × H'·W', {@code x} is channels × height × width. */
  public static void col2im(
      int channels,
      int height,
      int width,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int padding,
      float[] y,
      int yOffset,
      float[] x,
      int xOffset) {
    int high = Im2col.extent(height, kernelHeight, stride, padding);
    int wide = Im2col.extent(width, kernelWidth, stride, padding);
    int taps = Math.multiplyExact(kernelHeight, kernelWidth);
    int rows = Check.size(channels, taps);
    Check.range("y", y.length, yOffset, Check.size(rows, Math.multiplyExact(high, wide)));
    Check.range("x", x.length, xOffset, Check.size(channels, Math.multiplyExact(height, width)));
    for (int r = 0; r < rows; r++) {
      int down = r % taps / kernelWidth - padding;
      int right = r % kernelWidth - padding;
      int plane = xOffset + r / taps * height * width;
      for (int v = 0; v < high; v++) {
        int row = v * stride + down;
        if (row >= 0 && row < height) {
          int from = yOffset + (r * high + v) * wide;
          addRow(width, wide, stride, right, y, from, x, plane + row * width);
        }
      }
    }
  }

  /** {@code x[i·stride + right] += y[i]}, without what falls outside of the row. */
  private static void addRow(
      int width, int wide, int stride, int right, float[] y, int yOffset, float[] x, int xOffset) {
    int first = Im2col.first(stride, right, wide);
    int end = Im2col.end(width, stride, right, wide, first);
    if (stride == 1 && end > first) {
      int onto = xOffset + first + right;
      Add.add(end - first, x, onto, y, yOffset + first, x, onto);
    } else {
      for (int i = first; i < end; i++) {
        x[xOffset + i * stride + right] += y[yOffset + i];
      }
    }
  }
}
