package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A model learns from data by minibatches.
 *
 * <p>Formula: {@code Lₖ(θ) = Σ loss(model(xᵢ, θ), yᵢ)/b} over the rows i of minibatch k. Data,
 * split, start and minibatches depend on the settings and the key only.
 *
 * <p>Source: H. Robbins, S. Monro, «A Stochastic Approximation Method», 1951; L. Bottou,
 * «Large-Scale Machine Learning with Stochastic Gradient Descent», 2010.
 *
 * @param data the data source, as {@link DataSource#parse} reads it
 * @param model the model, as {@link ModelText} reads it
 * @param batch rows of a minibatch; 0 for all training rows
 * @param loss the loss
 * @param validation share of rows for validation
 * @param test share of rows for the test; data with a split of their own keep that
 * @param standardize whether features get mean 0 and variance 1, as measured on the training rows
 */
public record Training(
    @Setting("data source: id or id(setting=value,…)") String data,
    @Setting("model: id, id:width-width…, or id(setting=value,…)") String model,
    @Setting(value = "rows of a minibatch; 0 for all", min = 0, max = 1e7) int batch,
    @Setting("loss") Loss loss,
    @Setting(value = "share of rows for validation", min = 0, below = 1) double validation,
    @Setting(value = "share of rows for the test", min = 0, below = 1) double test,
    @Setting("whether features get mean 0 and variance 1") boolean standardize)
    implements ProblemSpec {
  private static final String PLAIN_DATA = "blobs";
  private static final String PLAIN_MODEL = "mlp";

  public Training {
    Settings.check(Training.class, data, model, batch, loss, validation, test, standardize);
    if (!data.equals(PLAIN_DATA)) {
      named("data", data, () -> DataSource.parse(data));
    }
    if (!model.equals(PLAIN_MODEL)) {
      named("model", model, () -> ModelText.check(model));
    }
    if (validation + test >= 1) {
      throw new IllegalArgumentException(
          "validation = " + validation + " and test = " + test + " leave no rows for training");
    }
  }

  /** A perceptron with 16 hidden units on three clouds, 32 rows at a time. */
  public Training() {
    this(PLAIN_DATA, PLAIN_MODEL, 32, Loss.AUTO, 0.2, 0.2, true);
  }

  @Override
  public Card card() {
    return new Card(
        "training",
        "A model learns from data by minibatches.",
        "Lₖ(θ) = Σ loss(model(xᵢ, θ), yᵢ)/b over the rows i of minibatch k",
        "H. Robbins, S. Monro, A Stochastic Approximation Method, 1951");
  }

  @Override
  public Problem open(RandomKey key) {
    return task(key).problem();
  }

  /**
   * The model with its data, for training and evaluation.
   *
   * @throws UncheckedIOException if a file cannot be read
   */
  public TrainingTask task(RandomKey key) {
    Dataset rows;
    try {
      rows = DataSource.parse(data).open(key.split("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    Split split =
        rows.split()
            .orElseGet(() -> Split.random(rows.rows(), validation, test, key.split("split")));
    Dataset ready = standardize ? TrainingTask.standardized(rows, split) : rows;
    return new TrainingTask(ready, split, ModelText.parse(model, ready), loss, batch, key);
  }

  private static void named(String setting, String text, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + " = '" + text + "': " + e.getMessage(), e);
    }
  }
}
