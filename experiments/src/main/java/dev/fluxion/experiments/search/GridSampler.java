package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.List;

/**
 * All combinations of some values of each dimension: every value of a short list, and the midpoints
 * of equal parts of a range. The first dimension changes fastest.
 *
 * @param levels the largest number of values of a dimension
 */
public record GridSampler(int levels) implements Sampler {
  public GridSampler {
    if (levels < 2) {
      throw new IllegalArgumentException("a grid needs at least 2 levels, not " + levels);
    }
  }

  /**
   * The finest grid of at most so many points.
   *
   * @throws IllegalArgumentException if even two values of each dimension are more
   */
  public static GridSampler within(Space space, int trials) {
    int levels = 2;
    if (points(space, levels) > trials) {
      throw new IllegalArgumentException(
          "a grid over "
              + space.varying().size()
              + " hyperparameters that vary has at least "
              + points(space, levels)
              + " points, but there are "
              + trials
              + " trials; allow more, fix some, or choose another sampler");
    }
    while (points(space, levels + 1) <= trials
        && points(space, levels + 1) > points(space, levels)) {
      levels++;
    }
    return new GridSampler(levels);
  }

  private static long points(Space space, int levels) {
    long points = 1;
    for (Dimension dimension : space.varying()) {
      points = Math.min(points * levels(dimension, levels), Integer.MAX_VALUE);
    }
    return points;
  }

  /** A choice takes part with all its values. */
  private static int levels(Dimension dimension, int levels) {
    if (dimension instanceof Dimension.Choice) {
      return dimension.count();
    }
    return dimension.count() == 0 ? levels : Math.min(dimension.count(), levels);
  }

  @Override
  public String text() {
    return "grid(levels=" + levels + ")";
  }

  @Override
  public int limit(Space space) {
    return (int) points(space, levels);
  }

  @Override
  public double[][] propose(Space space, History history, int count, RandomKey key) {
    List<Dimension> varying = space.varying();
    double[][] points = new double[count][varying.size()];
    for (int i = 0; i < count; i++) {
      int rest = history.size() + i;
      for (int j = 0; j < varying.size(); j++) {
        int own = levels(varying.get(j), levels);
        points[i][j] = (rest % own + 0.5) / own;
        rest /= own;
      }
    }
    return points;
  }
}
