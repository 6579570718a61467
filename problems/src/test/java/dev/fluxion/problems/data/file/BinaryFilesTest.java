package dev.fluxion.problems.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFilesTest {
  private static final RandomKey KEY = RandomKey.of(1);

  @TempDir private Path folder;

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static void refused(DataSource source, String message) {
    IOException e = assertThrows(IOException.class, () -> source.open(KEY));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void idxIsReadPackedOrNot() throws IOException {
    byte[] images = Samples.idx(20, 4, 3);
    byte[] labels = Samples.idx(20);
    Dataset plain = new Idx(write("i", images), write("l", labels), "", "", 0).open(KEY);
    write("a-images-idx3-ubyte.gz", Samples.gzip(images));
    write("a-labels-idx1-ubyte.gz", Samples.gzip(labels));
    String file = folder.resolve("a-images-idx3-ubyte.gz").toString();
    assertEquals(plain, DataSource.parse(file).open(KEY));
    assertEquals("idx: 20 rows of 1×4×3, 10 classes", plain.toString());
    assertEquals(7 / 255f, plain.feature(0, 7));
    assertEquals(12 / 255f, plain.feature(1, 0));
    assertEquals(3, plain.label(13));
    Idx some = new Idx(file, "", file, folder + "/a-labels-idx1-ubyte.gz", 5);
    assertEquals(10, some.open(KEY).rows());
    assertEquals(5, some.open(KEY).split().orElseThrow().test().size());
    assertEquals(some.open(KEY), new Idx(file, "", file, "", 5).open(KEY));
    write("b.images.idx3-ubyte", images);
    write("b.labels.idx1-ubyte", labels);
    assertEquals(plain, DataSource.parse(folder + "/b.images.idx3-ubyte").open(KEY));
  }

  @Test
  void labelsForTheTestNeedImages() throws IOException {
    String images = write("i", Samples.idx(20, 4, 3));
    String labels = write("l", Samples.idx(20));
    refused(new Idx(images, labels, images, "", 0), "by its name; set testLabels");
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Idx(images, labels, "", labels, 0))
            .getMessage();
    assertTrue(message.contains("are the labels of no images; set testImages too"), message);
  }

  @Test
  void wrongIdxFilesAreNamedWithTheByte() throws IOException {
    String images = write("i", Samples.idx(20, 4, 3));
    String labels = write("l", Samples.idx(20));
    refused(new Idx(labels, images, "", "", 0), "byte 3: 1 extents; images have 3");
    refused(new Idx(images, write("m", Samples.idx(19)), "", "", 0), "19 labels for 20 images");
    refused(new Idx(folder + "/none", labels, "", "", 0), "none does not exist");
    refused(new Idx(folder.toString(), labels, "", "", 0), "is no file, but a folder");
    refused(new Idx(images, "", "", "", 0), "has no labels beside it");
    byte[] huge = Samples.idx(2, 4, 3);
    huge[4] = 0x7f; // two thousand million images
    refused(new Idx(write("h", huge), labels, "", "", 0), "are announced, but at most 24 bytes");
    refused(new Idx(write("z", Samples.gzip(huge)), labels, "", "", 0), "are announced");
    byte[] wide = Samples.idx(2, 4, 3);
    Arrays.fill(wide, 4, 16, (byte) 0xff);
    refused(new Idx(write("w", wide), labels, "", "", 0), "at most 65535 each way");
    byte[] more = Arrays.copyOf(Samples.idx(2, 4, 3), 41);
    refused(new Idx(write("o", more), labels, "", "", 0), "byte 40: more follows");
    byte[] cut = Arrays.copyOf(Samples.gzip(Samples.idx(2, 4, 3)), 20);
    refused(new Idx(write("c", cut), labels, "", "", 0), "is cut off");
  }

  @Test
  void cifarIsRead() throws IOException {
    Dataset ten = new Cifar(write("ten.bin", Samples.cifar(10, 1)), Cifar.Kind.TEN, 0).open(KEY);
    assertEquals(Shape.of(3, 32, 32), ten.sample());
    assertEquals(10, ten.rows());
    assertEquals(7, ten.label(7));
    assertEquals(7 / 255f, ten.feature(7, 3071));
    String hundred = write("test.bin", Samples.cifar(15, 2));
    assertEquals(100, new Cifar(hundred, Cifar.Kind.FINE, 0).open(KEY).classes().size());
    assertEquals(20, new Cifar(hundred, Cifar.Kind.COARSE, 4).open(KEY).classes().size());
    refused(new Cifar(hundred, Cifar.Kind.TEN, 0), "is kind = ten right?");
    refused(new Cifar(write("e.bin", new byte[0]), Cifar.Kind.TEN, 0), "has no images");
  }

  @Test
  void aFolderOfCifarHasItsTest() throws IOException {
    Path batches = Files.createDirectories(folder.resolve("batches"));
    Files.write(batches.resolve("data_batch_1.bin"), Samples.cifar(6, 1));
    Files.write(batches.resolve("data_batch_2.bin"), Samples.cifar(4, 1));
    Files.write(batches.resolve("test_batch.bin"), Samples.cifar(3, 1));
    Dataset data = new Cifar(batches.toString(), Cifar.Kind.TEN, 0).open(KEY);
    assertEquals(10, data.split().orElseThrow().train().size());
    assertEquals(3, data.split().orElseThrow().test().size());
    assertEquals(0, data.label(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f2", "<f4", ">f4", "<f8", ">f8", "<i8", ">i4", "<u2", "|u1", "|i1"})
  void arraysOfAllTypesAreRead(String type) throws IOException {
    String x = write("x.npy", Samples.npy(type, "6, 4", 24));
    Dataset data = new Numpy(x, write("y.npy", Samples.npy("<i8", "6,", 6)), "x", "y").open(KEY);
    assertEquals(Shape.of(4), data.sample());
    assertEquals(6, data.classes().size());
    refused(DataSource.parse(x), "x.npy is one array; set targets");
    for (int i = 0; i < 24; i++) {
      assertEquals(i, data.feature(i / 4, i % 4));
    }
  }

  @Test
  void archivesOfArraysAreRead() throws IOException {
    byte[] x = Samples.npy("<f4", "4, 1, 3, 3", 36);
    String file = write("d.npz", Samples.npz(x, Samples.npy("<f8", "4, 2", 8)));
    Dataset data = DataSource.parse(file).open(KEY);
    assertFalse(data.labelled());
    assertEquals(Shape.of(1, 3, 3), data.sample());
    assertEquals(5, data.target(2, 1));
    String grey = write("g.npy", Samples.npy("|u1", "6, 2, 3", 36));
    String classes = write("c.npy", Samples.npy("|u1", "6,", 6));
    assertEquals(Shape.of(1, 2, 3), new Numpy(grey, classes, "x", "y").open(KEY).sample());
    String flat = write("v.npy", Samples.npy("|u1", "6,", 6));
    assertEquals(Shape.of(1), new Numpy(flat, classes, "x", "y").open(KEY).sample());
    refused(new Numpy(file, "", "z", "y"), "has no array 'z'; it has x.npy, y.npy");
    refused(new Numpy(write("t.npz", x), "", "x", "y"), "is no .npz file");
    refused(new Numpy(write("x.npy", x), file, "x", "y"), "no array of NumPy");
    byte[] words = x.clone();
    System.arraycopy("{'descr': '|O', ".getBytes(), 0, words, 10, 16);
    refused(new Numpy(write("o.npy", words), file, "x", "y"), "type O; read are f2 f4 f8");
    byte[] minus = Samples.npy("|i1", "4,", 4);
    minus[minus.length - 2] = -1;
    String four = write("x.npy", Samples.npy("|i1", "4, 2", 8));
    refused(new Numpy(four, write("m.npy", minus), "x", "y"), "row 2 has the class -1; count");
    String order = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }";
    byte[] columns = x.clone();
    System.arraycopy(order.getBytes(), 0, columns, 10, order.length());
    refused(new Numpy(write("f.npy", columns), file, "x", "y"), "numbers column by column");
  }

  /** Whatever bytes are changed or missing: data, or a clean refusal that names the file. */
  @ParameterizedTest
  @ValueSource(strings = {"idx", "idx.gz", "npz", "npy", "cifar"})
  void damagedFilesNeverCrash(String kind) throws IOException {
    byte[] good =
        switch (kind) {
          case "idx" -> Samples.idx(20, 4, 3);
          case "idx.gz" -> Samples.gzip(Samples.idx(20, 4, 3));
          case "npz" -> Samples.npz(Samples.npy("<f4", "6, 4", 24), Samples.npy("<i8", "6,", 6));
          case "npy" -> Samples.npy("<f4", "20, 4", 80);
          default -> Samples.cifar(3, 1);
        };
    int refusals = 0;
    for (int i = 0; i < 600; i++) {
      byte[] bad = good.clone();
      if (i % 3 == 0) {
        bad = Arrays.copyOf(good, KEY.integer(0, i, good.length));
      } else {
        int from = i % 3 == 1 ? Math.min(good.length, 200) : good.length;
        for (int flips = 0; flips < 1 + i % 4; flips++) {
          bad[KEY.integer(1 + flips, i, from)] ^= (byte) (1 + KEY.integer(5 + flips, i, 255));
        }
      }
      refusals += survives(kind, write("damaged", bad)) ? 0 : 1;
    }
    assertTrue(refusals >= 200, kind + ": all files that were cut off, " + refusals);
  }

  private boolean survives(String kind, String file) throws IOException {
    DataSource source =
        switch (kind) {
          case "idx", "idx.gz" -> new Idx(file, write("labels", Samples.idx(20)), "", "", 0);
          case "npz" -> new Numpy(file, "", "x", "y");
          case "npy" -> new Numpy(file, write("y.npy", Samples.npy("<i8", "20,", 20)), "x", "y");
          default -> new Cifar(file, Cifar.Kind.TEN, 0);
        };
    try {
      return source.open(KEY).rows() > 0;
    } catch (IOException | IllegalArgumentException e) {
      assertFalse(e.getMessage() == null || e.getMessage().isBlank(), e.toString());
      return false;
    }
  }
}
