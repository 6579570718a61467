package dev.fluxion.models.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as bytes, the lowest first, bit by bit. */
final class Floats {
  private static final int CHUNK = 1 << 14;

  private Floats() {}

  static void write(OutputStream out, float[] values, int offset, int n) throws IOException {
    ByteBuffer bytes = buffer(n);
    for (int done = 0; done < n; done += CHUNK) {
      int count = Math.min(CHUNK, n - done);
      bytes.asFloatBuffer().put(values, offset + done, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  /** Reads so many floats; returns how many bytes there were, fewer only if the stream ends. */
  static long read(InputStream in, float[] values, int offset, int n) throws IOException {
    ByteBuffer bytes = buffer(n);
    long read = 0;
    for (int done = 0; done < n; done += CHUNK) {
      int count = Math.min(CHUNK, n - done);
      int got = in.readNBytes(bytes.array(), 0, count * Float.BYTES);
      read += got;
      if (got < count * Float.BYTES) {
        return read;
      }
      bytes.asFloatBuffer().get(values, offset + done, count);
    }
    return read;
  }

  private static ByteBuffer buffer(int n) {
    return ByteBuffer.allocate(Math.min(CHUNK, n) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
