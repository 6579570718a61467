package dev.fluxion.bench.run;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Work;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A checksum over the bits of results; all NaN count as one. */
public final class Digest {
  private static final double LONG = 1e9; // flops beyond which one call must do

  private Digest() {}

  /** The checksum after the first calls; the same number of them in every form. */
  public static String of(Case row, Work work) {
    for (int i = row.cost().flops() > LONG ? 1 : 2; i > 0; i--) {
      work.call().run();
    }
    return of(work.outputs());
  }

  /** The checksum of arrays. */
  static String of(Object... arrays) {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 13);
    for (Object array : arrays) {
      switch (array) {
        case float[] x -> {
          for (float value : x) {
            room(buffer, crc).putInt(Float.floatToIntBits(value));
          }
        }
        case double[] x -> {
          for (double value : x) {
            room(buffer, crc).putLong(Double.doubleToLongBits(value));
          }
        }
        default -> throw new IllegalArgumentException("no array of floats: " + array);
      }
    }
    crc.update(buffer.flip());
    return String.format("%08x", crc.getValue());
  }

  /** The buffer, emptied into the checksum when full. */
  private static ByteBuffer room(ByteBuffer buffer, CRC32C crc) {
    if (buffer.remaining() < Double.BYTES) {
      crc.update(buffer.flip());
      buffer.clear();
    }
    return buffer;
  }
}
