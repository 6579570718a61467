package dev.fluxion.problems.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The bytes of a file, read one after the other, with the place of each for messages.
 *
 * <p>Formula: {@code at} counts bytes from 0; at most {@code most} can come in all, so that no
 * length written in a file makes us take more memory than the file can fill.
 */
final class BinaryInput {
  private final Path file;
  private final InputStream in;
  private final long most;
  private long at;

  BinaryInput(Path file, InputStream in, long most) {
    this.file = file;
    this.in = in;
    this.most = most;
  }

  Path file() {
    return file;
  }

  /** Where the next byte is. */
  long at() {
    return at;
  }

  /** An exception at a byte. */
  IOException wrong(long place, String message) {
    return new IOException(file + ": byte " + place + ": " + message);
  }

  /** As many bytes as come; 0 at the end. */
  int some(byte[] out) throws IOException {
    int got = in.readNBytes(out, 0, out.length);
    at += got;
    return got;
  }

  /** Fills an array. */
  void fill(byte[] out, String what) throws IOException {
    fill(out, out.length, what);
  }

  /** Fills the first bytes of an array. */
  void fill(byte[] out, int n, String what) throws IOException {
    long begin = at;
    int got = in.readNBytes(out, 0, n);
    at += got;
    if (got < n) {
      throw wrong(at, "the file ends within " + what + ", which needs " + n + " from " + begin);
    }
  }

  /** An unsigned number of 4 bytes, the highest first. */
  long unsigned(String what) throws IOException {
    byte[] bytes = new byte[Integer.BYTES];
    fill(bytes, what);
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | b & 0xFF;
    }
    return value;
  }

  /**
   * Requires that so many things of so many bytes each can follow, and that an array can hold as
   * many numbers.
   *
   * @return their number
   */
  int require(String what, long count, long bytesEach) throws IOException {
    long left = most - at;
    if (count < 0 || bytesEach <= 0 || count > Math.max(0, left) / bytesEach) {
      throw wrong(
          at,
          count
              + " "
              + what
              + " of "
              + bytesEach
              + " bytes are announced, but at most "
              + left
              + " bytes follow; the file is cut off, damaged or of another kind");
    }
    if (count * bytesEach > Integer.MAX_VALUE - 8) {
      throw wrong(at, count + " " + what + " are more than an array holds; take fewer rows");
    }
    return (int) count;
  }

  /** Requires the end of the file. */
  void requireEnd() throws IOException {
    if (in.read() >= 0) {
      throw wrong(at, "more follows than the file announces");
    }
  }
}
