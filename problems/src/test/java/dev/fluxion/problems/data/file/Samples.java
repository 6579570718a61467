package dev.fluxion.problems.data.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files as other programs write them. */
final class Samples {
  private Samples() {}

  /** IDX of unsigned bytes: byte i is i mod 251. */
  static byte[] idx(int... extents) {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * extents.length + size);
    out.putInt(0x800 | extents.length);
    for (int extent : extents) {
      out.putInt(extent);
    }
    for (int i = 0; i < size; i++) {
      out.put((byte) (extents.length == 1 ? i % 10 : i % 251));
    }
    return out.array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** An array of NumPy of a type such as {@code <f4}; number i is i. */
  static byte[] npy(String type, String shape, int count) {
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    String header = text + " ".repeat(63 - (10 + text.length()) % 64) + "\n";
    int width = type.charAt(2) - '0';
    ByteBuffer out = ByteBuffer.allocate(10 + header.length() + count * width);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    out.put((byte) 0).put((byte) header.length()).put((byte) (header.length() >> 8));
    out.put(header.getBytes(StandardCharsets.US_ASCII));
    out.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (type.substring(1)) {
        case "f4" -> out.putFloat(i);
        case "f8" -> out.putDouble(i);
        case "f2" -> out.putShort(Float.floatToFloat16(i));
        case "i8", "u8" -> out.putLong(i);
        case "i4", "u4" -> out.putInt(i);
        case "i2", "u2" -> out.putShort((short) i);
        default -> out.put((byte) i);
      }
    }
    return out.array();
  }

  static byte[] npz(byte[] x, byte[] y) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(x);
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(y);
    }
    return out.toByteArray();
  }

  /** Images of CIFAR: image i has label i, all its pixels are i. */
  static byte[] cifar(int images, int labels) {
    ByteBuffer out = ByteBuffer.allocate(images * (labels + 3072));
    for (int i = 0; i < images; i++) {
      for (int j = 0; j < labels + 3072; j++) {
        out.put((byte) i);
      }
    }
    return out.array();
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
