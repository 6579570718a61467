package dev.fluxion.experiments.runner;

import dev.fluxion.models.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal of a laboratory: one {@link JournalLine} per finished run, appended and forced to the
 * disk as soon as the run ends. A line that was cut off by an interruption is dropped when the
 * journal is opened again. One process at a time: see {@link JournalLock}.
 *
 * <p>Results stay in the file; in memory are their keys and places, so that a journal may be larger
 * than the memory.
 */
public final class Journal implements AutoCloseable {
  private final Path file;
  private final JournalLock lock;
  private final Map<RunKey, Place> places = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private FileChannel channel;
  private long end;

  /**
   * Where a line stands.
   *
   * @param offset of its first byte
   * @param length in bytes, with the end of the line
   * @param check its checksum
   */
  private record Place(long offset, int length, String check) {}

  private Journal(Path file, JournalLock lock, FileChannel channel) {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * Opens or creates a journal.
   *
   * @throws IOException if the file cannot be read or written, a line of it is damaged, or another
   *     process holds it
   */
  public static Journal open(Path file) throws IOException {
    return open(file, JournalLock.take(file));
  }

  /** The same for who has the lock already; from now on it belongs to the journal. */
  static Journal open(Path file, JournalLock lock) throws IOException {
    try {
      AtomicFile.sweep(file);
      return loaded(new Journal(file, lock, writable(file)));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Opens a journal for reading only, without locking or mending it: what stands in it now. A line
   * without end is left out.
   *
   * @throws IOException if the file cannot be read or a line of it is damaged
   */
  static Journal view(Path file) throws IOException {
    return loaded(new Journal(file, null, FileChannel.open(file, StandardOpenOption.READ)));
  }

  private static Journal loaded(Journal journal) throws IOException {
    try {
      journal.load();
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.channel.close();
      throw e;
    }
  }

  /**
   * Reads all results of a journal without locking or mending it. A line without end is left out:
   * its run is in progress, or was interrupted.
   */
  public static List<RunResult> read(Path file) throws IOException {
    List<RunResult> results = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      JournalLine.scan(
          in, (number, offset, bytes) -> results.add(JournalLine.read(bytes, file, number)));
    }
    return results;
  }

  private static FileChannel writable(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void load() throws IOException {
    end =
        JournalLine.scan(
            Channels.newInputStream(channel.position(0)),
            (number, offset, bytes) -> load(number, offset, bytes));
    long rest = channel.size() - end;
    if (rest > 0) {
      String line = " an unfinished last line of " + file + " (" + rest + " bytes, ";
      if (lock == null) {
        notes.add("left out" + line + "of a run in progress or interrupted)");
        return;
      }
      notes.add("dropped" + line + "left by an interruption); its run is repeated");
      channel.truncate(end);
    }
    channel.position(end);
  }

  private void load(int number, long offset, byte[] bytes) throws IOException {
    RunKey key = JournalLine.key(bytes, file, number);
    String check = JournalLine.check(new String(bytes, StandardCharsets.UTF_8));
    Place before = places.put(key, new Place(offset, bytes.length + 1, check));
    if (before != null && !before.check().equals(check)) {
      throw new IOException(
          file
              + ", line "
              + number
              + " contradicts an earlier line: the same run "
              + key.label()
              + ", other numbers; delete both lines to repeat it");
    }
  }

  /** What was mended when the journal was opened, for the user. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether the result of a key is recorded. */
  public synchronized boolean has(RunKey key) {
    return places.containsKey(key);
  }

  /** The recorded result of a key, or null. */
  public synchronized RunResult get(RunKey key) {
    Place place = places.get(key);
    if (place == null) {
      return null;
    }
    try {
      return Json.read(text(place), RunResult.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The recorded line of a key, without the end of the line; the key must be there. */
  synchronized String line(RunKey key) throws IOException {
    return text(places.get(key)).strip();
  }

  private String text(Place place) throws IOException {
    return new String(bytes(place), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Place place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    while (bytes.hasRemaining() && channel.read(bytes, place.offset() + bytes.position()) >= 0) {}
    if (bytes.hasRemaining()) {
      throw new IOException("it has been cut off by another program");
    }
    return bytes.array();
  }

  /** The keys of all recorded runs, in order. */
  synchronized List<RunKey> keys() {
    return List.copyOf(places.keySet());
  }

  /** The file. */
  Path file() {
    return file;
  }

  /** The checksums of all recorded lines, in order. */
  public synchronized List<String> checks() {
    return places.values().stream().map(Place::check).toList();
  }

  /** Appends a result and forces it to the disk. */
  public void append(RunResult result) {
    append(result.key(), JournalLine.of(result));
  }

  /** Appends the line of a key and forces it to the disk; on failure the file is as it was. */
  void append(RunKey key, String line) {
    append(key, line, true);
  }

  /** The same, and forced to the disk only if asked for. */
  synchronized void append(RunKey key, String line, boolean force) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (force) {
        channel.force(false);
      }
    } catch (IOException e) {
      undo(e);
      throw new UncheckedIOException(
          "cannot write "
              + file
              + ": "
              + e.getMessage()
              + "; the runs recorded so far are kept: mend that, then the same command goes on",
          e);
    }
    places.put(key, new Place(end, bytes.length, JournalLine.check(line)));
    end += bytes.length;
  }

  private void undo(IOException failure) {
    try {
      channel.truncate(end).position(end);
    } catch (IOException e) {
      failure.addSuppressed(e); // the unfinished line is dropped when the journal is opened again
    }
  }

  /**
   * Rewrites the journal in the order of the given keys, so that equal work gives equal files
   * whatever the number of threads. Other recorded runs follow behind.
   */
  public synchronized void sort(List<RunKey> order) throws IOException {
    Map<RunKey, Place> sorted = new LinkedHashMap<>();
    for (RunKey key : order) {
      if (places.containsKey(key)) {
        sorted.put(key, places.get(key));
      }
    }
    places.forEach(sorted::putIfAbsent);
    if (List.copyOf(sorted.values()).equals(List.copyOf(places.values())) && end == written()) {
      return;
    }
    AtomicFile.write(file, out -> copy(sorted.values(), out));
    places.clear();
    end = 0;
    sorted.forEach(
        (key, place) -> {
          places.put(key, new Place(end, place.length(), place.check()));
          end += place.length();
        });
    channel.close();
    channel = writable(file);
    channel.position(end);
  }

  /** Number of bytes of the lines that count: of two with one key, the last. */
  private long written() {
    return places.values().stream().mapToLong(Place::length).sum();
  }

  private void copy(Iterable<Place> sorted, OutputStream out) throws IOException {
    for (Place place : sorted) {
      out.write(bytes(place));
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) { // none for a view
      channel.close();
    }
  }
}
