package dev.fluxion.experiments.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Precision;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.data.Part;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.fit.TrainingTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
  @TempDir private Path folder;

  private static TrainingPlan plan(String data, String model, String optimizer, Precision in) {
    Training training = new Training(data, model, 8, Loss.AUTO, 0.2, 0.2, true);
    return new TrainingPlan(training, SpecText.parse(optimizer), in, 3);
  }

  private static TrainingPlan small() {
    return plan("blobs(samples=40)", "mlp:in-4-out", "adam", Precision.FLOAT);
  }

  private static void train(Trainer trainer, int epochs) {
    while (trainer.epochs() < epochs && trainer.epoch(steps -> {})) {
      assertEquals(Outcome.RUNNING, trainer.outcome());
    }
  }

  private byte[] saved(Trainer trainer) throws IOException {
    Path file = folder.resolve("saved");
    trainer.save(file);
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blobs(samples=60)  | mlp:in-8-out | adam                                        | FLOAT",
        "blobs(samples=60)  | mlp:in-8-out | adam                                        | DOUBLE",
        "moons(samples=60)  | mlp:in-8-out | ecdsep(nu=0.01)                             | FLOAT",
        "moons(samples=60)  | mlp:in-8-out | swa(start=6,every=3,base=scheduled)         | FLOAT",
        "moons(samples=60)  | mlp:in-8-out | scheduled(base=sgd,schedule=plateau)        | FLOAT",
        "teacher(samples=60) | linear      | ema(base=clip-norm(base=momentum))          | DOUBLE",
        "digits(samples=40,side=8) | residual-net:3 | swa(base=momentum)                 | FLOAT",
        "block-graph(nodes=40) | graph-sage | nesterov                                   | FLOAT",
        "token-patterns | bigram            | adamw                                       | FLOAT"
      })
  void tenEpochsAreFiveAndFiveResumedByteForByte(
      String data, String model, String optimizer, Precision precision) throws IOException {
    TrainingPlan plan = plan(data, model, optimizer, precision);
    Trainer whole = Trainer.start(plan);
    train(whole, 10);
    Trainer half = Trainer.start(plan);
    train(half, 5);
    Path file = folder.resolve("half");
    half.save(file);
    Trainer resumed = Trainer.resume(plan, TrainingPlan.open(plan.training(), 3), file);
    assertEquals(half.history(), resumed.history());
    train(resumed, 10);
    assertArrayEquals(saved(whole), saved(resumed));
    assertEquals(whole.history(), resumed.history());
    assertEquals(whole.scores(whole.parameters()), resumed.scores(resumed.parameters()));
  }

  /** Experiments take a training as a problem; the command trains the same. */
  @Test
  void aTrainerTakesTheStepsOfAMinimizer() {
    TrainingPlan plan = small();
    Trainer trainer = Trainer.start(plan);
    train(trainer, 6);
    RandomKey key = RandomKey.of(plan.seed());
    Problem problem = plan.training().open(key.split("problem"));
    Optimizer optimizer = plan.optimizer().start(problem.layout(), key.split("optimizer"));
    Descent descent = Descent.of(problem.objective(), optimizer, problem.start());
    assertArrayEquals(trainer.parameters(), Minimizer.run(descent, trainer.steps()).theta());
  }

  @Test
  void theBestEpochIsTheOneWithTheSmallestValidationLoss() {
    Trainer trainer = Trainer.start(small());
    assertEquals(0, trainer.bestEpoch());
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= 30; i++) {
      trainer.epoch(steps -> {});
      double loss = trainer.score(Part.VALIDATION).loss();
      assertEquals(loss, trainer.history().getLast().validationLoss());
      if (loss < smallest) {
        smallest = loss;
        assertEquals(i, trainer.bestEpoch());
        assertArrayEquals(trainer.parameters(), trainer.bestParameters());
      }
    }
    assertEquals(smallest, trainer.scores(trainer.bestParameters()).get(1).loss());
    assertTrue(trainer.score(Part.TRAIN).loss() < trainer.history().getFirst().loss());
  }

  @Test
  void aTrainingThatDivergesStopsAndLeavesTheParametersFinite() {
    Trainer trainer =
        Trainer.start(plan("teacher", "square-net", "sgd(learningRate=1e9)", Precision.FLOAT));
    train(trainer, 100);
    assertEquals(Outcome.DIVERGED, trainer.outcome());
    assertFalse(trainer.epoch(steps -> {}), "it cannot go on");
    assertTrue(Arrays.stream(trainer.parameters()).allMatch(Double::isFinite));
  }

  /** Every byte counts in the checksum, so every change is seen; also every missing end. */
  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    Trainer trainer = Trainer.start(small());
    train(trainer, 2);
    byte[] good = saved(trainer);
    Path file = folder.resolve("damaged");
    RandomKey key = RandomKey.of(8);
    for (int i = 0; i < 200; i++) {
      byte[] bad = good.clone();
      bad[key.integer(0, i, bad.length)] ^= (byte) (1 << key.integer(1, i, 8));
      refused(file, bad);
      refused(file, Arrays.copyOf(good, key.integer(2, i, good.length)));
    }
    refused(file, Arrays.copyOf(good, good.length + 1));
    Files.write(file, good);
    assertEquals(2, Trainer.resume(small(), open(), file).epochs());
  }

  private static TrainingTask open() {
    return TrainingPlan.open(small().training(), 3);
  }

  private static void refused(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    IOException e = assertThrows(IOException.class, () -> Trainer.resume(small(), open(), file));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefusedWithTheDifference() throws IOException {
    Path file = folder.resolve("other");
    Trainer.start(small()).save(file);
    difference(file, plan("blobs(samples=40)", "mlp:in-5-out", "adam", Precision.FLOAT), "model");
    difference(file, plan("blobs(samples=40)", "mlp:in-4-out", "sgd", Precision.FLOAT), "adam");
    difference(file, plan("blobs(samples=50)", "mlp:in-4-out", "adam", Precision.FLOAT), "data");
    difference(file, plan("blobs(samples=40)", "mlp:in-4-out", "adam", Precision.DOUBLE), "double");
  }

  private static void difference(Path file, TrainingPlan plan, String word) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trainer.resume(plan, TrainingPlan.open(plan.training(), 3), file));
    assertTrue(e.getMessage().contains("of another training"), e.getMessage());
    assertTrue(e.getMessage().contains(word), e.getMessage());
  }
}
