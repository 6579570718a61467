package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;

class RunningStatisticsTest {
  private static final ResidualNet NET =
      new ResidualNet(1, 4, IntLists.immutable.with(2), 1, 3, Activation.RELU);

  private static final int ROWS = 6;

  private final float[] theta = NET.initialize(RandomKey.of(3));
  private final float[] images = Specimen.inputs(NET, ROWS);

  @Test
  void theyStartAtMeanZeroAndVarianceOne() {
    RunningStatistics running = new RunningStatistics(NET, 0.1);
    assertEquals(
        List.of(
            "stem/statistics", "stage1.block1/first.statistics", "stage1.block1/second.statistics"),
        running.layout().segments().collect(s -> s.name()).castToList());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1}, running.values());
  }

  @Test
  void theyMoveByTheirShareTowardsTheBatch() {
    Tape tape = new Tape();
    RunningStatistics tenth = new RunningStatistics(NET, 0.1);
    RunningStatistics whole = new RunningStatistics(NET, 1);
    RunningStatistics.Training first = tenth.training();
    Workspace workspace = run(tape, first);
    first.update(workspace);
    RunningStatistics.Training all = whole.training();
    Workspace other = run(new Tape(), all);
    all.update(other);
    float[] start = new RunningStatistics(NET, 1).values();
    float[] moved = tenth.values();
    float[] target = whole.values();
    for (int i = 0; i < moved.length; i++) {
      assertEquals(start[i] + 0.1 * (target[i] - start[i]), moved[i], 1e-6);
    }
  }

  private Workspace run(Tape tape, Statistics statistics) {
    Tensor out = NET.record(tape, tape.input("x", ROWS, NET.inputs()), statistics);
    Workspace workspace = tape.compile(out.sum()).newWorkspace();
    workspace.set("x", images);
    workspace.value(theta);
    return workspace;
  }

  /** With the statistics of the batch but for n / (n - 1), evaluation is training. */
  @Test
  void evaluationUsesThem() {
    float[] trained = logits(Statistics.OF_BATCH, null, 0);
    RunningStatistics running = new RunningStatistics(NET, 1);
    RunningStatistics.Training training = running.training();
    training.update(run(new Tape(), training));
    float[] biased = running.values();
    for (int i = 0; i < biased.length; i++) {
      int n = ROWS * 16; // elements of a channel
      biased[i] *= i % 4 < 2 ? 1 : (n - 1f) / n;
    }
    running.restore(biased);
    assertArrayEquals(biased, running.values());
    assertArrayEquals(trained, logits(running.evaluation(), running, 0), 1e-5f);
  }

  /** In evaluation a row does not depend on those beside it; in training it does. */
  @Test
  void evaluatedRowsAreIndependent() {
    RunningStatistics running = new RunningStatistics(NET, 0.1);
    float[] one = logits(running.evaluation(), running, 0);
    float[] other = logits(running.evaluation(), running, 1);
    float[] trained = logits(Statistics.OF_BATCH, null, 0);
    float[] otherTrained = logits(Statistics.OF_BATCH, null, 1);
    int first = NET.classes();
    for (int i = 0; i < first; i++) {
      assertEquals(one[i], other[i]);
    }
    boolean moved = false;
    for (int i = 0; i < first; i++) {
      moved |= trained[i] != otherTrained[i];
    }
    assertTrue(moved);
  }

  /** The logits, with something added to all images but the first. */
  private float[] logits(Statistics statistics, RunningStatistics running, float added) {
    Tape tape = new Tape();
    Tensor out = NET.record(tape, tape.input("x", ROWS, NET.inputs()), statistics);
    Program program = tape.compile(out.sum());
    Workspace workspace = program.newWorkspace();
    float[] x = images.clone();
    for (int i = NET.inputs(); i < x.length; i++) {
      x[i] += added * (i % 3);
    }
    workspace.set("x", x);
    if (running != null) {
      running.set(workspace);
    }
    workspace.value(theta);
    float[] y = new float[out.shape().size()];
    workspace.read(out, y);
    return y;
  }

  @Test
  void aChannelOfOneElementHasNoVariance() {
    ResidualNet tiny = new ResidualNet(1, 1, IntLists.immutable.with(2), 1, 2, Activation.RELU);
    RunningStatistics.Training training = new RunningStatistics(tiny, 0.1).training();
    Tape tape = new Tape();
    Tensor out = tiny.record(tape, tape.input("x", 1, 1), training);
    Workspace workspace = tape.compile(out.sum()).newWorkspace();
    workspace.set("x", new float[] {1});
    workspace.value(tiny.initialize(RandomKey.of(1)));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> training.update(workspace));
    assertTrue(e.getMessage().contains("stem/statistics: a batch with one element"));
  }

  @Test
  void misuseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RunningStatistics(NET, 0));
    assertThrows(IllegalArgumentException.class, () -> new RunningStatistics(NET, Double.NaN));
    RunningStatistics running = new RunningStatistics(NET, 0.1);
    assertThrows(IllegalArgumentException.class, () -> running.restore(new float[3]));
    RunningStatistics.Training training = running.training();
    run(new Tape(), training);
    IllegalArgumentException twice =
        assertThrows(IllegalArgumentException.class, () -> run(new Tape(), training));
    assertTrue(twice.getMessage().contains("take training() once a tape"), twice.getMessage());
  }
}
