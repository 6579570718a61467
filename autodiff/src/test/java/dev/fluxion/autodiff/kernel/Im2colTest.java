package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Im2colTest {
  /**
   * A convolution.
   *
   * @param c channels
   * @param h height
   * @param w width
   * @param kh height of the kernel
   * @param kw width of the kernel
   * @param stride step of the kernel
   * @param padding zeros around the image
   */
  private record Geometry(int c, int h, int w, int kh, int kw, int stride, int padding) {
    int high() {
      return (h + 2 * padding - kh) / stride + 1;
    }

    int wide() {
      return (w + 2 * padding - kw) / stride + 1;
    }

    int rows() {
      return c * kh * kw;
    }

    /** The place of element {@code t} of the columns in the image, or −1. */
    int place(int t) {
      int v = t / wide() % high();
      int u = t % wide();
      int r = t / (high() * wide());
      int row = v * stride + r / kw % kh - padding;
      int column = u * stride + r % kw - padding;
      boolean inside = row >= 0 && row < h && column >= 0 && column < w;
      return inside ? (r / (kh * kw) * h + row) * w + column : -1;
    }
  }

  private static List<Geometry> geometries() {
    List<Geometry> all = new ArrayList<>();
    for (int c : new int[] {0, 1, 3}) {
      for (int[] size : new int[][] {{1, 1}, {4, 5}, {7, 40}, {9, 3}}) {
        for (int[] kernel : new int[][] {{1, 1}, {3, 3}, {2, 5}}) {
          for (int stride : new int[] {1, 2, 3}) {
            for (int padding : new int[] {0, 1, 4}) {
              if (size[0] + 2 * padding >= kernel[0] && size[1] + 2 * padding >= kernel[1]) {
                all.add(new Geometry(c, size[0], size[1], kernel[0], kernel[1], stride, padding));
              }
            }
          }
        }
      }
    }
    return all;
  }

  @Test
  void columnsAreThePlacesUnderTheKernel() {
    for (Geometry g : geometries()) {
      int size = g.rows() * g.high() * g.wide();
      float[] x = Awkward.SPECIAL.numbers(3 + g.c * g.h * g.w, 1);
      float[] y = Awkward.SPREAD.numbers(size + 9, 2);
      float[] expected = y.clone();
      for (int t = 0; t < size; t++) {
        expected[4 + t] = g.place(t) < 0 ? 0 : x[3 + g.place(t)];
      }
      Im2col.im2col(g.c, g.h, g.w, g.kh, g.kw, g.stride, g.padding, x, 3, y, 4);
      assertArrayEquals(expected, y, g.toString());
    }
  }

  @Test
  void imagesReceiveTheirColumnsInOrder() {
    for (Geometry g : geometries()) {
      int size = g.rows() * g.high() * g.wide();
      float[] x = Awkward.SPREAD.numbers(g.c * g.h * g.w + 8, 3);
      float[] y = Awkward.SPREAD.numbers(size + 2, 4);
      float[] expected = x.clone();
      for (int t = 0; t < size; t++) {
        if (g.place(t) >= 0) {
          expected[5 + g.place(t)] += y[2 + t];
        }
      }
      Col2im.col2im(g.c, g.h, g.w, g.kh, g.kw, g.stride, g.padding, y, 2, x, 5);
      assertArrayEquals(expected, x, g.toString());
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (int[] wrong :
        new int[][] {{-1, 1, 1, 0}, {3, 0, 1, 0}, {3, 1, 0, 0}, {3, 1, 1, -1}, {3, 6, 1, 1}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Im2col.extent(wrong[0], wrong[1], wrong[2], wrong[3]));
    }
    assertEquals(
        "a kernel of 6 does not go over 3 elements, padding=1, stride=1",
        assertThrows(IllegalArgumentException.class, () -> Im2col.extent(3, 6, 1, 1)).getMessage());
    float[] image = new float[9];
    float[] columns = new float[36];
    Kernels.assertRefused("x: 9", () -> Im2col.im2col(1, 3, 3, 3, 3, 1, 0, image, 1, columns, 0));
    Kernels.assertRefused("y: 9", () -> Im2col.im2col(1, 3, 3, 3, 3, 1, 0, image, 0, columns, 28));
    Kernels.assertRefused("y: 9", () -> Col2im.col2im(1, 3, 3, 3, 3, 1, 0, columns, 28, image, 0));
    Kernels.assertRefused("x: 9", () -> Col2im.col2im(1, 3, 3, 3, 3, 1, 0, columns, 0, image, 1));
  }
}
