package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.op.BatchStatisticsOp;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.RunningStatistics;
import dev.fluxion.models.Statistics;
import dev.fluxion.problems.data.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * Measures a model on parts of its data, in float. Batch norms take means and variances measured on
 * the training rows with the parameters at hand, so that a score depends on the parameters only,
 * averages of them included.
 *
 * <p>Formula: {@code L = Σ loss(model(xᵢ, θ), yᵢ)/n} over all rows i of a part; statistics of batch
 * norms are means over batches of training rows, variances with n - 1.
 *
 * <p>Source: P. Izmailov et al., «Averaging Weights Leads to Wider Optima and Better
 * Generalization», 2018, section 3.2; Y. Wu, J. Johnson, «Rethinking "Batch" in BatchNorm», 2021.
 *
 * <pre>{@code
 * Score score = task.evaluation().score(theta, Part.TEST);
 * }</pre>
 */
public final class Evaluation {
  /** Rows computed at a time. */
  private static final int CHUNK = 256;

  private final TrainingTask task;
  private final Map<Integer, Chunk> chunks = new HashMap<>();
  private final RunningStatistics names;
  private final Map<String, float[]> statistics = new LinkedHashMap<>();
  private Measuring measuring;

  Evaluation(TrainingTask task) {
    this.task = task;
    this.names = new RunningStatistics(task.model(), 1);
  }

  /** The score on a part; allocates memory for its rows at first. */
  public Score score(float[] theta, Part part) {
    return scores(theta, List.of(part)).getFirst();
  }

  /** The scores on some parts, which costs less than one after the other if there are norms. */
  public List<Score> scores(float[] theta, List<Part> parts) {
    if (names.layout().size() > 0) {
      if (measuring == null) {
        measuring = new Measuring();
      }
      measuring.measure(theta);
    }
    List<Score> scores = new ArrayList<>();
    for (Part part : parts) {
      scores.add(score(theta, task.split().rows(part)));
    }
    return scores;
  }

  private Score score(float[] theta, ImmutableIntList rows) {
    double loss = 0;
    long right = 0;
    for (int from = 0; from < rows.size(); from += CHUNK) {
      int n = Math.min(CHUNK, rows.size() - from);
      Chunk chunk = chunks.computeIfAbsent(n, Chunk::new);
      loss += n * chunk.loss(theta, rows, from);
      right += chunk.right();
    }
    boolean counts = task.data().labelled();
    double answers = (double) rows.size() * task.data().targetSize();
    return new Score(rows.size(), loss / rows.size(), counts ? right / answers : Double.NaN);
  }

  /** So many rows, evaluated together. */
  private final class Chunk {
    private final Recording recording;
    private final Workspace workspace;
    private final int[] rows;
    private final float[] out;

    Chunk(int rows) {
      Statistics given = (tape, name, x) -> tape.input(name, 2, x.shape().extent(1));
      this.recording = task.record(rows, given);
      this.workspace = recording.program().newWorkspace();
      this.rows = new int[rows];
      this.out = new float[recording.out().shape().size()];
    }

    double loss(float[] theta, ImmutableIntList all, int from) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = all.get(from + i);
      }
      recording.fill(workspace, rows);
      statistics.forEach(workspace::set);
      return workspace.value(theta);
    }

    /** Right answers of the last rows. */
    long right() {
      if (!task.data().labelled()) {
        return 0;
      }
      workspace.read(recording.out(), out);
      int outputs = task.model().outputs();
      int perRow = task.data().targetSize();
      long right = 0;
      for (int i = 0; i < rows.length * perRow; i++) {
        int answer = outputs == 1 ? (out[i] > 0 ? 1 : 0) : largest(i * outputs, outputs);
        right += answer == (int) task.data().target(rows[i / perRow], i % perRow) ? 1 : 0;
      }
      return right;
    }

    private int largest(int from, int n) {
      int largest = 0;
      for (int j = 1; j < n; j++) {
        if (out[from + j] > out[from + largest]) {
          largest = j;
        }
      }
      return largest;
    }
  }

  /** Measures the statistics of batch norms on the training rows. */
  private final class Measuring {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Integer> elements = new ArrayList<>();
    private final Recording recording;
    private final Workspace workspace;
    private final int[] rows;

    Measuring() {
      ImmutableIntList train = task.split().train();
      this.rows = new int[Math.min(CHUNK, train.size())];
      this.recording =
          task.record(
              rows.length,
              (tape, name, x) -> {
                Tensor measured = x.batchStatistics();
                tensors.add(measured);
                elements.add(x.shape().size() / x.shape().extent(1));
                statistics.put(name, new float[measured.shape().size()]);
                return measured;
              });
      this.workspace = recording.program().newWorkspace();
    }

    void measure(float[] theta) {
      ImmutableIntList train = task.split().train();
      int batches = train.size() / rows.length;
      statistics.values().forEach(mean -> Arrays.fill(mean, 0)); // the first is then exact
      for (int batch = 0; batch < batches; batch++) {
        for (int i = 0; i < rows.length; i++) {
          rows[i] = train.get(batch * rows.length + i);
        }
        recording.fill(workspace, rows);
        workspace.value(theta);
        int norm = 0;
        for (float[] mean : statistics.values()) {
          float[] measured = new float[mean.length];
          workspace.read(tensors.get(norm), measured);
          BatchStatisticsOp.update(1.0 / (batch + 1), elements.get(norm), measured, mean);
          norm++;
        }
      }
    }
  }
}
