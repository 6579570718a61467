package dev.fluxion.models.file;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Segment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The safetensors format: the length of the header in 8 bytes, the lowest first; the header in
 * JSON, filled up with spaces; the numbers. The header has for every tensor {@code "name":
 * {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}; offsets count bytes behind the header.
 *
 * <p>Source: N. Patry et al., «Safetensors», its section Format, 2022. Of the types only F32 is
 * read; text in {@code __metadata__} is passed over.
 */
public record SafeTensors() implements TensorFormat {
  /** The longest header that any reader takes. */
  private static final long LONGEST_HEADER = 100_000_000;

  private static final String METADATA = "__metadata__";

  /**
   * A tensor in a header.
   *
   * @param name its name
   * @param dtype its type
   * @param shape its extents
   * @param begin its first byte behind the header
   * @param end the byte behind
   */
  record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  @Override
  public void write(Path file, ParameterLayout layout, float[] values) throws IOException {
    Expected.requireSize(layout, values);
    byte[] header = header(layout);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(header.length);
    AtomicFile.write(
        file,
        out -> {
          out.write(length.array());
          out.write(header);
          Floats.write(out, values, 0, values.length);
        });
  }

  private static byte[] header(ParameterLayout layout) {
    StringBuilder text = new StringBuilder("{");
    for (Segment segment : layout.segments()) {
      if (segment.name().equals(METADATA)) {
        throw new IllegalArgumentException("no tensor can be called '" + METADATA + "'");
      }
      long begin = (long) Float.BYTES * segment.offset();
      text.append(text.length() > 1 ? "," : "");
      quote(segment.name(), text);
      text.append(":{\"dtype\":\"F32\",\"shape\":[");
      for (int axis = 0; axis < segment.shape().rank(); axis++) {
        text.append(axis > 0 ? "," : "").append(segment.shape().extent(axis));
      }
      text.append("],\"data_offsets\":[").append(begin).append(',');
      text.append(begin + (long) Float.BYTES * segment.size()).append("]}");
    }
    byte[] bytes = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[(bytes.length + 7) / 8 * 8];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    return padded;
  }

  private static void quote(String name, StringBuilder text) {
    text.append('"');
    for (char c : name.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  @Override
  public float[] read(Path file, ParameterLayout layout) throws IOException {
    Expected expected = new Expected(file, layout);
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] header = readHeader(file, size, in);
      List<Entry> entries = new SafeTensorsHeader(file, header).entries();
      requireTiles(file, entries, size - Long.BYTES - header.length);
      expected.requireNames(entries.stream().map(Entry::name).toList());
      float[] values = new float[layout.size()];
      for (Entry entry : inOrder(entries)) {
        Segment segment = expected.require(entry.name(), entry.shape());
        long wanted = (long) Float.BYTES * segment.size();
        long got = Floats.read(in, values, segment.offset(), segment.size());
        if (got != wanted) {
          throw new IOException(file + " ended within tensor '" + entry.name() + "'");
        }
      }
      return values;
    }
  }

  private static byte[] readHeader(Path file, long size, InputStream in) throws IOException {
    byte[] first = in.readNBytes(Long.BYTES);
    if (first.length < Long.BYTES) {
      throw new IOException(
          file + " has " + size + " bytes, too few for the length of a header, which has 8");
    }
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER) {
      throw new IOException(
          file
              + ": byte 0: a header of "
              + Long.toUnsignedString(length)
              + " bytes; allowed: 2 to "
              + LONGEST_HEADER);
    }
    if (length > size - Long.BYTES) {
      throw new IOException(
          file
              + ": byte 0: a header of "
              + length
              + " bytes, but "
              + (size - Long.BYTES)
              + " follow; the file is cut off or no safetensors file");
    }
    return in.readNBytes((int) length);
  }

  /** By place; an empty tensor stands before the one that begins there. */
  private static List<Entry> inOrder(List<Entry> entries) {
    return entries.stream()
        .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
        .toList();
  }

  /** Requires floats that fill the rest of the file without gap or overlap. */
  private static void requireTiles(Path file, List<Entry> entries, long rest) throws IOException {
    long at = 0;
    for (Entry entry : inOrder(entries)) {
      String tensor = file + ": tensor '" + entry.name() + "' ";
      if (!entry.dtype().equals("F32")) {
        throw new IOException(
            tensor + "has type " + entry.dtype() + "; only F32 is read: convert it before");
      }
      if (entry.begin() != at) {
        throw new IOException(
            tensor + "begins at byte " + entry.begin() + " of the data, not at " + at);
      }
      if (entry.end() - entry.begin() != bytes(entry.shape())) {
        throw new IOException(
            tensor
                + "of shape "
                + entry.shape()
                + " lies in bytes "
                + entry.begin()
                + " to "
                + entry.end());
      }
      at = entry.end();
    }
    if (at != rest) {
      throw new IOException(
          file + " has " + rest + " bytes of data, but its header describes " + at);
    }
  }

  /** Number of bytes, or -1 if there are more than a file can have. */
  private static long bytes(List<Long> shape) {
    long bytes = Float.BYTES;
    for (long extent : shape) {
      if (extent != 0 && bytes > Long.MAX_VALUE / extent) {
        return -1;
      }
      bytes *= extent;
    }
    return bytes;
  }
}
