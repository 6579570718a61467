package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Arrays of NumPy: one .npz file with the arrays x and y, or two .npy files. Whole numbers in y are
 * classes, others are numbers to predict. Images are (rows, channels, height, width), or (rows,
 * height, width) if they are grey.
 *
 * <p>Formula: row i of x is {@code x[i, …]}, its class or numbers {@code y[i, …]}.
 *
 * <p>Source: R. Kern, «A Simple File Format for NumPy Arrays», NEP 1, 2007.
 *
 * @param file the .npz file, or the .npy file of x
 * @param targets the .npy file of y; empty for a .npz file
 * @param x the name of the array of features in a .npz file
 * @param y the name of the array of targets in it
 */
public record Numpy(
    @Setting(".npz file, or .npy file of the features") String file,
    @Setting(".npy file of the targets; nothing for a .npz file") String targets,
    @Setting("name of the features in a .npz file") String x,
    @Setting("name of the targets in a .npz file") String y)
    implements DataSource {
  /** As in {@link DataFile}. */
  private static final int LARGEST_RATIO = 1032;

  public Numpy {
    Settings.check(Numpy.class, file, targets, x, y);
  }

  /** The arrays x and y of data.npz. */
  public Numpy() {
    this("data.npz", "", "x", "y");
  }

  @Override
  public Card card() {
    return new Card(
        "numpy",
        "Arrays of NumPy: one .npz file with the arrays x and y, or two .npy files.",
        "row i is x[i, …], its class or numbers y[i, …]",
        "R. Kern, A Simple File Format for NumPy Arrays, NEP 1, 2007");
  }

  @Override
  public List<String> endings() {
    return List.of(".npz", ".npy");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    if (!targets.isEmpty()) {
      NumpyArray features = DataFile.read(Path.of(file), NumpyArray::read);
      return dataset(features, DataFile.read(Path.of(targets), NumpyArray::read));
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new IOException(file + " does not exist, or is no file");
    }
    if (file.endsWith(".npy")) {
      throw new IOException(file + " is one array; set targets to the .npy file of its targets");
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return dataset(array(zip, x), array(zip, y));
    } catch (EOFException | ZipException | IllegalArgumentException e) {
      throw new IOException(file + " is no .npz file, cut off or damaged: " + e.getMessage(), e);
    }
  }

  private NumpyArray array(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      String known = String.join(", ", zip.stream().map(ZipEntry::getName).sorted().toList());
      throw new IOException(file + " has no array '" + name + "'; it has " + known);
    }
    Path where = Path.of(file + "!" + name);
    long most = Files.size(Path.of(file)) * LARGEST_RATIO;
    CRC32 sum = new CRC32();
    try (InputStream in =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), sum)) {
      NumpyArray array = NumpyArray.read(new BinaryInput(where, in, most));
      if (sum.getValue() != entry.getCrc()) {
        throw new IOException(where + " is damaged: its checksum is another");
      }
      return array;
    }
  }

  private Dataset dataset(NumpyArray features, NumpyArray wanted) throws IOException {
    int rows = features.rows();
    if (rows == 0 || wanted.rows() != rows) {
      throw new IOException(
          file + ": " + rows + " rows of features and " + wanted.rows() + " of targets");
    }
    try {
      Shape sample = Shape.of(features.sample());
      int perRow = wanted.values().length / rows;
      if (!wanted.whole() || perRow != 1) {
        return Dataset.numbers("numpy", sample, features.values(), wanted.values(), perRow);
      }
      int[] labels = new int[rows];
      int largest = 0;
      for (int i = 0; i < rows; i++) {
        labels[i] = (int) wanted.values()[i];
        if (labels[i] < 0) {
          throw new IOException(
              file + ": row " + i + " has the class " + labels[i] + "; count classes from 0");
        }
        largest = Math.max(largest, labels[i]);
      }
      if (largest >= 1 << 16) {
        throw new IOException(
            file + ": class " + largest + "; allowed: 0 to 65535; save numbers as floats");
      }
      return Dataset.classes(
          "numpy",
          sample,
          features.values(),
          labels,
          IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
