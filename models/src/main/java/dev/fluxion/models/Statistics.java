package dev.fluxion.models;

import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/** Where the batch norms of a net take their means and variances from. */
@FunctionalInterface
public interface Statistics {
  /** From the batch, as in training. */
  Statistics OF_BATCH = (tape, name, x) -> x.batchStatistics();

  /**
   * Records the statistics of one batch norm.
   *
   * @param tape the tape
   * @param name the name of the statistics, unique in the net
   * @param x what is to be normalized, with channels at axis 1
   * @return a row of means and one of variances
   */
  Tensor record(Tape tape, String name, Tensor x);
}
