package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of comma-separated values. A column of numbers is one feature; a column of words is one
 * feature for each different word, 1 where it stands (at most 100 words). One column is what is to
 * be predicted.
 *
 * <p>Formula: {@code line = field (delimiter field)*}, fields perhaps in quotes. The first line is
 * a header if it has a word above a column of numbers, or if no column has numbers. Missing are
 * empty fields, {@code ?}, {@code NA}, {@code NaN} and {@code null}.
 *
 * <p>Source: Y. Shafranovich, «Common Format and MIME Type for Comma-Separated Values (CSV) Files»,
 * RFC 4180, 2005; read by FastCSV (O. Siegmar).
 *
 * @param file the file, packed by gzip or not
 * @param label the name of the column to predict, or its number from 1; nothing for the last
 * @param task whether classes or numbers are to be predicted
 * @param missing what to do about missing values
 * @param header whether the first line has names
 * @param delimiter what stands between fields
 * @param skip so many lines stand before the table
 * @param without names or numbers, from 1, of columns to leave out, separated by commas
 */
public record Csv(
    @Setting("file") String file,
    @Setting("column to predict: its name, or its number from 1; nothing for the last")
        String label,
    @Setting("classes or numbers; auto: words and up to 20 different whole numbers are classes")
        Task task,
    @Setting("what to do about missing values: refuse them, skip the row, take the column's mean")
        Missing missing,
    @Setting("whether the first line has names") Header header,
    @Setting("what stands between fields") Delimiter delimiter,
    @Setting(value = "lines before the table, such as a title", min = 0) int skip,
    @Setting("columns to leave out: names, or numbers from 1, separated by commas") String without)
    implements DataSource {
  /** What is to be predicted. */
  public enum Task {
    /** Classes for words and up to 20 different whole numbers, otherwise numbers. */
    AUTO,
    /** A class. */
    CLASSES,
    /** A number. */
    NUMBERS
  }

  /** What to do about missing values. */
  public enum Missing {
    /** They are an error. */
    REFUSE,
    /** Rows with missing values are left out. */
    SKIP,
    /** The mean of the column; words are 0 for all. Rows without label are an error. */
    MEAN
  }

  /** Whether the first line has names. */
  public enum Header {
    /** As the rule above says. */
    AUTO,
    /** It has. */
    YES,
    /** It has not. */
    NO
  }

  /** What stands between fields. */
  public enum Delimiter {
    /** The sign that is most often in the first line; blanks if there is none of the others. */
    AUTO(','),
    /** A comma. */
    COMMA(','),
    /** A semicolon. */
    SEMICOLON(';'),
    /** A tabulator. */
    TAB('\t'),
    /** A vertical bar. */
    BAR('|'),
    /** Blanks, of which many count as one; tabulators among them are blanks, too. */
    BLANK(' ');

    private final char sign;

    Delimiter(char sign) {
      this.sign = sign;
    }

    /** The sign. */
    char sign() {
      return sign;
    }
  }

  public Csv {
    Settings.check(Csv.class, file, label, task, missing, header, delimiter, skip, without);
  }

  /** The file data.csv, everything else found out. */
  public Csv() {
    this("data.csv", "", Task.AUTO, Missing.REFUSE, Header.AUTO, Delimiter.AUTO, 0, "");
  }

  @Override
  public Card card() {
    return new Card(
        "csv",
        "A table of comma-separated values.",
        "line = field (delimiter field)*",
        "Y. Shafranovich, Common Format and MIME Type for Comma-Separated Values (CSV) Files, RFC"
            + " 4180, 2005");
  }

  @Override
  public List<String> endings() {
    return List.of(".csv");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    CsvTable table = CsvTable.read(Path.of(file), header, delimiter, skip);
    return new CsvColumns(table, label, without, task, missing).dataset();
  }
}
