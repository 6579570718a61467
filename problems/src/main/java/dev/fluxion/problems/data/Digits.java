package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * Grey images of the ten digits, written in seven strokes, each image moved, scaled, slanted and of
 * another thickness, under noise. A net that looks at neighbouring pixels does better than one that
 * does not.
 *
 * <p>Formula: a pixel is {@code max(0, min(1, 1 + w - d))} plus normal noise, d its distance from
 * the nearest stroke in pixels, w half the thickness. The digit is as high as ⅔ of the image, times
 * {@code 1 ± 0.15·jitter}; moved by up to {@code jitter·side/8} both ways; slanted by up to {@code
 * 0.3·jitter}; w is 0.15 to 0.55 for jitter 1.
 *
 * <p>Source: the seven strokes are those of displays; images of strokes with random distortions as
 * in P. Simard, D. Steinkraus, J. Platt, «Best Practices for Convolutional Neural Networks Applied
 * to Visual Document Analysis», 2003.
 *
 * @param samples number of images
 * @param side height and width
 * @param jitter how much images differ, from 0 to 1 and beyond
 * @param noise standard deviation of the noise of a pixel
 */
public record Digits(
    @Setting(value = "number of images", min = 1, max = 1e6) int samples,
    @Setting(value = "height and width in pixels", min = 6, max = 128) int side,
    @Setting(value = "how much images differ", min = 0, max = 2) double jitter,
    @Setting(value = "standard deviation of the noise of a pixel", min = 0, max = 1e3) double noise)
    implements DataSource {
  private static final int CLASSES = 10;

  /** Which of the strokes a digit has: top, upper left and right, middle, lower ones, bottom. */
  private static final String[] STROKES = {
    "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
    "1111111", "1111011"
  };

  /** The ends of the strokes: x₁, y₁, x₂, y₂ in a box of 1 by 2, downwards. */
  private static final double[][] ENDS = {
    {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 0, 1, 1}, {0, 1, 1, 1}, {0, 1, 0, 2}, {1, 1, 1, 2}, {0, 2, 1, 2}
  };

  public Digits {
    Settings.check(Digits.class, samples, side, jitter, noise);
    Rows.requireMemory("samples · side²", (long) samples * side * side);
  }

  /** 1000 images of 12 by 12. */
  public Digits() {
    this(1000, 12, 1, 0.2);
  }

  @Override
  public Card card() {
    return new Card(
        "digits",
        "Grey images of the ten digits, moved, scaled and slanted, under noise.",
        "pixel = max(0, min(1, 1 + w - distance from the nearest stroke)) + noise",
        "P. Simard, D. Steinkraus, J. Platt, Best Practices for Convolutional Neural Networks"
            + " Applied to Visual Document Analysis, 2003",
        "Seven straight strokes instead of handwriting.");
  }

  @Override
  public Dataset open(RandomKey key) {
    int size = side * side;
    float[] x = new float[samples * size];
    key.split("noise").normals(0, x.length, x, 0);
    RandomKey shapes = key.split("shapes");
    int[] labels = Rows.inTurn(samples, CLASSES);
    for (int i = 0; i < samples; i++) {
      Pen pen = new Pen(shapes, i);
      String strokes = STROKES[labels[i]];
      for (int p = 0; p < size; p++) {
        double ink = pen.ink(strokes, p % side, p / side);
        x[i * size + p] = (float) (ink + noise * x[i * size + p]);
      }
    }
    return Dataset.classes(card().id(), Shape.of(1, side, side), x, labels, Rows.numbers(CLASSES));
  }

  /** How one image is drawn. */
  private final class Pen {
    private final double unit;
    private final double left;
    private final double top;
    private final double slant;
    private final double half;

    Pen(RandomKey key, int image) {
      unit = side / 3.0 * (1 + 0.15 * jitter * symmetric(key, 0, image));
      double middle = (side - 1) / 2.0;
      double reach = jitter * side / 8.0;
      left = middle - unit / 2 + reach * symmetric(key, 1, image);
      top = middle - unit + reach * symmetric(key, 2, image);
      slant = 0.3 * jitter * symmetric(key, 3, image);
      half = 0.35 + 0.2 * jitter * symmetric(key, 4, image);
    }

    private static double symmetric(RandomKey key, int step, int image) {
      return 2 * key.uniform(step, image) - 1;
    }

    double ink(String strokes, int column, int row) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int s = 0; s < ENDS.length; s++) {
        if (strokes.charAt(s) == '1') {
          nearest = Math.min(nearest, distance(ENDS[s], column, row));
        }
      }
      return Math.max(0, Math.min(1, 1 + half - nearest));
    }

    private double distance(double[] ends, int column, int row) {
      double x1 = left + unit * (ends[0] + slant * (1 - ends[1]));
      double y1 = top + unit * ends[1];
      double x2 = left + unit * (ends[2] + slant * (1 - ends[3]));
      double y2 = top + unit * ends[3];
      double dx = x2 - x1;
      double dy = y2 - y1;
      double along = ((column - x1) * dx + (row - y1) * dy) / (dx * dx + dy * dy);
      double t = Math.max(0, Math.min(1, along));
      double x = column - x1 - t * dx;
      double y = row - y1 - t * dy;
      return Math.sqrt(x * x + y * y);
    }
  }
}
