package dev.fluxion.bench.study;

import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.run.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole study, as it is saved.
 *
 * @param format version of this record
 * @param command the command line
 * @param date when it ended
 * @param host machine and JVM
 * @param plan how thoroughly it was measured
 * @param columns what was compared
 * @param rows the measurements
 * @param notes what was left out or went wrong
 */
public record Study(
    int format,
    String command,
    String date,
    Host host,
    Plan plan,
    List<Column> columns,
    List<Row> rows,
    List<String> notes) {
  /** The version that this code writes and reads. */
  public static final int FORMAT = 1;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The text of a file. */
  public String json() {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }

  /** Reads a file. */
  public static Study read(Path file) throws IOException {
    try {
      Study study = parse(Files.readString(file));
      if (study.format() != FORMAT) {
        throw new IllegalArgumentException(
            file + " has format " + study.format() + "; this program reads " + FORMAT);
      }
      return study;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(file + " holds no study: " + e.getOriginalMessage(), e);
    }
  }

  static Study parse(String json) {
    return MAPPER.readValue(json, Study.class);
  }

  /** Our columns. */
  public List<Column> ours() {
    return columns.stream().filter(Column::ours).toList();
  }

  /** The form that a user gets: ours with the widest vectors. */
  public Column shipped() {
    return ours().getLast();
  }

  /** The same row of this study. */
  public Optional<Row> row(String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }
}
