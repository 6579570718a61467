package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * Follows a journal that another process is writing: reads only what is new, and leaves an
 * unfinished last line for later.
 */
public final class JournalReader {
  private static final int MOST = 1 << 26; // bytes at once

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
      while (read(channel)) {}
    }
    return List.copyOf(results);
  }

  /** Reads whole lines; false where there is no further one. */
  private boolean read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(MOST, channel.size() - position));
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {}
    byte[] bytes = buffer.array();
    int begin = 0;
    for (int i = 0; i < buffer.position(); i++) {
      if (bytes[i] == '\n') {
        add(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
        begin = i + 1;
      }
    }
    position += begin;
    return begin > 0;
  }

  private void add(String line) throws IOException {
    try {
      results.add(Json.read(line, RunResult.class));
    } catch (JacksonException e) {
      throw new IOException(
          file
              + ", line "
              + (results.size() + 1)
              + " is not a recorded run: "
              + e.getOriginalMessage(),
          e);
    }
  }
}
