package dev.fluxion.problems.data.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An array of NumPy, of any numbers, as floats.
 *
 * <p>Formula: {@code values[i]}, row by row; numbers of 8 bytes are rounded.
 *
 * @param shape the extents
 * @param values the numbers
 * @param whole whether its type is one of whole numbers
 */
record NumpyArray(List<Long> shape, float[] values, boolean whole) {
  private static final int CHUNK = 1 << 13;

  static NumpyArray read(BinaryInput in) throws IOException {
    NumpyHeader header = NumpyHeader.read(in);
    long count = 1;
    for (long extent : header.shape()) {
      if (extent != 0 && count > Integer.MAX_VALUE / extent) {
        throw in.wrong(in.at(), "shape " + header.shape() + " is more than an array holds");
      }
      count *= extent;
    }
    int n = in.require("numbers", count, header.width());
    DataFile.requireMemory(in.file(), 3L * Float.BYTES * n);
    float[] values = new float[n];
    int width = header.width();
    byte[] bytes = new byte[Math.min(n, CHUNK) * width];
    ByteBuffer numbers =
        ByteBuffer.wrap(bytes).order(header.big() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < n; from += CHUNK) {
      int some = Math.min(CHUNK, n - from);
      in.fill(bytes, some * width, "the numbers");
      for (int i = 0; i < some; i++) {
        values[from + i] = number(header, numbers, i * width);
      }
    }
    in.requireEnd();
    return new NumpyArray(header.shape(), values, header.kind() != 'f');
  }

  private static float number(NumpyHeader header, ByteBuffer numbers, int at) {
    boolean signed = header.kind() == 'i';
    return switch (header.width()) {
      case 1 -> signed ? numbers.get(at) : numbers.get(at) & 0xFF;
      case 2 ->
          header.kind() == 'f'
              ? Float.float16ToFloat(numbers.getShort(at))
              : signed ? numbers.getShort(at) : numbers.getShort(at) & 0xFFFF;
      case 4 ->
          header.kind() == 'f'
              ? numbers.getFloat(at)
              : signed ? numbers.getInt(at) : numbers.getInt(at) & 0xFFFFFFFFL;
      default ->
          header.kind() == 'f'
              ? (float) numbers.getDouble(at)
              : signed || numbers.getLong(at) >= 0
                  ? numbers.getLong(at)
                  : (float) (numbers.getLong(at) >>> 1) * 2;
    };
  }

  /** Extents of a row: all but the first; one channel more if they are height and width. */
  int[] sample() {
    int channels = shape.size() == 3 ? 1 : 0;
    int[] sample = new int[Math.max(1, shape.size() - 1 + channels)];
    sample[0] = 1;
    for (int i = 1; i < shape.size(); i++) {
      sample[i - 1 + channels] = Math.toIntExact(shape.get(i));
    }
    return sample;
  }

  /** Rows. */
  int rows() {
    return shape.isEmpty() ? 1 : Math.toIntExact(shape.getFirst());
  }
}
