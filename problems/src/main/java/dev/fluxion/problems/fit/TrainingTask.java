package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.Model;
import dev.fluxion.models.Statistics;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Minibatches;
import dev.fluxion.problems.data.Split;
import dev.fluxion.problems.data.Standardization;

/**
 * A model, its data and its minibatches: all that training and evaluation need. Made by {@link
 * Training#task}, or of data and a model of your own.
 *
 * <p>Formula: {@code Lₖ(θ) = Σ loss(model(xᵢ, θ), yᵢ)/b} over the rows i of minibatch k.
 */
public final class TrainingTask {
  private final Dataset data;
  private final Split split;
  private final Model model;
  private final Loss loss;
  private final int batch;
  private final RandomKey key;

  /**
   * A task.
   *
   * @param data the data
   * @param split which rows are for what
   * @param model the model; see {@link ModelText}
   * @param loss the loss
   * @param batch rows of a minibatch; 0 for all training rows
   * @param key the key of start and minibatches
   */
  public TrainingTask(Dataset data, Split split, Model model, Loss loss, int batch, RandomKey key) {
    this.data = data;
    this.split = split;
    this.model = model;
    this.loss = loss.of(data, model);
    this.batch = batch == 0 ? split.train().size() : batch;
    this.key = key;
    batches(); // refuses more rows than there are
  }

  /** The same data with features standardized by the training rows. */
  public static Dataset standardized(Dataset data, Split split) {
    return Standardization.of(data, split.train()).apply(data);
  }

  /** The data. */
  public Dataset data() {
    return data;
  }

  /** Which rows are for what. */
  public Split split() {
    return split;
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** The loss; never {@link Loss#AUTO}. */
  public Loss loss() {
    return loss;
  }

  /** Rows of a minibatch. */
  public int batch() {
    return batch;
  }

  /** Steps until all training rows have been seen once, up to a rest smaller than a minibatch. */
  public int stepsPerEpoch() {
    return split.train().size() / batch;
  }

  /** Initial parameters. */
  public float[] start() {
    return model.initialize(key.split("start"));
  }

  /** The problem of minimizing the loss by minibatches. */
  public Problem problem() {
    Recording recording = record(batch, Statistics.OF_BATCH);
    ParameterLayout layout = recording.program().layout();
    return new Problem(
        layout,
        new TrainingObjective(recording, batches()),
        new TrainingDefinition(recording, batches()),
        Convert.toDouble(start()));
  }

  /** What measures the model on parts of the data; for one thread. */
  public Evaluation evaluation() {
    return new Evaluation(this);
  }

  /** The model with its loss, on so many rows. */
  Recording record(int rows, Statistics statistics) {
    return new Recording(data, model, loss, rows, statistics);
  }

  private Minibatches batches() {
    return new Minibatches(key.split("batches"), split.train(), batch);
  }
}
