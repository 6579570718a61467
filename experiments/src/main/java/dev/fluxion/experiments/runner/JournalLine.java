package dev.fluxion.experiments.runner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;

/**
 * A line of the journal: a recorded run as JSON, closed by a checksum, so that a damaged digit is
 * found as surely as a damaged brace. A line depends on its run's key only.
 *
 * <p>Formula: {@code {"key":…,…,"check":"c"}}, c = CRC-32 of the UTF-8 bytes before {@code
 * ,"check"}, as 8 hexadecimal digits.
 */
public final class JournalLine {
  private static final String OPEN = ",\"check\":\"";
  private static final String CLOSE = "\"}";
  private static final int DIGITS = 8;
  private static final int TAIL = OPEN.length() + DIGITS + CLOSE.length();
  private static final int BUFFER = 1 << 16;

  private JournalLine() {}

  /** What is told of every complete line, in order. */
  interface Visitor {
    /**
     * A line.
     *
     * @param number from 1
     * @param offset of its first byte
     * @param bytes without the end of the line
     */
    void line(int number, long offset, byte[] bytes) throws IOException;
  }

  /** The line of a run, without the end of the line. */
  public static String of(RunResult result) {
    String json = Json.line(result);
    String body = json.substring(0, json.length() - 1);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return body + OPEN + checksum(bytes, bytes.length) + CLOSE;
  }

  /** The checksum that a line carries. */
  public static String check(String line) {
    return line.substring(line.length() - CLOSE.length() - DIGITS, line.length() - CLOSE.length());
  }

  /**
   * Reads a line back.
   *
   * @throws IOException if it is damaged; says file, line and remedy
   */
  static RunResult read(byte[] bytes, Path file, int number) throws IOException {
    return read(bytes, file, number, RunResult.class);
  }

  /** The same for the key alone, past the numbers. */
  static RunKey key(byte[] bytes, Path file, int number) throws IOException {
    return read(bytes, file, number, Keyed.class).key();
  }

  /** The beginning of a result. */
  private record Keyed(RunKey key) {}

  private static <T> T read(byte[] bytes, Path file, int number, Class<T> type) throws IOException {
    String line = new String(bytes, StandardCharsets.UTF_8);
    int end = line.length() - TAIL;
    if (end < 0 || !line.startsWith(OPEN, end) || !line.endsWith(CLOSE)) {
      throw damaged(file, number, "it does not end with a checksum", null);
    }
    String found = checksum(bytes, bytes.length - TAIL);
    if (!found.equals(check(line))) {
      throw damaged(file, number, "its checksum is " + check(line) + ", not " + found, null);
    }
    try {
      return Json.read(line.substring(0, end) + "}", type);
    } catch (JacksonException e) {
      throw damaged(file, number, e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a stream line by line; of the stream, one line is in memory.
   *
   * @return the offset behind the last complete line
   */
  static long scan(InputStream stream, Visitor visitor) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stream, BUFFER);
    ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
    long begin = 0;
    int number = 1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
        continue;
      }
      visitor.line(number++, begin, line.toByteArray());
      begin += line.size() + 1;
      line.reset();
    }
    return begin;
  }

  private static IOException damaged(Path file, int number, String why, Throwable cause) {
    return new IOException(
        file
            + ", line "
            + number
            + " is not a recorded run ("
            + why
            + "); delete this line to repeat its run, or move the file away, or choose another"
            + " --out",
        cause);
  }

  private static String checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return String.format("%08x", crc.getValue());
  }
}
