package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Follows a journal that is being written: reads only what is new, and leaves an unfinished last
 * line for later.
 */
public final class JournalReader {
  private final Path file;
  private final List<RunResult> results = new ArrayList<>();
  private long position;
  private Object identity;

  /** A reader of a journal, which need not exist yet. */
  public JournalReader(Path file) {
    this.file = file;
  }

  /** All runs recorded by now. */
  public synchronized List<RunResult> poll() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    Object now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    try (FileChannel channel = FileChannel.open(file)) {
      if (!Objects.equals(now, identity) || channel.size() < position) { // replaced or begun anew
        results.clear();
        position = 0;
        identity = now;
      }
      InputStream rest = Channels.newInputStream(channel.position(position));
      position +=
          JournalLine.scan(
              rest,
              (number, offset, bytes) ->
                  results.add(JournalLine.read(bytes, file, results.size() + 1)));
    }
    return List.copyOf(results);
  }
}
