package dev.fluxion.problems.data.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Lines of numbers between commas, without a header.
 *
 * <p>Formula: {@code values[i·columns + j]} is number j of line i.
 *
 * @param file the file
 * @param rows number of lines
 * @param columns numbers of a line
 * @param values all numbers
 */
record NumberLines(Path file, int rows, int columns, float[] values) {
  /** Floats are whole numbers up to here. */
  private static final float LARGEST_INDEX = 1 << 24;

  static NumberLines read(Path file) throws IOException {
    String[] lines = DataFile.lines(file);
    int rows = lines.length;
    while (rows > 0 && lines[rows - 1].isBlank()) {
      rows--;
    }
    int columns = rows == 0 ? 0 : lines[0].split(",", -1).length;
    if ((long) rows * columns > Integer.MAX_VALUE - 8) {
      throw new IOException(file + " has more numbers than an array holds");
    }
    DataFile.requireMemory(file, 3L * Float.BYTES * rows * columns);
    float[] values = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      String[] fields = lines[i].split(",", -1);
      if (fields.length != columns) {
        throw new IOException(
            file + ": line " + (i + 1) + " has " + fields.length + " fields, not " + columns);
      }
      for (int j = 0; j < columns; j++) {
        String field = fields[j].strip();
        if (!CsvTable.isNumber(field)) {
          throw new IOException(file + ": line " + (i + 1) + ": '" + field + "' is no number");
        }
        values[i * columns + j] = Float.parseFloat(field);
      }
    }
    return new NumberLines(file, rows, columns, values);
  }

  void requireShape(int wantedRows, int wantedColumns) throws IOException {
    if (rows != wantedRows || (rows > 0 && columns != wantedColumns)) {
      throw new IOException(
          file
              + " has "
              + rows
              + " lines of "
              + columns
              + ", not "
              + wantedRows
              + " of "
              + wantedColumns);
    }
  }

  /** A whole number from 0 to below a bound. */
  int index(int row, int column, int bound) throws IOException {
    float value = values[row * columns + column];
    if (value < 0 || value >= bound || value != Math.rint(value) || value > LARGEST_INDEX) {
      throw new IOException(
          file
              + ": line "
              + (row + 1)
              + ": "
              + value
              + "; allowed: whole numbers from 0 to "
              + (bound - 1));
    }
    return (int) value;
  }
}
