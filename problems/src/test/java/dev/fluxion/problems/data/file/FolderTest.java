package dev.fluxion.problems.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final RandomKey KEY = RandomKey.of(2);

  @TempDir private Path folder;

  /** An image whose pixel (x, y) has red 10x, green 20y and blue 30. */
  private void image(String name, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, 10 * x << 16 | 20 * y << 8 | 30);
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  private Dataset open(int side, boolean grey) throws IOException {
    return new Folder(folder.toString(), side, grey, 0).open(KEY);
  }

  private void refused(int side, String message) {
    IOException e = assertThrows(IOException.class, () -> open(side, false));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void everyFolderIsAClass() throws IOException {
    image("cat/a.png", 4, 4);
    image("cat/b.png", 4, 4);
    image("dog/images/c.png", 4, 4);
    Dataset data = open(0, false);
    assertEquals(Shape.of(3, 4, 4), data.sample());
    assertEquals("[cat, dog]", data.classes().toString());
    assertEquals(1, data.label(2));
    assertEquals(20 / 255f, data.feature(0, 2), "red");
    assertEquals(60 / 255f, data.feature(0, 16 + 12), "green");
    assertEquals(30 / 255f, data.feature(0, 32), "blue");
    float grey = open(0, true).feature(0, 2);
    assertEquals((0.299 * 20 + 0.114 * 30) / 255, grey, 1e-7);
  }

  @Test
  void imagesAreBroughtToOneSizeByTheMean() throws IOException {
    image("one/a.png", 6, 4);
    refused(0, "6×4 pixels, which is not square; set side");
    Dataset data = open(2, false);
    // of columns 1 to 4, which are the middle: the first half are 1 and 2
    assertEquals(15 / 255f, data.feature(0, 0), 1e-7);
    assertEquals(35 / 255f, data.feature(0, 1), 1e-7);
    assertEquals(50 / 255f, data.feature(0, 4 + 2), 1e-7, "green of rows 2 and 3");
  }

  @Test
  void whatIsTransparentLiesOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000);
    image.setRGB(1, 0, 0x33000064);
    Files.createDirectories(folder.resolve("icon"));
    ImageIO.write(image, "png", folder.resolve("icon/a.png").toFile());
    image("icon/b.png", 1, 1);
    Dataset data = open(1, false);
    // of the first image the first column, which is the middle, and of that all is transparent
    assertEquals(1, data.feature(0, 0));
    image.setRGB(0, 0, 0x33000064);
    ImageIO.write(image, "png", folder.resolve("icon/a.png").toFile());
    Dataset part = open(1, false);
    assertEquals((255 - 255 * 0.2f) / 255, part.feature(0, 0), 1e-7);
    assertEquals((255 - 155 * 0.2f) / 255, part.feature(0, 2), 1e-7);
    assertEquals(30 / 255f, part.feature(1, 2), "without transparency as it is");
  }

  @Test
  void tinyImageNetHasItsValidation() throws IOException {
    image("train/n01/images/n01_0.png", 3, 3);
    image("train/n02/images/n02_0.png", 3, 3);
    image("val/images/val_0.png", 3, 3);
    Samples.write(folder.resolve("val/val_annotations.txt"), "val_0.png\tn02\t0\t0\t9\t9\n");
    Dataset data = open(0, false);
    assertEquals(Split.consecutive(2, 1, 0), data.split().orElseThrow());
    assertEquals(1, data.label(2));
    Samples.write(folder.resolve("val/val_annotations.txt"), "val_0.png\tn03\n");
    refused(0, "line 1 has no name and class");
  }

  @Test
  void wrongFoldersAreRefused() throws IOException {
    refused(0, "has no folders of classes; put the images of each class into one");
    Files.createDirectories(folder.resolve("cat"));
    refused(0, "has no images .png .jpg .jpeg .gif .bmp .wbmp; remove it, it is no class");
    Samples.write(folder.resolve("cat/a.png"), "this is text");
    refused(0, "is no image that Java reads");
    image("cat/a.png", 4, 4);
    image("cat/b.png", 5, 5);
    Dataset data = open(0, false);
    assertEquals(4, data.sample().extent(1), "as the first");
  }

  @Test
  void damagedImagesNeverCrash() throws IOException {
    for (String name : new String[] {"one/a.png", "one/a.gif", "one/a.bmp", "one/a.jpg"}) {
      image(name, 8, 8);
      Path file = folder.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < 100; i++) {
        byte[] bad =
            i % 2 == 0 ? good.clone() : Arrays.copyOf(good, KEY.integer(0, i, good.length));
        if (bad.length > 0) {
          bad[KEY.integer(1, i, bad.length)] ^= (byte) (1 + KEY.integer(2, i, 255));
        }
        Files.write(file, bad);
        try {
          assertTrue(open(4, false).rows() == 1);
        } catch (IOException e) {
          assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
        }
      }
      Files.delete(file);
    }
  }
}
