package dev.fluxion.experiments.training;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Precision;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.fit.TrainingTask;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is trained and how; with the data it decides every bit of a training. How long it goes on is
 * not part of it.
 *
 * @param training data, model, loss and minibatches
 * @param optimizer the optimizer with its schedule, transforms and averages
 * @param precision float (engine) or double (definition)
 * @param seed the seed of all random numbers
 */
public record TrainingPlan(
    Training training, OptimizerSpec optimizer, Precision precision, long seed) {
  /** The model with its data, as a plan of this seed has them. */
  public static TrainingTask open(Training training, long seed) {
    return training.task(RandomKey.of(seed).split("problem"));
  }

  /** The key of the optimizer. */
  RandomKey optimizerKey() {
    return RandomKey.of(seed).split("optimizer");
  }

  /** Name and text of everything that decides the bits; checkpoints carry it. */
  Map<String, String> identity(TrainingTask task) {
    Map<String, String> identity = new LinkedHashMap<>();
    Settings.values(training).forEach((name, value) -> identity.put(name, Settings.text(value)));
    identity.put("optimizer", SpecText.of(optimizer));
    identity.put("precision", Settings.text(precision));
    identity.put("seed", String.valueOf(seed));
    identity.put("checksum of the data", Long.toHexString(task.data().checksum()));
    return identity;
  }
}
