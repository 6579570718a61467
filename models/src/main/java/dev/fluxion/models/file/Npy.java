package dev.fluxion.models.file;

import dev.fluxion.autodiff.layout.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of one array of NumPy, version 1.0: the bytes {@code 93 NUMPY 01 00}, the length of
 * what follows in 2 bytes, the lowest first, and {@code {'descr': '<f4', 'fortran_order': False,
 * 'shape': (2, 3), }}, filled up with spaces and a line feed to a multiple of 64 bytes in all.
 *
 * <p>Source: R. Kern, «A Simple File Format for NumPy Arrays», NEP 1, 2007.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private static final int ALIGNMENT = 64;

  private static final Pattern MEMBER =
      Pattern.compile("\\s*'(\\w+)'\\s*:\\s*('[^']*'|True|False|\\([0-9,\\s]*\\))\\s*(,|$)\\s*");

  private static final Pattern EXTENTS =
      Pattern.compile("\\(\\s*(?:(\\d{1,18}\\s*,\\s*)+(\\d{1,18}\\s*)?)?\\)");

  private Npy() {}

  static byte[] header(Shape shape) {
    StringBuilder extents = new StringBuilder();
    for (int axis = 0; axis < shape.rank(); axis++) {
      extents.append(axis > 0 ? ", " : "").append(shape.extent(axis));
    }
    extents.append(shape.rank() == 1 ? "," : "");
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }";
    int before = MAGIC.length + Short.BYTES;
    int total = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = Arrays.copyOf(MAGIC, total);
    header[MAGIC.length] = (byte) (total - before);
    header[MAGIC.length + 1] = (byte) (total - before >>> 8);
    Arrays.fill(header, before, total, (byte) ' ');
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, before, bytes.length);
    header[total - 1] = '\n';
    return header;
  }

  /**
   * Reads a header; returns the shape.
   *
   * @param in the array's stream; then at the first number
   * @param where file and tensor, for messages
   */
  static List<Long> readShape(InputStream in, String where) throws IOException {
    byte[] first = in.readNBytes(MAGIC.length + Short.BYTES);
    if (first.length < MAGIC.length + Short.BYTES
        || Arrays.mismatch(MAGIC, 0, 6, first, 0, 6) >= 0) {
      throw new IOException(where + " is not an array of NumPy: its first bytes are others");
    }
    if (first[6] != 1 || first[7] != 0) {
      throw new IOException(
          where + " has format " + first[6] + "." + first[7] + "; only 1.0 is read");
    }
    int length = first[8] & 0xFF | (first[9] & 0xFF) << 8;
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException(where + " ended within its header of " + length + " bytes");
    }
    Map<String, String> members = members(new String(bytes, StandardCharsets.ISO_8859_1), where);
    String type = members.get("descr");
    if (!"'<f4'".equals(type)) {
      throw new IOException(
          where + " has type " + type + "; only '<f4' is read: convert it before");
    }
    if (!"False".equals(members.get("fortran_order"))) {
      throw new IOException(where + " lies column by column; only row by row is read");
    }
    return extents(members.get("shape"), where);
  }

  private static Map<String, String> members(String text, String where) throws IOException {
    String dictionary = text.strip();
    IOException wrong = new IOException(where + " has a header that cannot be read: " + dictionary);
    if (!dictionary.startsWith("{") || !dictionary.endsWith("}")) {
      throw wrong;
    }
    Map<String, String> members = new HashMap<>();
    String body = dictionary.substring(1, dictionary.length() - 1);
    Matcher member = MEMBER.matcher(body);
    int at = 0;
    while (at < body.length()) {
      member.region(at, body.length());
      if (!member.lookingAt() || members.put(member.group(1), member.group(2)) != null) {
        throw wrong;
      }
      at = member.end();
    }
    if (!members.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
      throw wrong;
    }
    return members;
  }

  private static List<Long> extents(String tuple, String where) throws IOException {
    if (!EXTENTS.matcher(tuple).matches()) {
      throw new IOException(where + " has a shape that cannot be read: " + tuple);
    }
    List<Long> extents = new ArrayList<>();
    Matcher digits = Pattern.compile("\\d+").matcher(tuple);
    while (digits.find()) {
      extents.add(Long.parseLong(digits.group()));
    }
    return extents;
  }
}
