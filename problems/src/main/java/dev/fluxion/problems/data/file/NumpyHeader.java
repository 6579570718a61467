package dev.fluxion.problems.data.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type and shape of an array of NumPy.
 *
 * <p>Formula: {@code 93 NUMPY major minor, length, {'descr': '<f4', 'fortran_order': False,
 * 'shape': (2, 3), }}, the length in 2 bytes (version 1) or 4, the lowest first.
 *
 * <p>Source: R. Kern, «A Simple File Format for NumPy Arrays», NEP 1, 2007.
 *
 * @param big whether the highest byte of a number comes first
 * @param kind {@code f}, {@code i}, {@code u} or {@code b}
 * @param width bytes of a number
 * @param shape the extents
 */
record NumpyHeader(boolean big, char kind, int width, List<Long> shape) {
  private static final int LONGEST = 1 << 16;

  private static final Pattern TYPE =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d{0,4})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  static NumpyHeader read(BinaryInput in) throws IOException {
    byte[] first = new byte[8];
    in.fill(first, "the first bytes of an array of NumPy");
    String magic = new String(first, 0, 6, StandardCharsets.ISO_8859_1);
    if (!magic.equals("\u0093NUMPY")) {
      throw in.wrong(0, "this is no array of NumPy, whose first bytes are 93 NUMPY");
    }
    int version = first[6];
    if (version < 1 || version > 3) {
      throw in.wrong(6, "version " + version + "; versions 1 to 3 are read");
    }
    byte[] size = new byte[version == 1 ? 2 : 4];
    in.fill(size, "the length of the header");
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = length << 8 | size[i] & 0xFF;
    }
    if (length > LONGEST) {
      throw in.wrong(8, "a header of " + length + " bytes; allowed: at most " + LONGEST);
    }
    long at = in.at();
    byte[] header = new byte[in.require("bytes of header", length, 1)];
    in.fill(header, "the header");
    return parse(in, at, new String(header, StandardCharsets.ISO_8859_1));
  }

  private static NumpyHeader parse(BinaryInput in, long at, String text) throws IOException {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher extents = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !extents.find()) {
      throw in.wrong(at, "a header that cannot be read: " + text.strip());
    }
    char kind = type.group(2).charAt(0);
    int width = type.group(3).isEmpty() ? 0 : Integer.parseInt(type.group(3));
    boolean known =
        switch (kind) {
          case 'f' -> width == 2 || width == 4 || width == 8;
          case 'i', 'u' -> width == 1 || width == 2 || width == 4 || width == 8;
          case 'b' -> width == 1;
          default -> false;
        };
    if (!known) {
      throw in.wrong(
          at,
          "type "
              + kind
              + type.group(3)
              + "; read are f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1; save words as numbers of classes");
    }
    List<Long> shape = new ArrayList<>();
    Matcher digits = Pattern.compile("\\d+").matcher(extents.group(1));
    while (digits.find()) {
      if (digits.group().length() > 18) {
        throw in.wrong(at, "an extent of " + digits.group());
      }
      shape.add(Long.parseLong(digits.group()));
    }
    if (order.group(1).equals("True") && shape.size() > 1) {
      throw in.wrong(at, "numbers column by column; save numpy.ascontiguousarray(x) instead");
    }
    return new NumpyHeader(type.group(1).equals(">"), kind, width, shape);
  }
}
