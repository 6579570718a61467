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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Coloured images of 32 by 32 in the binary form of CIFAR-10 and CIFAR-100: one file, or the folder
 * of all, whose files with «test» in their name are the test. Pixels are from 0 to 1.
 *
 * <p>Formula: {@code file = (label, 1024 red, 1024 green, 1024 blue)*}, a byte each; CIFAR-100 has
 * a coarse label of 20 before the fine one of 100.
 *
 * <p>Source: A. Krizhevsky, «Learning Multiple Layers of Features from Tiny Images», 2009.
 *
 * @param path a file, or a folder of files that end in .bin
 * @param kind which labels
 * @param limit take so many images of a file at most; 0 for all
 */
public record Cifar(
    @Setting("file, or folder of .bin files") String path,
    @Setting("labels: those of CIFAR-10, or the coarse or fine ones of CIFAR-100") Kind kind,
    @Setting(value = "images of a file at most; 0 for all", min = 0) int limit)
    implements DataSource {
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;

  /** Which labels. */
  public enum Kind {
    /** The ten of CIFAR-10. */
    TEN(1, 0, 10),
    /** The twenty coarse ones of CIFAR-100. */
    COARSE(2, 0, 20),
    /** The hundred fine ones of CIFAR-100. */
    FINE(2, 1, 100);

    private final int labels;
    private final int at;
    private final int classes;

    Kind(int labels, int at, int classes) {
      this.labels = labels;
      this.at = at;
      this.classes = classes;
    }
  }

  public Cifar {
    Settings.check(Cifar.class, path, kind, limit);
  }

  /** The folder of CIFAR-10. */
  public Cifar() {
    this("cifar-10-batches-bin", Kind.TEN, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "cifar",
        "Coloured images of 32 by 32 in the binary form of CIFAR-10 and CIFAR-100.",
        "file = (label, 1024 red, 1024 green, 1024 blue)*",
        "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009");
  }

  @Override
  public List<String> endings() {
    return List.of(".bin");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    Path place = Path.of(path);
    List<Path> train = new ArrayList<>();
    List<Path> test = new ArrayList<>();
    if (Files.isDirectory(place)) {
      for (Path file : binaries(place)) {
        boolean isTest = file.getFileName().toString().toLowerCase(Locale.ROOT).contains("test");
        (isTest ? test : train).add(file);
      }
    } else {
      train.add(place);
    }
    Images images = new Images();
    for (Path file : train) {
      images.add(file);
    }
    int trained = images.labels.size();
    for (Path file : test) {
      images.add(file);
    }
    Dataset all = images.dataset();
    return test.isEmpty() || trained == 0
        ? all
        : all.with(Split.consecutive(trained, 0, all.rows() - trained));
  }

  private static List<Path> binaries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(f -> f.getFileName().toString().endsWith(".bin")).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException(folder + " has no file that ends in .bin");
      }
      return found;
    }
  }

  /** Images of some files. */
  private final class Images {
    private final List<byte[]> pixels = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    void add(Path file) throws IOException {
      DataFile.read(
          file,
          in -> {
            byte[] labelBytes = new byte[kind.labels];
            for (int i = 0; limit == 0 || i < limit; i++) {
              long at = in.at();
              int got = in.some(labelBytes);
              if (got == 0) {
                break;
              }
              if (got < kind.labels) {
                throw in.wrong(at, "the file ends within the labels of image " + i);
              }
              int label = labelBytes[kind.at] & 0xFF;
              if (label >= kind.classes) {
                throw in.wrong(
                    at + kind.at,
                    "label "
                        + label
                        + "; allowed: 0 to "
                        + (kind.classes - 1)
                        + "; is kind = "
                        + Settings.text(kind)
                        + " right?");
              }
              byte[] image = new byte[PIXELS];
              in.fill(image, "image " + i);
              DataFile.requireMemory(file, (13L * pixels.size() + 13) * PIXELS);
              pixels.add(image);
              labels.add(label);
            }
            return null;
          });
    }

    Dataset dataset() throws IOException {
      if (labels.isEmpty()) {
        throw new IOException(path + " has no images");
      }
      if ((long) labels.size() * PIXELS > Integer.MAX_VALUE - 8) {
        throw new IOException(path + ": more pixels than an array holds; set limit");
      }
      float[] values = new float[labels.size() * PIXELS];
      for (int i = 0; i < values.length; i++) {
        values[i] = (pixels.get(i / PIXELS)[i % PIXELS] & 0xFF) / 255f;
      }
      return Dataset.classes(
          "cifar",
          Shape.of(3, SIDE, SIDE),
          values,
          labels.stream().mapToInt(Integer::intValue).toArray(),
          IntStream.range(0, kind.classes).mapToObj(String::valueOf).toList());
    }
  }
}
