package dev.fluxion.problems.data.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * An image file as floats from 0 to 1: a plane of red, one of green, one of blue, or one of grey.
 *
 * <p>Formula: a pixel of the result is the mean of the source over its area, {@code Σ a·s / Σ a}
 * with the shares a of source pixels; grey is {@code 0.299 red + 0.587 green + 0.114 blue}. What is
 * transparent lies on white.
 *
 * <p>Source: Recommendation ITU-R BT.601 (grey).
 */
final class ImageFile {
  private static final int LARGEST_SIDE = 1 << 14;

  private ImageFile() {}

  /**
   * Reads the square in the middle of an image.
   *
   * @param side height and width of the result; 0 for those of the image, which must be square then
   */
  static float[] read(Path file, int side, boolean grey) throws IOException {
    BufferedImage image = decode(file);
    int square = Math.min(image.getWidth(), image.getHeight());
    if (side == 0 && image.getWidth() != image.getHeight()) {
      throw new IOException(
          file
              + " has "
              + image.getWidth()
              + "×"
              + image.getHeight()
              + " pixels, which is not square; set side to bring all images to one size");
    }
    int n = side == 0 ? square : side;
    int left = (image.getWidth() - square) / 2;
    int top = (image.getHeight() - square) / 2;
    float[] planes = new float[(grey ? 1 : 3) * n * n];
    double[] colour = new double[3];
    for (int p = 0; p < n * n; p++) {
      mean(image, left, top, (double) square / n, p % n, p / n, colour);
      if (grey) {
        double y = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
        planes[p] = (float) (y / 255);
      } else {
        for (int c = 0; c < 3; c++) {
          planes[c * n * n + p] = (float) (colour[c] / 255);
        }
      }
    }
    return planes;
  }

  /** The mean colour over the area of a pixel that is {@code scale} source pixels wide. */
  private static void mean(
      BufferedImage image, int left, int top, double scale, int x, int y, double[] colour) {
    double area = 0;
    Arrays.fill(colour, 0);
    for (int row = (int) (y * scale); row < (y + 1) * scale; row++) {
      double high = Math.min(row + 1, (y + 1) * scale) - Math.max(row, y * scale);
      for (int column = (int) (x * scale); column < (x + 1) * scale; column++) {
        double wide = Math.min(column + 1, (x + 1) * scale) - Math.max(column, x * scale);
        int sourceX = Math.min(left + column, image.getWidth() - 1);
        int sourceY = Math.min(top + row, image.getHeight() - 1);
        int rgb = image.getRGB(sourceX, sourceY);
        for (int c = 0; c < 3; c++) {
          colour[c] += wide * high * onWhite(rgb >>> 24, rgb >> 16 - 8 * c & 0xFF);
        }
        area += wide * high;
      }
    }
    for (int c = 0; c < 3; c++) {
      colour[c] /= area;
    }
  }

  /** A colour that covers a white ground by {@code opacity/255}. */
  private static double onWhite(int opacity, int colour) {
    return 255 - (255 - colour) * opacity / 255.0;
  }

  private static BufferedImage decode(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " does not exist, or is no file");
    }
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(file + " is no image that Java reads (png, jpg, gif, bmp)");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
          throw new IOException(
              file + " has " + width + "×" + height + " pixels; allowed: 1 to 16384 each way");
        }
        DataFile.requireMemory(file, 8L * width * height);
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      boolean ours = e.getMessage() != null && e.getMessage().startsWith(file.toString());
      throw ours ? e : new IOException(file + " cannot be read as an image: " + e.getMessage(), e);
    } catch (RuntimeException e) { // what decoders throw on damaged files
      throw new IOException(file + " cannot be read as an image: " + e, e);
    }
  }
}
