package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of results: {@code runs.jsonl} (the journal), {@code provenance.json}, {@code plan.json}
 * and {@code report.html}. Runs recorded by other code are put aside, never mixed with new ones.
 */
public final class Notebook {
  private final Path folder;

  /** The notebook in a folder, which need not exist yet. */
  public Notebook(Path folder) {
    this.folder = folder;
  }

  /** The journal file. */
  public Path journal() {
    return folder.resolve("runs.jsonl");
  }

  /** The report. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** The provenance file. */
  public Path provenanceFile() {
    return folder.resolve("provenance.json");
  }

  /**
   * Prepares the folder for runs of the present code; returns notes for the user.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public List<String> prepare(Provenance provenance, boolean fresh) throws IOException {
    List<String> notes = new ArrayList<>();
    Files.createDirectories(folder);
    if (Files.exists(journal()) && Files.size(journal()) > 0) {
      boolean same = provenance.code().equals(recordedCode());
      if (fresh || !same) {
        Path aside = folder.resolve("runs.previous.jsonl");
        Files.move(journal(), aside, StandardCopyOption.REPLACE_EXISTING);
        notes.add(
            (fresh ? "as asked" : "earlier runs were recorded by another version of Fluxion")
                + ": they are kept in "
                + aside
                + " and repeated");
      }
    }
    write(provenanceFile(), Json.pretty(provenance) + "\n");
    return notes;
  }

  /** Says what is going to be run. */
  public void plan(PlannedRuns planned) throws IOException {
    write(planFile(), Json.pretty(planned) + "\n");
  }

  /** What the last run was going to do; empty if nothing says so. */
  public Optional<PlannedRuns> planned() throws IOException {
    return Files.exists(planFile())
        ? Optional.of(Json.read(Files.readString(planFile()), PlannedRuns.class))
        : Optional.empty();
  }

  private Path planFile() {
    return folder.resolve("plan.json");
  }

  /** The provenance of the last run. */
  public Provenance provenance() throws IOException {
    return Json.read(Files.readString(provenanceFile()), Provenance.class);
  }

  private String recordedCode() {
    try {
      return provenance().code();
    } catch (IOException | RuntimeException e) {
      return "unknown";
    }
  }

  /**
   * Writes a file as a whole: to a temporary file first, then moved. If that fails, the old file is
   * as it was and the temporary one is gone.
   */
  public static void write(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, text);
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Files.deleteIfExists(temporary);
      throw e; // names the file
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
