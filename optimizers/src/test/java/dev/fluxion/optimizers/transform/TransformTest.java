package dev.fluxion.optimizers.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.check.OptimizerContract;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TransformTest {
  private static final RandomKey KEY = RandomKey.of(3);
  private static final ParameterLayout NET =
      ParameterLayout.builder()
          .add("a/weight", Role.WEIGHT, Shape.of(2, 3))
          .add("a/bias", Role.BIAS, Shape.of(3))
          .add("x", Role.COORDINATE, Shape.of(2))
          .build();

  @TestFactory
  Stream<DynamicTest> transformsKeepTheContract() {
    return Stream.of(
            "clip-norm(maxNorm=0.5,norm=l1,base=adam)",
            "clip-norm(maxNorm=0.5,norm=max,scope=segment,base=momentum)",
            "clip-value(maxValue=0.3,base=lion)",
            "coupled-decay(weightDecay=0.1,mask=all,base=rmsprop)",
            "decoupled-decay(weightDecay=0.1,mask=all,base=ecdsep(stepSize=0.1))",
            "gradient-noise(variance=0.1,base=adam)",
            "centralization(base=adam)",
            "accumulation(every=3,base=adamw)",
            "accumulation(every=2,base=polyak)",
            "look-ahead(every=3,part=0.8,base=adam)",
            "look-ahead(every=2,base=lbfgs)",
            "chain(parts=accumulation(every=2) > clip-norm > gradient-noise > decoupled-decay >"
                + " adam)",
            "chain(parts=scheduled(schedule=cosine(steps=5)) > clip-value > decoupled-decay >"
                + " adam)")
        .map(SpecText::parse)
        .flatMap(
            spec ->
                OptimizerContract.check(spec).stream()
                    .map(f -> DynamicTest.dynamicTest(spec + " " + f.law(), f::expect)));
  }

  @Test
  void theOrderOfAChainIsThatOfItsText() {
    Chain chain = new Chain("clip-norm(maxNorm=2) > coupled-decay(mask=all) > adam(beta1=0.8)");
    assertEquals(
        "clip-norm(maxNorm=2.0,base=coupled-decay(mask=all,base=adam(beta1=0.8)))",
        SpecText.of(chain.nested()));
    assertEquals(chain.nested(), SpecText.parse(SpecText.of(chain.nested())));
    assertNotEquals(
        chain.nested(),
        new Chain("coupled-decay(mask=all) > clip-norm(maxNorm=2) > adam").nested());
  }

  @Test
  void onlyTheLastPartOfAChainIsAnOptimizer() {
    String message = refused("chain(parts=adam > clip-norm > sgd)");
    assertTrue(message.contains("'adam' is no transform"), message);
    assertInstanceOf(ClipNorm.class, new Chain("clip-norm").nested()); // has its own base
  }

  @Test
  void whatEvaluatesByItselfCannotBeClipped() {
    OptimizerSpec spec = SpecText.parse("clip-norm(base=lbfgs)");
    String message =
        assertThrows(IllegalArgumentException.class, () -> spec.start(NET, KEY)).getMessage();
    assertTrue(message.contains("takes gradients of its own, which clip-norm"), message);
  }

  @Test
  void decayNeedsALearningRate() {
    OptimizerSpec spec = SpecText.parse("decoupled-decay(base=polyak)");
    String message =
        assertThrows(IllegalArgumentException.class, () -> spec.start(NET, KEY)).getMessage();
    assertTrue(message.contains("no learning rate for the decay"), message);
  }

  @Test
  void masksGoByRole() {
    float[] all = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    float h = 0.5f;
    assertArrayEquals(
        new float[] {h, h, h, h, h, h, h, h, h, h, h}, zeroStep("mask=all", all.clone()));
    assertArrayEquals(
        new float[] {h, h, h, h, h, h, 1, 1, 1, h, h}, zeroStep("mask=not-bias", all.clone()));
    assertArrayEquals(
        new float[] {h, h, h, h, h, h, 1, 1, 1, 1, 1}, zeroStep("mask=weight", all.clone()));
  }

  private static float[] zeroStep(String mask, float[] theta) {
    for (String kind : new String[] {"coupled", "decoupled"}) {
      float[] start = theta.clone();
      String text = kind + "-decay(weightDecay=1," + mask + ",base=sgd(learningRate=0.5))";
      SpecText.parse(text).start(NET, KEY).step(start, new float[11], 1);
      if (kind.equals("decoupled")) {
        return start;
      }
      float[] expected = theta.clone();
      SpecText.parse("de" + text).start(NET, KEY).step(expected, new float[11], 1);
      assertArrayEquals(expected, start); // without momentum they are the same
    }
    throw new AssertionError();
  }

  @Test
  void centralizationLeavesColumnsOfWeightsWithoutMean() {
    float[] theta = new float[11];
    float[] gradient = {1, 2, 3, 5, 8, 13, 1, 2, 3, 4, 5};
    SpecText.parse("centralization(base=sgd(learningRate=1))")
        .start(NET, KEY)
        .step(theta, gradient, 1);
    assertArrayEquals(new float[] {2, 3, 5, -2, -3, -5, -1, -2, -3, -4, -5}, theta);
    double[] wide = new double[11];
    double[] slope = {1, 2, 3, 5, 8, 13, 1, 2, 3, 4, 5};
    SpecText.parse("centralization(base=sgd(learningRate=1))")
        .startDefinition(NET, KEY)
        .step(wide, slope, 1);
    assertArrayEquals(new double[] {2, 3, 5, -2, -3, -5, -1, -2, -3, -4, -5}, wide);
  }

  @Test
  void accumulatedGradientsAreOneStepByTheirMean() {
    Optimizer adam = SpecText.parse("adam").start(NET, KEY);
    Optimizer accumulating = SpecText.parse("accumulation(every=4,base=adam)").start(NET, KEY);
    float[] expected = new float[11];
    float[] theta = new float[11];
    for (int k = 0; k < 20; k++) {
      float[] gradient = new float[11];
      float[] mean = new float[11];
      for (int i = 0; i < 11; i++) {
        gradient[i] = 4 * (k + i); // sums and quarters of small integers are exact
        mean[i] = 4 * (k - 1.5f + i);
      }
      float[] before = theta.clone();
      assertEquals(Outcome.RUNNING, accumulating.step(theta, gradient, 1));
      if (k % 4 == 3) {
        adam.step(expected, mean, 1);
        assertArrayEquals(expected, theta);
      } else {
        assertArrayEquals(before, theta);
      }
    }
  }

  @Test
  void lookAheadGoesAPartOfTheWay() {
    Optimizer ahead =
        SpecText.parse("look-ahead(every=2,part=0.25,base=sgd(learningRate=1))").start(NET, KEY);
    float[] theta = new float[11];
    float[] gradient = new float[11];
    gradient[0] = -1;
    double[] expected = {1, 0.5, 1.5, 1, 2, 1.5};
    for (double x : expected) {
      ahead.step(theta, gradient, 1);
      assertEquals(x, theta[0]);
    }
  }

  @Test
  void noiseDependsOnKeyAndStepAndFades() {
    OptimizerSpec spec =
        SpecText.parse("gradient-noise(variance=4,fading=2,base=sgd(learningRate=1))");
    float[] first = new float[11];
    Optimizer optimizer = spec.start(NET, KEY);
    optimizer.step(first, new float[11], 1);
    float[] second = new float[11];
    optimizer.step(second, new float[11], 1);
    RandomKey noise = KEY.split("noise");
    for (int i = 0; i < 11; i++) {
      assertEquals((float) (-2 * noise.normal(0, i)), first[i]); // σ = 2/(1 + k)
      assertEquals((float) -noise.normal(1, i), second[i]);
    }
  }

  /**
   * C2 removes objects that do not escape once it has compiled the step; later rounds give it time.
   */
  @Test
  void aChainAllocatesNothingInAStep() throws InterruptedException {
    OptimizerSpec spec =
        SpecText.parse(
            "chain(parts=scheduled(schedule=warm-up(then=plateau)) > clip-norm > clip-value >"
                + " coupled-decay > centralization > decoupled-decay >"
                + " accumulation(every=1) > look-ahead > adam)");
    Optimizer optimizer = spec.start(NET, KEY);
    float[] theta = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2};
    float[] gradient = theta.clone();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 2000 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < 100; k++) {
        optimizer.step(theta, gradient, 1);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      if (round > 200) {
        Thread.sleep(10);
      }
    }
    assertEquals(0, least);
  }

  private static String refused(String text) {
    return assertThrows(IllegalArgumentException.class, () -> SpecText.parse(text)).getMessage();
  }
}
