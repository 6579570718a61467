package dev.fluxion.models;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.BatchStatisticsOp;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The running means and variances of all batch norms of a net. They follow the batches in training
 * and stand in for them in evaluation.
 *
 * <p>Formula: {@code r ← r + share·(s - r)} after every batch, from mean 0 and variance 1; the
 * variance of a batch is divided by n - 1 for this.
 *
 * <p>Source: S. Ioffe, C. Szegedy, «Batch Normalization: Accelerating Deep Network Training by
 * Reducing Internal Covariate Shift», 2015, algorithm 2, with a moving average as in its section
 * 3.1.
 *
 * <pre>{@code
 * RunningStatistics running = new RunningStatistics(net, 0.1);
 * RunningStatistics.Training training = running.training();
 * Tensor out = net.record(tape, x, training); // and after every step:
 * training.update(workspace);
 * Tensor evaluated = net.record(otherTape, y, running.evaluation()); // and before evaluating:
 * running.set(otherWorkspace);
 * }</pre>
 */
public final class RunningStatistics {
  private final double share;
  private final ParameterLayout layout;
  private final List<float[]> values = new ArrayList<>();

  /**
   * Those of a net.
   *
   * @param model the net
   * @param share how far they go towards each batch, in (0, 1], for example 0.1
   */
  public RunningStatistics(Model model, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share = " + share + " must be in (0, 1]");
    }
    this.share = share;
    ParameterLayout.Builder builder = ParameterLayout.builder();
    Tape tape = new Tape();
    model.record(
        tape,
        tape.input("x", Math.max(1, model.rows()), model.inputs()),
        (t, name, x) -> {
          builder.add(name, Role.COORDINATE, Shape.of(2, x.shape().extent(1)));
          return x.batchStatistics();
        });
    this.layout = builder.build();
    for (Segment segment : layout.segments()) {
      float[] start = new float[segment.size()];
      Arrays.fill(start, start.length / 2, start.length, 1f);
      values.add(start);
    }
  }

  /** One segment for each batch norm: a row of means and one of variances. */
  public ParameterLayout layout() {
    return layout;
  }

  /** A copy of all statistics, in the order of the layout, for example to save them. */
  public float[] values() {
    float[] all = new float[layout.size()];
    for (int i = 0; i < values.size(); i++) {
      float[] one = values.get(i);
      System.arraycopy(one, 0, all, layout.segments().get(i).offset(), one.length);
    }
    return all;
  }

  /** Takes over statistics that were saved. */
  public void restore(float[] all) {
    if (all.length != layout.size()) {
      throw new IllegalArgumentException(
          "there are " + layout.size() + " statistics, not " + all.length);
    }
    for (int i = 0; i < values.size(); i++) {
      float[] one = values.get(i);
      System.arraycopy(all, layout.segments().get(i).offset(), one, 0, one.length);
    }
  }

  /** For recording the net as it is trained; one for each tape. */
  public Training training() {
    return new Training();
  }

  /**
   * For recording the net as it is evaluated: the statistics are inputs, filled by {@link #set}.
   */
  public Statistics evaluation() {
    return (tape, name, x) -> tape.input(name, 2, x.shape().extent(1));
  }

  /** Fills the statistics of a net that was recorded for evaluation. */
  public void set(Workspace workspace) {
    for (int i = 0; i < values.size(); i++) {
      workspace.set(layout.segments().get(i).name(), values.get(i));
    }
  }

  /** The statistics of the batches that one tape sees. */
  public final class Training implements Statistics {
    private final List<Tensor> recorded = new ArrayList<>();
    private final List<float[]> batch = new ArrayList<>();
    private int[] elements = {};

    private Training() {}

    @Override
    public Tensor record(Tape tape, String name, Tensor x) {
      int i = recorded.size();
      if (i == values.size() || !layout.segments().get(i).name().equals(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is not the next batch norm of the net; take training() once a tape");
      }
      Tensor statistics = x.batchStatistics();
      recorded.add(statistics);
      batch.add(new float[statistics.shape().size()]);
      elements = Arrays.copyOf(elements, i + 1);
      elements[i] = x.shape().size() / x.shape().extent(1);
      return statistics;
    }

    /**
     * Follows the batch of the last replay.
     *
     * @throws IllegalStateException if a channel has one element only, which has no variance
     */
    public void update(Workspace workspace) {
      for (int i = 0; i < recorded.size(); i++) {
        if (elements[i] < 2) {
          throw new IllegalStateException(
              layout.segments().get(i).name()
                  + ": a batch with one element a channel has no variance; use more rows");
        }
        workspace.read(recorded.get(i), batch.get(i));
        BatchStatisticsOp.update(share, elements[i], batch.get(i), values.get(i));
      }
    }
  }
}
