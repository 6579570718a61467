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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Grey images and their classes in IDX files, as those of MNIST and Fashion-MNIST, packed by gzip
 * or not. Pixels are from 0 to 1.
 *
 * <p>Formula: {@code file = 00 00 08 r, n₁ … nᵣ, bytes}: r extents in 4 bytes each, the highest
 * first, then {@code n₁·…·nᵣ} bytes. Images have r = 3, labels r = 1.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, «The MNIST database of handwritten digits», 1998.
 *
 * @param images the file of images
 * @param labels the file of labels; nothing for the name of the images with {@code labels-idx1} in
 *     place of {@code images-idx3}
 * @param testImages a second file of images, for the test; empty for none
 * @param testLabels its labels; nothing for the name beside it in the same way
 * @param limit take so many images of a file at most; 0 for all
 */
public record Idx(
    @Setting("file of images") String images,
    @Setting("file of labels; nothing for the one beside the images") String labels,
    @Setting("file of images for the test, or nothing") String testImages,
    @Setting("file of their labels; nothing for the one beside them") String testLabels,
    @Setting(value = "images of a file at most; 0 for all", min = 0) int limit)
    implements DataSource {
  private static final int UNSIGNED_BYTES = 8;
  private static final int LARGEST_SIDE = 0xFFFF;
  private static final Pattern IMAGES = Pattern.compile("(.*)images([-.])idx3([^/\\\\]*)");

  public Idx {
    Settings.check(Idx.class, images, labels, testImages, testLabels, limit);
    if (testImages.isEmpty() && !testLabels.isEmpty()) {
      throw new IllegalArgumentException(
          "testLabels = '" + testLabels + "' are the labels of no images; set testImages too");
    }
  }

  /** The training files of MNIST. */
  public Idx() {
    this("train-images-idx3-ubyte.gz", "", "", "", 0);
  }

  @Override
  public Card card() {
    return new Card(
        "idx",
        "Grey images and their classes in IDX files, as those of MNIST.",
        "file = 00 00 08 r, n₁ … nᵣ, bytes",
        "Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits, 1998");
  }

  @Override
  public List<String> endings() {
    return List.of("-idx3-ubyte", ".idx3-ubyte");
  }

  /** The labels that are set, or those beside the images. */
  private static Path labelFile(String images, String set, String setting) throws IOException {
    if (!set.isEmpty()) {
      return Path.of(set);
    }
    Matcher name = IMAGES.matcher(images);
    if (!name.matches()) {
      throw new IOException(images + " has no labels beside it by its name; set " + setting);
    }
    return Path.of(name.group(1) + "labels" + name.group(2) + "idx1" + name.group(3));
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    Pixels train = images(Path.of(images));
    int[] classes = labels(labelFile(images, labels, "labels"), train.count);
    if (testImages.isEmpty()) {
      return dataset(train, classes);
    }
    Pixels test = images(Path.of(testImages));
    if (test.height != train.height || test.width != train.width) {
      throw new IOException(
          testImages + " has images of another size than " + images + ": " + test.size());
    }
    int[] testClasses = labels(labelFile(testImages, testLabels, "testLabels"), test.count);
    float[] all = Arrays.copyOf(train.values, train.values.length + test.values.length);
    System.arraycopy(test.values, 0, all, train.values.length, test.values.length);
    int[] allClasses = Arrays.copyOf(classes, classes.length + testClasses.length);
    System.arraycopy(testClasses, 0, allClasses, classes.length, testClasses.length);
    Pixels both = new Pixels(train.count + test.count, train.height, train.width, all);
    return dataset(both, allClasses).with(Split.consecutive(train.count, 0, test.count));
  }

  private static Dataset dataset(Pixels pixels, int[] classes) {
    int count = 1 + IntStream.of(classes).max().orElse(0);
    return Dataset.classes(
        "idx",
        Shape.of(1, pixels.height, pixels.width),
        pixels.values,
        classes,
        IntStream.range(0, count).mapToObj(String::valueOf).toList());
  }

  /** Images of a file. */
  private record Pixels(int count, int height, int width, float[] values) {
    String size() {
      return height + "×" + width;
    }
  }

  private Pixels images(Path file) throws IOException {
    return DataFile.read(
        file,
        in -> {
          long[] extents = header(in, 3, "images");
          if (extents[1] > LARGEST_SIDE || extents[2] > LARGEST_SIDE) {
            throw in.wrong(
                8, "images of " + extents[1] + "×" + extents[2] + "; at most 65535 each way");
          }
          long size = extents[1] * extents[2];
          if (extents[0] == 0 || size == 0) {
            throw in.wrong(4, "there are no pixels");
          }
          int all = in.require("images", extents[0], size);
          int taken = limit == 0 ? all : Math.min(limit, all);
          if (taken * size > Integer.MAX_VALUE - 8) {
            throw in.wrong(4, taken + " images are more than an array holds; set limit");
          }
          DataFile.requireMemory(file, 3L * Float.BYTES * taken * size);
          float[] values = new float[(int) (taken * size)];
          byte[] image = new byte[(int) size];
          for (int i = 0; i < taken; i++) {
            in.fill(image, "image " + i);
            for (int p = 0; p < image.length; p++) {
              values[i * image.length + p] = (image[p] & 0xFF) / 255f;
            }
          }
          if (taken == all) {
            in.requireEnd();
          }
          return new Pixels(taken, (int) extents[1], (int) extents[2], values);
        });
  }

  private int[] labels(Path file, int wanted) throws IOException {
    return DataFile.read(
        file,
        in -> {
          int count = in.require("labels", header(in, 1, "labels")[0], 1);
          int[] labels = new int[limit == 0 ? count : Math.min(limit, count)];
          if (labels.length != wanted) {
            throw in.wrong(4, count + " labels for " + wanted + " images");
          }
          byte[] bytes = new byte[labels.length];
          in.fill(bytes, "the labels");
          Arrays.setAll(labels, i -> bytes[i] & 0xFF);
          if (labels.length == count) {
            in.requireEnd();
          }
          return labels;
        });
  }

  private static long[] header(BinaryInput in, int rank, String what) throws IOException {
    long magic = in.unsigned("the first 4 bytes");
    if (magic >>> 16 != 0) {
      throw in.wrong(0, "this is no IDX file, whose first two bytes are 0");
    }
    if (magic >>> 8 != UNSIGNED_BYTES) {
      throw in.wrong(2, "type " + (magic >>> 8) + "; only 8, unsigned bytes, is read");
    }
    if ((magic & 0xFF) != rank) {
      throw in.wrong(
          3, (magic & 0xFF) + " extents; " + what + " have " + rank + "; are the files mixed up?");
    }
    long[] extents = new long[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = in.unsigned("the extents");
    }
    return extents;
  }
}
