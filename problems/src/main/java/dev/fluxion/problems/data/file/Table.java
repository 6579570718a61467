package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines of numbers between blanks or commas with a class first or last, as USPS ({@code zip.train},
 * class first, images of 16 by 16) and pendigits ({@code pendigits.tra}, class last).
 *
 * <p>Formula: {@code line = class x₁ … xₙ}, or {@code x₁, …, xₙ, class}.
 *
 * <p>Source: Y. LeCun et al., «Handwritten Digit Recognition with a Back-Propagation Network», 1990
 * (USPS); F. Alimoğlu, E. Alpaydın, «Methods of Combining Multiple Classifiers Based on Different
 * Representations for Pen-based Handwriting Recognition», 1996 (pendigits).
 *
 * @param file the file, packed by gzip or not
 * @param test a second file, for the test; empty for none
 * @param classFirst whether the class stands first rather than last
 * @param side height and width, if a line is an image; 0 if not
 */
public record Table(
    @Setting("file") String file,
    @Setting("file for the test, or nothing") String test,
    @Setting("whether the class stands first rather than last") boolean classFirst,
    @Setting(value = "height and width, if a line is an image; 0 if not", min = 0, max = 4096)
        int side)
    implements DataSource {
  public Table {
    Settings.check(Table.class, file, test, classFirst, side);
  }

  /** The training file of pendigits. */
  public Table() {
    this("pendigits.tra", "", false, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "table",
        "Lines of numbers between blanks or commas with a class first or last, as USPS and"
            + " pendigits.",
        "line = class x₁ … xₙ, or x₁, …, xₙ, class",
        "F. Alimoğlu, E. Alpaydın, Methods of Combining Multiple Classifiers Based on Different"
            + " Representations for Pen-based Handwriting Recognition, 1996");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    Lines lines = new Lines();
    lines.add(Path.of(file));
    int train = lines.rows.size();
    if (test.isEmpty()) {
      return lines.dataset();
    }
    lines.add(Path.of(test));
    return lines.dataset().with(Split.consecutive(train, 0, lines.rows.size() - train));
  }

  /** The rows so far. */
  private final class Lines {
    private final List<float[]> rows = new ArrayList<>();
    private final List<Integer> classes = new ArrayList<>();

    void add(Path path) throws IOException {
      String[] lines = DataFile.lines(path);
      int before = rows.size();
      for (int n = 0; n < lines.length; n++) {
        if (!lines[n].isBlank()) {
          add(path + ": line " + (n + 1), lines[n].strip().split("[\\s,;]+"));
        }
      }
      if (rows.size() == before) {
        throw new IOException(path + " has no rows");
      }
    }

    private void add(String where, String[] fields) throws IOException {
      int features = fields.length - 1;
      int expected = rows.isEmpty() ? (side == 0 ? features : side * side) : rows.getFirst().length;
      if (features < 1 || features != expected) {
        throw new IOException(
            where + " has " + fields.length + " fields, not " + (expected + 1) + " with the class");
      }
      float[] row = new float[features];
      for (int j = 0; j < fields.length; j++) {
        float value = number(where, j, fields[j]);
        if (j == (classFirst ? 0 : features)) {
          if (value < 0 || value > 9999 || value != Math.rint(value)) {
            throw new IOException(
                where + ": class " + fields[j] + "; allowed: 0 to 9999; see setting classFirst");
          }
          classes.add((int) value);
        } else {
          row[classFirst ? j - 1 : j] = value;
        }
      }
      rows.add(row);
    }

    private static float number(String where, int j, String field) throws IOException {
      if (!CsvTable.isNumber(field)) {
        throw new IOException(
            where + ", field " + (j + 1) + ": '" + field + "' is no number; words are read by csv");
      }
      return Float.parseFloat(field);
    }

    Dataset dataset() throws IOException {
      int width = rows.getFirst().length;
      if ((long) width * rows.size() > Integer.MAX_VALUE - 8) {
        throw new IOException(file + " has more numbers than an array holds");
      }
      float[] features = new float[width * rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, features, i * width, width);
      }
      int[] labels = classes.stream().mapToInt(Integer::intValue).toArray();
      int count = 1 + IntStream.of(labels).max().orElse(0);
      return Dataset.classes(
          Path.of(file).getFileName().toString(),
          side == 0 ? Shape.of(width) : Shape.of(1, side, side),
          features,
          labels,
          IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }
  }
}
