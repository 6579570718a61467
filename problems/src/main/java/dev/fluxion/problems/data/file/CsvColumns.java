package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.problems.data.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Makes numbers of the columns of a table.
 *
 * <p>Formula: a column of numbers is one feature, a column of k different words is k, {@code [field
 * = word]}; classes are the words of the label in alphabetical order, or its whole numbers in
 * ascending order.
 */
final class CsvColumns {
  private static final int MOST_WORDS = 100;
  private static final int MOST_NUMBERS = 20;

  /** Among so many first rows one of words may be the header, and those above it titles. */
  private static final int MOST_TITLES = 10;

  private final CsvTable table;
  private final Csv.Task task;
  private final int label;
  private final Set<Integer> without;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();

  CsvColumns(CsvTable table, String label, String without, Csv.Task task, Csv.Missing missing)
      throws IOException {
    this.table = table;
    this.task = task;
    if (table.names().size() < 2) {
      throw wrong("has one column only; is the delimiter right?");
    }
    this.label = label.isEmpty() ? table.names().size() - 1 : find(label);
    this.without = findAll(without);
    for (int i = 0; i < table.rows().size(); i++) {
      String[] row = table.rows().get(i);
      int gap = gap(row, missing);
      if (gap < 0) {
        rows.add(row);
        lines.add(table.lines().get(i));
      } else if (missing != Csv.Missing.SKIP) {
        throw wrong(
            "line "
                + table.lines().get(i)
                + " has no '"
                + table.names().get(gap)
                + "'; set missing=skip"
                + (gap == this.label
                    ? ""
                    : " or missing=mean, or leave the column out: " + without(gap)));
      }
    }
    if (rows.isEmpty()) {
      throw wrong("has no row without missing values; set missing=mean, or see without");
    }
  }

  /** A column that must not be missing, but is; otherwise -1. */
  private int gap(String[] row, Csv.Missing missing) {
    for (int j = 0; j < row.length; j++) {
      boolean wanted = j == label || missing != Csv.Missing.MEAN && !without.contains(j);
      if (wanted && CsvTable.isMissing(row[j])) {
        return j;
      }
    }
    return -1;
  }

  private int find(String name) throws IOException {
    int byName = table.names().indexOf(name);
    if (byName >= 0) {
      return byName;
    }
    if (name.matches("\\d{1,9}")) {
      int number = Integer.parseInt(name);
      if (number >= 1 && number <= table.names().size()) {
        return number - 1;
      }
    }
    throw wrong(Names.unknown("column", name, table.names()));
  }

  /** The columns of a list of names. */
  private Set<Integer> findAll(String names) throws IOException {
    Set<Integer> found = new LinkedHashSet<>();
    for (String name : names.isBlank() ? new String[0] : names.split(",", -1)) {
      int column = find(name.strip());
      if (column == label) {
        throw wrong(
            "column '"
                + table.names().get(column)
                + "' is to be predicted and cannot be left out; set label to another, or change"
                + " without");
      }
      found.add(column);
    }
    if (found.size() == table.names().size() - 1) {
      throw wrong("has no column left to predict from; change without");
    }
    return found;
  }

  /** The setting that leaves out some columns besides those left out so far. */
  private String without(Integer... more) {
    StringJoiner list = new StringJoiner(",", "without=", "");
    without.forEach(j -> list.add(reference(j)));
    List.of(more).forEach(j -> list.add(reference(j)));
    return list.toString();
  }

  /** A column's name, or its number if the name is not plain or not its own. */
  private String reference(int j) {
    String name = table.names().get(j);
    boolean plain = name.matches("[\\p{L}\\d_.:/%-][\\p{L}\\d_.:/% -]*");
    return plain && table.names().indexOf(name) == j ? name : String.valueOf(j + 1);
  }

  Dataset dataset() throws IOException {
    requireFewWords();
    List<float[]> columns = new ArrayList<>();
    for (int j = 0; j < table.names().size(); j++) {
      if (j != label && !without.contains(j)) {
        columns.addAll(columns(j));
      }
    }
    int width = columns.size();
    if ((long) width * rows.size() > Integer.MAX_VALUE - 8) {
      throw wrong("has more numbers than an array holds");
    }
    DataFile.requireMemory(table.file(), 4L * Float.BYTES * width * rows.size());
    float[] features = new float[width * rows.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = columns.get(i % width)[i / width];
    }
    Shape sample = Shape.of(width);
    String name = table.file().getFileName().toString();
    if (predictsNumbers()) {
      float[] targets = new float[rows.size()];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = number(i, label);
      }
      return Dataset.numbers(name, sample, features, targets, 1);
    }
    List<String> classes = new ArrayList<>(words(label));
    if (rows.stream().allMatch(row -> CsvTable.isNumber(row[label]))) {
      classes.sort((a, b) -> Float.compare(Float.parseFloat(a), Float.parseFloat(b)));
    }
    Map<String, Integer> places = new HashMap<>();
    classes.forEach(word -> places.put(word, places.size()));
    int[] labels = new int[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = places.get(rows.get(i)[label]);
    }
    return Dataset.classes(name, sample, features, labels, classes);
  }

  private boolean predictsNumbers() {
    return switch (task) {
      case NUMBERS -> true;
      case CLASSES -> false;
      case AUTO -> {
        boolean whole = true;
        for (String[] row : rows) {
          if (!CsvTable.isNumber(row[label])) {
            yield false;
          }
          float value = Float.parseFloat(row[label]);
          whole &= value == Math.rint(value);
        }
        yield !whole || words(label).size() > MOST_NUMBERS;
      }
    };
  }

  private void requireFewWords() throws IOException {
    List<Integer> wordy = new ArrayList<>();
    for (int j = 0; j < table.names().size(); j++) {
      if (j != label && !without.contains(j) && !hasNumbers(j) && words(j).size() > MOST_WORDS) {
        wordy.add(j);
      }
    }
    if (!wordy.isEmpty()) {
      StringJoiner all = new StringJoiner("; ");
      wordy.forEach(
          j ->
              all.add(
                  "column '"
                      + table.names().get(j)
                      + "' has "
                      + words(j).size()
                      + " different words"));
      boolean others = wordy.size() + without.size() < table.names().size() - 1;
      String remedy =
          others
              ? "; leave out: " + without(wordy.toArray(Integer[]::new))
              : ", and no other column is left to predict from";
      throw wrong(all + "; at most 100 become features" + remedy);
    }
  }

  private boolean hasNumbers(int j) {
    return rows.stream().anyMatch(row -> CsvTable.isNumber(row[j]));
  }

  /** The features of a column. */
  private List<float[]> columns(int j) throws IOException {
    return hasNumbers(j) ? List.of(numbers(j)) : indicators(j);
  }

  private float[] numbers(int j) throws IOException {
    float[] column = new float[rows.size()];
    double sum = 0;
    int known = 0;
    for (int i = 0; i < column.length; i++) {
      if (!CsvTable.isMissing(rows.get(i)[j])) {
        column[i] = number(i, j);
        sum += column[i];
        known++;
      }
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = CsvTable.isMissing(rows.get(i)[j]) ? (float) (sum / known) : column[i];
    }
    return column;
  }

  private float number(int i, int j) throws IOException {
    String field = rows.get(i)[j];
    if (!CsvTable.isNumber(field)) {
      String remedy = j == label ? "set task=classes" : "leave the column out: " + without(j);
      throw wrong(
          "line "
              + lines.get(i)
              + ", column '"
              + table.names().get(j)
              + "': '"
              + field
              + "' is no number; "
              + (isOfNames(i) ? "set skip=" + (lines.get(i) - 1) + " if it is a name, or " : "")
              + remedy);
    }
    return Float.parseFloat(field);
  }

  /** Whether a row among the first has words only, and so perhaps names. */
  private boolean isOfNames(int i) {
    return i < MOST_TITLES && Arrays.stream(rows.get(i)).noneMatch(CsvTable::isNumber);
  }

  private List<float[]> indicators(int j) {
    SortedSet<String> words = words(j);
    List<float[]> columns = new ArrayList<>();
    for (String word : words) {
      float[] column = new float[rows.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.get(i)[j].equals(word) ? 1 : 0;
      }
      columns.add(column);
    }
    return columns;
  }

  private SortedSet<String> words(int j) {
    SortedSet<String> words = new TreeSet<>();
    for (String[] row : rows) {
      if (!CsvTable.isMissing(row[j])) {
        words.add(row[j]);
      }
    }
    return words;
  }

  private IOException wrong(String message) {
    return new IOException(table.file() + ": " + message);
  }
}
