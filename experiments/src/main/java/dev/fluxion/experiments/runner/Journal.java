package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The journal of a laboratory: one JSON line per finished run, appended and forced to the disk as
 * soon as the run ends. A line that was cut off by an interruption is dropped when the journal is
 * opened again. One process at a time: the file is locked.
 */
public final class Journal implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final Map<String, RunResult> results = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens or creates a journal.
   *
   * @throws IOException if the file cannot be read or written, or another process holds it
   */
  public static Journal open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException(file + " is in use by another run; wait for it or choose --out");
      }
      Journal journal = new Journal(file, channel);
      journal.load();
      return journal;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(file + " is already open in this process", e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads a journal without locking or mending it. */
  public static List<RunResult> read(Path file) throws IOException {
    List<RunResult> results = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      try {
        results.add(Json.read(line, RunResult.class));
      } catch (JacksonException e) {
        throw new IOException(
            file + ", line " + number + " is not a recorded run: " + e.getOriginalMessage(), e);
      }
    }
    return results;
  }

  private void load() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int begin = 0;
    int number = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
        try {
          RunResult result = Json.read(line, RunResult.class);
          results.put(Json.line(result.key()), result);
        } catch (JacksonException e) {
          throw new IOException(
              file
                  + ", line "
                  + number
                  + " is not a recorded run ("
                  + e.getOriginalMessage()
                  + "); move the file away or choose another --out",
              e);
        }
        begin = i + 1;
        number++;
      }
    }
    if (begin < bytes.length) {
      notes.add(
          "dropped an unfinished last line of "
              + file
              + " ("
              + (bytes.length - begin)
              + " bytes, left by an interruption); its run is repeated");
      channel.truncate(begin);
    }
    channel.position(begin);
  }

  /** What was mended when the journal was opened, for the user. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** The recorded result of a key, or null. */
  public synchronized RunResult get(RunKey key) {
    return results.get(Json.line(key));
  }

  /** All recorded runs. */
  public synchronized List<RunResult> results() {
    return List.copyOf(results.values());
  }

  /** Appends a result and forces it to the disk. */
  public synchronized void append(RunResult result) {
    try {
      var buffer = ByteBuffer.wrap((Json.line(result) + "\n").getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    results.put(Json.line(result.key()), result);
  }

  /**
   * Rewrites the journal in the order of the given keys, so that equal work gives equal files
   * whatever the number of threads. Other recorded runs follow behind.
   */
  public synchronized void sort(List<RunKey> order) throws IOException {
    Map<String, RunResult> sorted = new LinkedHashMap<>();
    for (RunKey key : order) {
      String text = Json.line(key);
      if (results.containsKey(text)) {
        sorted.put(text, results.get(text));
      }
    }
    results.forEach(sorted::putIfAbsent);
    StringBuilder lines = new StringBuilder();
    sorted.values().forEach(result -> lines.append(Json.line(result)).append('\n'));
    Notebook.write(file, lines.toString());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
