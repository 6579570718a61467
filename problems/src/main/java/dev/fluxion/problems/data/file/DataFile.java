package dev.fluxion.problems.data.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens files of data, packed by gzip or not, and says in all errors which file it is.
 *
 * <p>Formula: gzip makes a file smaller by 1032 times at most (L. Deutsch, «DEFLATE Compressed Data
 * Format Specification», RFC 1951, 1996), so a packed file of n bytes holds at most 1032·n.
 */
final class DataFile {
  /** Of the largest memory, what data read may take while they are read. */
  private static final int SHARE = 2;

  private static final int LARGEST_RATIO = 1032;

  private DataFile() {}

  /** What reads an open file. */
  interface Reader<T> {
    /** Reads it. */
    T read(BinaryInput in) throws IOException;
  }

  /**
   * Opens a file, reads it and closes it.
   *
   * @throws IOException if it is missing, or as the reader says; the message names the file
   */
  static <T> T read(Path file, Reader<T> reader) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + " does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no file, but a folder or a device");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read; change its permissions");
    }
    long size = Files.size(file);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      long most = packed ? size * LARGEST_RATIO : size;
      InputStream in = packed ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
      return reader.read(new BinaryInput(file, in, most));
    } catch (EOFException e) {
      throw new IOException(file + " is cut off", e);
    } catch (ZipException e) {
      throw new IOException(file + " is damaged; gzip says: " + e.getMessage(), e);
    }
  }

  /** The whole file as text in UTF-8. */
  static String text(Path file) throws IOException {
    return read(
        file,
        in -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          byte[] buffer = new byte[1 << 16];
          for (int got = in.some(buffer); got > 0; got = in.some(buffer)) {
            requireMemory(file, 4L * (all.size() + got));
            all.write(buffer, 0, got);
          }
          return decode(file, all.toByteArray());
        });
  }

  private static String decode(Path file, byte[] bytes) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      try {
        result.throwException();
      } catch (CharacterCodingException e) {
        throw new IOException(
            file + ": byte " + in.position() + " is no UTF-8; convert the file to UTF-8", e);
      }
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The lines of a file in UTF-8; the last may lack its end. */
  static String[] lines(Path file) throws IOException {
    String text = text(file);
    return text.isEmpty() ? new String[0] : text.split("\r\n|\n|\r", -1);
  }

  /** Requires that so many bytes can be had. */
  static void requireMemory(Path file, long bytes) throws IOException {
    long most = Runtime.getRuntime().maxMemory() / SHARE;
    if (bytes > most) {
      throw new IOException(
          file
              + " needs "
              + (bytes >> 20)
              + " MB, more than half of the memory of this JVM; take fewer rows, or more memory"
              + " (JDK_JAVA_OPTIONS=-Xmx…)");
    }
  }
}
