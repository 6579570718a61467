package dev.fluxion.experiments.search;

import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * The journal of a study: a line that says which study it is, then one JSON line per trial, in
 * their order, written as soon as all before it are, and forced to the disk after every batch. A
 * study that goes on from its journal leaves the same bytes as one that was never interrupted.
 */
public final class StudyJournal implements AutoCloseable {
  private final Path file;
  private final JsonLines lines;
  private final List<Trial> recorded = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private StudyJournal(Path file, JsonLines lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Opens or creates the journal of a study.
   *
   * @throws IOException if the file cannot be read or written, is open elsewhere, is of another
   *     study, or holds something else
   */
  public static StudyJournal open(Path file, Study study) throws IOException {
    JsonLines lines = JsonLines.open(file);
    try {
      StudyJournal journal = new StudyJournal(file, lines);
      journal.load(study.describe());
      return journal;
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * The same in a folder of journals of many studies: the file is named by what the study is, so
   * that another study takes another one.
   */
  static StudyJournal in(Path folder, Study study) throws IOException {
    String name =
        study.task().runs().getFirst().problem() + "-" + study.task().optimizer().card().id();
    return open(
        folder.resolve("%s-%08x.jsonl".formatted(name, Json.checksum(study.describe()))), study);
  }

  private void load(Map<String, Object> head) throws IOException {
    List<String> all = lines.lines();
    if (lines.dropped() > 0) {
      notes.add(
          "dropped an unfinished last line of "
              + file
              + " ("
              + lines.dropped()
              + " bytes, left by an interruption); its trial is repeated");
    }
    if (all.isEmpty()) {
      lines.append(Json.line(head));
      lines.force();
      return;
    }
    requireSame(head, all.getFirst());
    for (int i = 1; i < all.size(); i++) {
      recorded.add(trial(all.get(i), i));
    }
  }

  private void requireSame(Map<String, Object> head, String line) throws IOException {
    if (Json.line(head).equals(line)) {
      return;
    }
    Map<?, ?> other;
    try {
      other = Json.read(line, Map.class);
    } catch (JacksonException e) {
      throw new IOException(file + ", line 1 is not the head of a study; choose another file", e);
    }
    Map<?, ?> own = Json.read(Json.line(head), Map.class);
    for (Object key : own.keySet()) {
      if (!own.get(key).equals(other.get(key))) {
        throw new IOException(
            file
                + " is the journal of another study: its "
                + key
                + " is "
                + Json.line(other.get(key))
                + ", now it is "
                + Json.line(own.get(key))
                + "; choose another file");
      }
    }
    throw new IOException(file + " is the journal of another study; choose another file");
  }

  private Trial trial(String line, int number) throws IOException {
    try {
      Trial trial = Json.read(line, Trial.class);
      if (trial.number() != number - 1) {
        throw new IOException(
            file
                + ", line "
                + (number + 1)
                + " holds trial "
                + trial.number()
                + " where "
                + (number - 1)
                + " is due; move the file away");
      }
      return trial;
    } catch (JacksonException e) {
      throw new IOException(
          file
              + ", line "
              + (number + 1)
              + " is not a trial ("
              + e.getOriginalMessage()
              + "); move the file away",
          e);
    }
  }

  /** The trials that were recorded when the journal was opened, in order. */
  public List<Trial> recorded() {
    return List.copyOf(recorded);
  }

  /** What was mended when the journal was opened, for the user. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Appends the next trial. */
  void append(Trial trial) {
    lines.append(Json.line(trial));
  }

  /** Forces all trials to the disk. */
  void force() {
    lines.force();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
