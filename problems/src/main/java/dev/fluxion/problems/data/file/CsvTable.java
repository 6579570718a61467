package dev.fluxion.problems.data.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a table as text, with names of columns and numbers of lines.
 *
 * <p>Formula: {@code rows[i][j]} is the field of row i in column j; all rows have as many.
 *
 * @param file the file
 * @param names the names of the columns: those of the header, or column 1, column 2 …
 * @param rows the fields
 * @param lines where each row begins, from 1
 */
record CsvTable(Path file, List<String> names, List<String[]> rows, List<Long> lines) {
  /** So many lines may stand before a table; if fields are missing behind, the line is wrong. */
  private static final int MOST_TITLES = 50;

  private static final Set<String> MISSING = Set.of("", "?", "NA", "NaN", "nan", "null", "N/A");

  /**
   * Reads a table.
   *
   * @param skip so many lines stand before it
   */
  static CsvTable read(Path file, Csv.Header header, Csv.Delimiter delimiter, int skip)
      throws IOException {
    CsvText prepared = CsvText.of(file, DataFile.text(file), delimiter, skip);
    String text = prepared.text();
    Fields known = new Fields();
    List<String[]> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(prepared.sign())
            .allowUnclosedQuote(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new StringReader(text))) {
      for (CsvRecord record : reader) {
        String[] fields = record.getFields().toArray(String[]::new);
        for (int j = 0; j < fields.length; j++) {
          fields[j] = known.one(fields[j].strip());
        }
        if (!rows.isEmpty() && fields.length != rows.getFirst().length) {
          throw new IOException(
              file
                  + ": line "
                  + record.getStartingLineNumber()
                  + " has "
                  + fields.length
                  + " fields; the first has "
                  + rows.getFirst().length
                  + (rows.size() > MOST_TITLES
                      ? "; mend the line, or set delimiter"
                      : "; if the table begins there, set skip="
                          + (record.getStartingLineNumber() - 1)));
        }
        rows.add(fields);
        lines.add(record.getStartingLineNumber());
        DataFile.requireMemory(file, 2L * text.length() + known.bytes() + 8L * known.asked);
      }
    } catch (CsvParseException | UncheckedIOException e) {
      long last = lines.isEmpty() ? 1 : lines.getLast() + 1;
      throw new IOException(
          file + ": line " + last + " or behind cannot be read: " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return named(file, rows, lines, header);
  }

  /** Keeps one of equal fields, which are many, as long as there are not too many others. */
  private static final class Fields {
    private static final int MOST = 1 << 16;

    private final Map<String, String> fields = new HashMap<>();
    private long asked;
    private long made;

    String one(String field) {
      asked++;
      String known = fields.get(field);
      if (known == null) {
        known = field;
        made++;
        if (fields.size() < MOST) {
          fields.put(field, field);
        }
      }
      return known;
    }

    /** About what the different ones take. */
    long bytes() {
      return 64 * made;
    }
  }

  private static CsvTable named(Path file, List<String[]> rows, List<Long> lines, Csv.Header header)
      throws IOException {
    int columns = rows.getFirst().length;
    List<String> names = new ArrayList<>();
    boolean first =
        switch (header) {
          case YES -> true;
          case NO -> false;
          case AUTO -> looksLikeNames(rows);
        };
    for (int j = 0; j < columns; j++) {
      names.add(first ? rows.getFirst()[j] : "column " + (j + 1));
    }
    int from = first ? 1 : 0;
    if (rows.size() == from) {
      throw new IOException(file + " has a header, but no rows; see setting header");
    }
    return new CsvTable(
        file, names, rows.subList(from, rows.size()), lines.subList(from, lines.size()));
  }

  /** A word above numbers, or words everywhere. */
  private static boolean looksLikeNames(List<String[]> rows) {
    boolean anyNumbers = false;
    for (int j = 0; j < rows.getFirst().length; j++) {
      if (isNumeric(rows, j, 1)) {
        anyNumbers = true;
        String head = rows.getFirst()[j];
        if (!isMissing(head) && !isNumber(head)) {
          return true;
        }
      }
    }
    return !anyNumbers && rows.size() > 1;
  }

  /** Whether a column has numbers only, and at least one, from a row on. */
  private static boolean isNumeric(List<String[]> rows, int column, int from) {
    boolean any = false;
    for (int i = from; i < rows.size(); i++) {
      String field = rows.get(i)[column];
      if (!isMissing(field)) {
        if (!isNumber(field)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  static boolean isMissing(String field) {
    return MISSING.contains(field);
  }

  /** Whether a field is a finite number of type float; suffixes of Java do not count. */
  static boolean isNumber(String field) {
    if (field.isEmpty() || "dDfF".indexOf(field.charAt(field.length() - 1)) >= 0) {
      return false;
    }
    try {
      return Float.isFinite(Float.parseFloat(field));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
