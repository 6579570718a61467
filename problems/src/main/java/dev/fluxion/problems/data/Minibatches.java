package dev.fluxion.problems.data;

import dev.fluxion.autodiff.random.RandomKey;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * Which rows each step of a training learns from. Every epoch takes all rows in a new random order,
 * each once; what is left at its end, fewer rows than a batch, is passed over. Any step can be
 * asked for at any time: a run that is resumed sees the same batches.
 *
 * <p>Formula: step k is batch {@code k mod m} of epoch {@code ⌊k/m⌋}, {@code m = ⌊n/b⌋}; the order
 * of an epoch depends on the key and its number only.
 *
 * <p>Source: L. Bottou, «Curiously Fast Convergence of some Stochastic Gradient Descent
 * Algorithms», 2009.
 */
public final class Minibatches {
  private final RandomKey key;
  private final int[] rows;
  private final int[] order;
  private final int batch;
  private int shuffled = -1;

  /**
   * Batches of some rows.
   *
   * @param key the key of the orders
   * @param rows the rows
   * @param batch rows of a batch, from 1 to all; with all, rows stay in their order
   */
  public Minibatches(RandomKey key, ImmutableIntList rows, int batch) {
    if (batch < 1 || batch > rows.size()) {
      throw new IllegalArgumentException(
          "batch = "
              + batch
              + " is out of range; allowed: 1 to "
              + rows.size()
              + ", all rows for training, or 0 for these");
    }
    this.key = key;
    this.rows = rows.toArray();
    this.order = new int[this.rows.length];
    this.batch = batch;
  }

  /** Rows of a batch. */
  public int size() {
    return batch;
  }

  /** Steps of an epoch. */
  public int perEpoch() {
    return rows.length / batch;
  }

  /** Writes the rows of a step; allocates nothing. */
  public void rows(int step, int[] out) {
    if (batch == rows.length) {
      System.arraycopy(rows, 0, out, 0, batch);
      return;
    }
    int epoch = step / perEpoch();
    if (epoch != shuffled) {
      key.permutation(epoch, order);
      shuffled = epoch;
    }
    int from = step % perEpoch() * batch;
    for (int i = 0; i < batch; i++) {
      out[i] = rows[order[from + i]];
    }
  }
}
