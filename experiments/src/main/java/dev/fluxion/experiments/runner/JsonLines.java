package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of lines that is only ever appended to, by one process at a time: the file is locked. What
 * stands behind the last line end was cut off by an interruption and is dropped when the file is
 * opened.
 */
public final class JsonLines implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final List<String> lines = new ArrayList<>();
  private long dropped;

  private JsonLines(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens or creates a file.
   *
   * @throws IOException if it cannot be read or written, or is open already
   */
  public static JsonLines open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException(
            file + " is in use by another process; wait for it or choose another file");
      }
      JsonLines lines = new JsonLines(file, channel);
      lines.load();
      return lines;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(file + " is already open in this process", e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void load() throws IOException {
    long end =
        JournalLine.scan(
            Channels.newInputStream(channel.position(0)),
            (number, offset, bytes) -> lines.add(new String(bytes, StandardCharsets.UTF_8)));
    dropped = channel.size() - end;
    channel.truncate(end);
    channel.position(end);
  }

  /** The lines that were there when the file was opened. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Number of bytes of an unfinished last line that were dropped. */
  public long dropped() {
    return dropped;
  }

  /**
   * Appends a line. It is safe from a crash of this process, but not yet from one of the system.
   */
  public synchronized void append(String line) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Forces what was appended to the disk. */
  public synchronized void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
