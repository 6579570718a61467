package dev.fluxion.problems.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemText;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Part;
import dev.fluxion.problems.data.Split;
import dev.fluxion.problems.surface.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
  private static final RandomKey KEY = RandomKey.of(5);

  private static Training training(String data, String model, int batch) {
    return new Training(data, model, batch, Loss.AUTO, 0.2, 0.2, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blobs(samples=60)                             | mlp:in-8-out                         |"
            + " 0.5",
        "blobs(samples=60)                             | linear                               |"
            + " 0.5",
        "moons(samples=80)                             | mlp(widths=2,8,2)                    |"
            + " 0.5",
        "gates(copies=10)                              | polynomial-logic-net                 |"
            + " 0.02",
        "teacher(samples=60)                           | square-net(hidden=4)                 |"
            + " 0.1",
        "digits(samples=40,side=8)                     | residual-net:3-4(activation=tanh)    |"
            + " 0.2",
        "block-graph(nodes=40)                         | graph-sage:in-6-out(activation=tanh) |"
            + " 0.5",
        "token-patterns(vocabulary=20,length=6)        | transformer(width=8,heads=2)         |"
            + " 0.2",
        "token-patterns(random=0,vocabulary=20)        | bigram(width=6,activation=tanh)      | 1"
      })
  void everyModelLearnsItsKindOfData(String data, String model, float rate) {
    TrainingTask task = training(data, model, 10).task(KEY);
    Problem problem = task.problem();
    float[] theta = task.start();
    problem.objective().beginStep(1);
    problem.definition().beginStep(1);
    GradientCheck.formula(problem.definition(), Convert.toDouble(theta)).expectBelow(1e-6);
    GradientCheck.engine(problem.objective(), problem.definition(), theta).expectBelow(1e-4);
    Evaluation evaluation = task.evaluation();
    double before = evaluation.score(theta, Part.TRAIN).loss();
    descend(problem.objective(), theta, rate, 60);
    Score after = evaluation.score(theta, Part.TRAIN);
    assertTrue(after.loss() < before, before + " → " + after);
    assertEquals(task.data().labelled(), after.accuracy() >= 0 && after.accuracy() <= 1);
    assertEquals(after, task.evaluation().score(theta, Part.TRAIN), "depends on θ only");
  }

  private static void descend(Objective objective, float[] theta, float rate, int steps) {
    float[] gradient = new float[theta.length];
    for (int k = 0; k < steps; k++) {
      objective.beginStep(k);
      objective.valueAndGradient(theta, gradient);
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= rate * gradient[i];
      }
    }
  }

  @Test
  void theScoreOfAllRowsIsTheLossOfTheFullBatch() {
    for (String model : List.of("mlp", "linear")) {
      TrainingTask task = training("blobs(samples=700)", model, 0).task(KEY);
      float[] theta = task.start();
      double loss = task.problem().objective().value(theta);
      Score score = task.evaluation().score(theta, Part.TRAIN);
      // both are means in double of losses of rows, which the float engine rounds alike
      assertEquals(loss, score.loss(), 1e-6 * (1 + loss));
      assertEquals(420, score.rows());
    }
  }

  @Test
  void accuracyCountsRightAnswers() {
    Dataset data =
        Dataset.classes(
            "signs",
            Shape.of(1),
            new float[] {-1, -2, 3, 4, 5},
            new int[] {0, 0, 1, 1, 0},
            List.of("low", "high"));
    Split split = Split.consecutive(5, 0, 0);
    TrainingTask task =
        new TrainingTask(data, split, ModelText.parse("linear", data), Loss.AUTO, 0, KEY);
    assertEquals(0.8, task.evaluation().score(new float[] {-1, 1, 0, 0}, Part.TRAIN).accuracy());
    assertEquals(0.2, task.evaluation().score(new float[] {1, -1, 0, 0}, Part.TRAIN).accuracy());
    assertEquals(0, task.evaluation().score(new float[4], Part.TEST).rows());
    TrainingTask oneLogit =
        new TrainingTask(
            data, split, ModelText.parse("linear(outputs=1)", data), Loss.AUTO, 0, KEY);
    assertEquals(Loss.BINARY_CROSS_ENTROPY, oneLogit.loss());
    assertEquals(0.8, oneLogit.evaluation().score(new float[] {1, 0}, Part.TRAIN).accuracy());
  }

  @Test
  void anyStepCanBeAskedForAtAnyTime() {
    Problem problem = training("blobs", "mlp", 16).open(KEY);
    float[] theta = Convert.toFloat(problem.start());
    double[] inOrder = new double[40];
    for (int k = 0; k < inOrder.length; k++) {
      problem.objective().beginStep(k);
      inOrder[k] = problem.objective().value(theta);
    }
    Problem other = training("blobs", "mlp", 16).open(KEY);
    for (int k = inOrder.length - 1; k >= 0; k -= 3) {
      other.objective().beginStep(k);
      other.definition().beginStep(k);
      assertEquals(inOrder[k], other.objective().value(theta));
      double exact = other.definition().value(Convert.toDouble(theta));
      assertEquals(inOrder[k], exact, 1e-5 * (1 + exact));
    }
    assertFalse(inOrder[0] == inOrder[1], "two batches with the same loss");
  }

  /** Replays are measured with the tape; before C2 is done, vector code boxes. */
  @Test
  void choosingAMinibatchAllocatesNothing() {
    for (String data : List.of("blobs(samples=100)", "token-patterns", "block-graph")) {
      String model = data.equals("token-patterns") ? "bigram" : "linear";
      Objective objective = training(data, model, 8).open(KEY).objective();
      int[] step = new int[1];
      long bytes =
          Allocation.bytes(
              () -> {
                for (int i = 0; i < 200; i++) {
                  objective.beginStep(step[0]++);
                }
              });
      assertEquals(0, bytes, data);
    }
  }

  @Test
  void squaresOfClassesTakeOneForTheClass() {
    Training spec = new Training("blobs", "linear", 0, Loss.MEAN_SQUARED_ERROR, 0, 0, false);
    TrainingTask task = spec.task(KEY);
    // with θ = 0 all outputs are 0: a third of the squares is 1
    assertEquals(1 / 3.0, task.problem().objective().value(new float[9]), 1e-7);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsReason() {
    refused("blobs", "mlp:3-8-3", "takes 3 features; the data are blobs: 300 rows of 2, 3 classes");
    refused("blobs", "mlp:in-8-4", "has 4 outputs; needed are 3");
    refused("blobs", "bigram", "takes tokens");
    refused("blobs", "graph-sage", "needs a graph");
    refused("blobs", "residual-net", "needs square images");
    refused("token-patterns", "mlp", "takes numbers");
    refused("blobs", "linear:2-3", "has no list of widths");
    assertMessage(() -> training("blobs", "mlp:", 1), "for example mlp:in-32-out");
    assertMessage(() -> training("blobs", "mpl", 1), "did you mean 'mlp'?");
    assertMessage(() -> training("blob", "mlp", 1), "did you mean 'blobs'?");
    assertMessage(() -> training("blobs", "mlp", 181).task(KEY), "allowed: 1 to 180, all rows");
    assertMessage(
        () -> new Training("blobs", "mlp", 8, Loss.CROSS_ENTROPY, 0.5, 0.5, true),
        "leave no rows for training");
    assertMessage(
        () -> new Training("teacher", "mlp", 8, Loss.CROSS_ENTROPY, 0, 0, true).task(KEY),
        "loss = cross-entropy does not fit");
  }

  private static void refused(String data, String model, String message) {
    assertMessage(() -> training(data, model, 8).task(KEY), message);
  }

  private static void assertMessage(Executable code, String message) {
    String found = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(found.contains(message), found);
  }

  @Test
  void aTrainingIsReadFromItsText() {
    Training spec =
        (Training)
            ProblemText.parse(
                "training(data=blobs(samples=30,classes=2),model=mlp:in-4-out,batch=5)");
    assertEquals("blobs(samples=30,classes=2)", spec.data());
    assertEquals("mlp:in-4-out", spec.model());
    assertEquals(5, spec.batch());
    assertEquals(spec, ProblemText.parse(ProblemText.of(spec)));
    assertArrayEquals(spec.open(KEY).start(), spec.open(KEY).start());
    assertEquals(2 * 4 + 4 + 4 * 2 + 2, spec.open(KEY).dimension());
  }
}
