package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.runner.History.Session;
import dev.fluxion.models.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * A folder of results: {@code runs.jsonl} (the journal), {@code provenance.json} (its {@link
 * History}) and {@code report.html}; of a shard, {@code runs.shard-0-of-4.jsonl} and {@code
 * provenance.shard-0-of-4.json}. Runs recorded by other code are put aside, never mixed with new
 * ones.
 */
public final class Notebook {
  private final Path folder;
  private final String suffix;
  private History history = History.NONE;

  /** The notebook in a folder, which need not exist yet. */
  public Notebook(Path folder) {
    this(folder, null);
  }

  /** The notebook of a shard, or of everything if that is null. */
  public Notebook(Path folder, Shard shard) {
    this.folder = folder;
    this.suffix = shard == null ? "" : shard.suffix();
  }

  /** The journal file. */
  public Path journal() {
    return folder.resolve("runs" + suffix + ".jsonl");
  }

  /** The report. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** The provenance file. */
  public Path provenanceFile() {
    return folder.resolve("provenance" + suffix + ".json");
  }

  /**
   * Opens the journal for a session, alone: no other process can do so until it is closed. Makes
   * the folder; puts aside what other code recorded.
   *
   * @param session who is going to write
   * @param fresh whether to put aside all recorded runs
   * @param note told what the user should know
   * @throws IOException if the folder cannot be made or written, a file in it is damaged, or
   *     another process has the journal
   */
  public Journal open(Session session, boolean fresh, Consumer<String> note) throws IOException {
    JournalLock lock = JournalLock.take(journal());
    try {
      String reason = fresh ? "as asked" : foreign(session.provenance().code());
      if (reason != null && Files.isRegularFile(journal()) && Files.size(journal()) > 0) {
        note.accept(reason + ": earlier runs are kept in " + putAside() + " and repeated");
      }
      history = reason == null ? history() : History.NONE;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    Journal journal = Journal.open(journal(), lock);
    try {
      journal.notes().forEach(note);
      history = history.claiming(journal.checks()).with(session);
      save();
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Why recorded runs are not those of the given code, or null if they are. */
  private String foreign(String code) throws IOException {
    if (Files.notExists(provenanceFile())) {
      return "there is no " + provenanceFile() + " to say which code recorded them";
    }
    History recorded = history();
    boolean same = !recorded.sessions().isEmpty() && recorded.isOf(code);
    return same ? null : "earlier runs were recorded by another version of Fluxion";
  }

  private Path putAside() throws IOException {
    Path aside = folder.resolve("runs" + suffix + ".previous.jsonl");
    if (Files.exists(provenanceFile())) {
      Files.move(
          provenanceFile(),
          folder.resolve("provenance" + suffix + ".previous.json"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(journal(), aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }

  /**
   * Records that the session opened last wrote the journal's new lines, but for those of others.
   */
  public void sign(Journal journal, Map<Provenance, List<String>> others) throws IOException {
    Session mine = history.last();
    others.forEach(
        (who, lines) ->
            history = history.before(new Session(mine.request(), mine.shard(), who, lines)));
    sign(journal);
  }

  /** Records that the session opened last wrote the journal's new lines. */
  public void sign(Journal journal) throws IOException {
    history = history.claiming(journal.checks());
    save();
  }

  /** Records sessions of other notebooks whose lines were copied into this one's journal. */
  void adopt(List<Session> sessions) {
    for (Session session : sessions) {
      if (!history.sessions().contains(session)) {
        history = history.before(session);
      }
    }
  }

  private void save() throws IOException {
    AtomicFile.sweep(provenanceFile());
    AtomicFile.write(provenanceFile(), Json.pretty(history) + "\n");
  }

  /**
   * Who computed the recorded runs.
   *
   * @throws IOException if the file is missing or damaged
   */
  public History history() throws IOException {
    try {
      History recorded = Json.read(Files.readString(provenanceFile()), History.class);
      recorded.check();
      return recorded;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          provenanceFile()
              + " is damaged ("
              + (e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage())
              + "), so it does not say which code recorded "
              + journal()
              + "; restore it, or delete it to put these runs aside and repeat them",
          e);
    }
  }

  /** What the last session was asked for; empty before the first one. */
  public Optional<Request> requested() throws IOException {
    return Files.exists(provenanceFile())
        ? Optional.of(history().last().request())
        : Optional.empty();
  }

  /** The runs that the last session planned and that are not among these. */
  public List<RunKey> missing(List<RunResult> recorded) throws IOException {
    Set<RunKey> there = recorded.stream().map(RunResult::key).collect(Collectors.toSet());
    Request asked = history().last().request();
    return asked.registered().keys().stream().filter(key -> !there.contains(key)).toList();
  }

  /** The provenance of the last session. */
  public Provenance provenance() throws IOException {
    return history().last().provenance();
  }

  /** Writes a text file as a whole, or leaves the old one as it was. */
  public static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, text);
  }
}
