package dev.fluxion.optimizers.averaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.check.OptimizerContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AveragingTest {
  private static final ParameterLayout ONE = ParameterLayout.vector("x", 1);
  private static final RandomKey KEY = RandomKey.of(0);
  private static final String STEP = "sgd(learningRate=1)";

  @TestFactory
  Stream<DynamicTest> averagesKeepTheContract() {
    return Stream.of(
            new Ema(0.5, "momentum"),
            new Swa(3, 2, "adamw"),
            new Swa(0, 1, "lbfgs"),
            SpecText.parse(
                "chain(parts=swa(start=1) > scheduled(schedule=cyclic(up=1,down=2)) > sgd)"))
        .flatMap(
            spec ->
                OptimizerContract.check(spec).stream()
                    .map(f -> DynamicTest.dynamicTest(spec + " " + f.law(), f::expect)));
  }

  @Test
  void theStepsAreThoseOfTheBase() {
    float[] expected = {3};
    float[] theta = {3};
    Optimizer base = SpecText.parse("adam").start(ONE, KEY);
    Optimizer ema = new Ema(0.9, "adam").start(ONE, KEY);
    for (int k = 0; k < 10; k++) {
      base.step(expected, expected.clone(), 1);
      ema.step(theta, theta.clone(), 1);
    }
    assertArrayEquals(expected, theta);
  }

  /** θ goes 1, 2, 3 …; from step 3 on, every second counts: 4, 6, 8. */
  @Test
  void swaIsTheMeanAtTheEndsOfItsCycles() {
    AveragingEngine swa = new Swa(2, 2, STEP).start(ONE, KEY);
    float[] theta = {0};
    double[] expected = {0, 0, 0, 4, 4, 5, 5, 6};
    for (int k = 0; k < expected.length; k++) {
      swa.step(theta, new float[] {-1}, 1);
      if (expected[k] > 0) {
        assertEquals(expected[k], average(swa), 8 * 0x1p-24 * 6);
      } else {
        String message = assertThrows(IllegalStateException.class, () -> average(swa)).getMessage();
        assertTrue(message.contains("begins with step 4"), message);
      }
    }
  }

  /** Of a constant θ the average is θ; of a line with memory 0 it is the last θ. */
  @Test
  void emaBeginsWithTheFirstParametersAndForgetsThem() {
    AveragingEngine rest = new Ema(0.999, STEP).start(ONE, KEY);
    float[] theta = {0.1f};
    rest.step(theta, new float[] {0}, 1);
    assertEquals(0.1f, average(rest));
    AveragingEngine none = new Ema(0, STEP).start(ONE, KEY);
    AveragingEngine growing = new Ema(0.999, STEP).start(ONE, KEY);
    float[] left = {0};
    float[] right = {0};
    for (int k = 1; k <= 3; k++) {
      none.step(left, new float[] {-11}, 1);
      growing.step(right, new float[] {-11}, 1);
      assertEquals(11 * k, average(none));
    }
    // 11, then 11 + 10/11·11 = 21, then 21 + 10/12·(33 - 21) = 31
    assertEquals(31, average(growing), 4 * 0x1p-24 * 31);
  }

  @Test
  void theAverageStandsInForTheParametersForAWhile() {
    AveragingEngine swa = new Swa(0, 1, STEP).start(ONE, KEY);
    float[] theta = {0};
    swa.step(theta, new float[] {-1}, 1);
    swa.step(theta, new float[] {-1}, 1);
    double[] seen = new double[1];
    swa.withAverage(theta, t -> seen[0] = t[0]);
    assertEquals(1.5, seen[0]);
    assertEquals(2, theta[0]);
    assertThrows(
        ArithmeticException.class,
        () ->
            swa.withAverage(
                theta,
                t -> {
                  throw new ArithmeticException();
                }));
    assertEquals(2, theta[0]);
  }

  @Test
  void theAverageIsPartOfTheState() {
    OptimizerSpec spec = new Ema(0.9, "momentum");
    AveragingEngine whole = (AveragingEngine) spec.start(ONE, KEY);
    float[] theta = {1};
    for (int k = 0; k < 3; k++) {
      whole.step(theta, theta.clone(), 1);
    }
    AveragingEngine restored = (AveragingEngine) spec.start(ONE, KEY);
    restored.restore(whole.save());
    float[] other = theta.clone();
    for (int k = 0; k < 3; k++) {
      whole.step(theta, theta.clone(), 1);
      restored.step(other, other.clone(), 1);
    }
    assertEquals(average(whole), average(restored));
  }

  private static float average(AveragingEngine engine) {
    float[] out = new float[1];
    engine.average(out);
    return out[0];
  }
}
