package dev.fluxion.experiments.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finished trials, in order, with their points in the unit cube. The points are read from the
 * hyperparameters as they are written, so that a resumed study sees what the first one saw.
 */
public final class History {
  /** Complete trials by score; then pruned ones, the longest first; earlier ones before later. */
  static final Comparator<Trial> BETTER =
      Comparator.comparing(Trial::pruned)
          .thenComparing(trial -> trial.pruned() ? -trial.rungs().size() : 0)
          .thenComparingDouble(Trial::score)
          .thenComparingInt(Trial::number);

  private final List<Trial> trials;
  private final double[][] points;

  /** Of trials of a space. */
  public History(Space space, List<Trial> trials) {
    this.trials = List.copyOf(trials);
    this.points =
        this.trials.stream().map(t -> space.unit(t.parameters())).toArray(double[][]::new);
  }

  /** Number of trials. */
  public int size() {
    return trials.size();
  }

  /** A trial. */
  public Trial trial(int i) {
    return trials.get(i);
  }

  /** All trials. */
  public List<Trial> trials() {
    return trials;
  }

  /** The point of a trial; not to be changed. */
  public double[] point(int i) {
    return points[i];
  }

  /** The indices of the trials, the best first. */
  public int[] ranking() {
    return IntStream.range(0, trials.size())
        .boxed()
        .sorted((a, b) -> BETTER.compare(trials.get(a), trials.get(b)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** One coordinate of some trials. */
  double[] coordinate(int dimension, int... indices) {
    double[] x = new double[indices.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = points[indices[i]][dimension];
    }
    return x;
  }
}
