package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;

/**
 * Proposes points of the unit cube. A proposal depends on the key, the number of the trial and the
 * history only: samplers keep nothing in mind, so that a study can stop and go on anywhere.
 */
public interface Sampler {
  /** What it is, as the journal's head says it: {@code tpe}, {@code grid(levels=4)}. */
  String text();

  /**
   * Proposes the points of a batch.
   *
   * @param space the space; its varying dimensions are the coordinates
   * @param history all trials before the batch
   * @param count number of points
   * @param key random numbers of the study
   */
  double[][] propose(Space space, History history, int count, RandomKey key);

  /** Number of trials after which nothing new comes. */
  default int limit(Space space) {
    return Integer.MAX_VALUE;
  }
}
