package dev.fluxion.experiments.search;

import java.util.ArrayList;
import java.util.Collections;
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

  private final Space space;
  private final List<Trial> trials = new ArrayList<>();
  private final List<double[]> points = new ArrayList<>();

  /** Of trials of a space. */
  public History(Space space, List<Trial> trials) {
    this.space = space;
    trials.forEach(this::add);
  }

  /** The next trial. */
  void add(Trial trial) {
    trials.add(trial);
    points.add(space.unit(trial.parameters()));
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
    return Collections.unmodifiableList(trials);
  }

  /** The point of a trial; not to be changed. */
  public double[] point(int i) {
    return points.get(i);
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
      x[i] = points.get(indices[i])[dimension];
    }
    return x;
  }
}
