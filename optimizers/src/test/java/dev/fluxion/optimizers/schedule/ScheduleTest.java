package dev.fluxion.optimizers.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.check.OptimizerContract;
import dev.fluxion.optimizers.check.OptimizerContract.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScheduleTest {
  private static final ParameterLayout LAYOUT = ParameterLayout.vector("x", 3);
  private static final RandomKey KEY = RandomKey.of(1);

  /** Why a rate among the settings cannot be changed at every step. */
  private static final Map<String, String> UNSCHEDULED =
      Map.of(
          "rprop", "learningRate is the first size of steps that then go their own ways",
          "spin-particle", "stepSize is in the unit of the spins that are kept");

  @Test
  void schedulesAreRightAtTheirKnots() {
    rates(new Constant(0.5, 2), 0, 0.5, 1, 0.5, 2, 1);
    rates(new Linear(1, 0.5, 4), 0, 1, 2, 0.75, 4, 0.5, 9, 0.5);
    rates(new Step(3, 0.5), 0, 1, 2, 1, 3, 0.5, 6, 0.25);
    rates(new MultiStep(IntLists.immutable.with(2, 5), 0.5), 1, 1, 2, 0.5, 4, 0.5, 5, 0.25);
    rates(new Exponential(0.5), 0, 1, 1, 0.5, 10, 0x1p-10);
    rates(new Polynomial(4, 2), 0, 1, 2, 0.25, 4, 0, 5, 0);
    rates(new Cosine(4, 0.25), 0, 1, 4, 0.25, 8, 1, 12, 0.25);
    rates(new CosineRestarts(2, 2, 0), 0, 1, 2, 1, 6, 1, 14, 1);
    rates(new CosineRestarts(3, 1, 0), 0, 1, 3, 1, 6, 1);
    rates(
        new OneCycle(10, 0.3, OneCycle.Way.LINE, 4, 4, false),
        0,
        0.25,
        2,
        1,
        9,
        0x1p-4,
        99,
        0x1p-4);
    rates(new Cyclic(0, 2, 4, Cyclic.Mode.HALVING, 1), 0, 0, 1, 0.5, 2, 1, 4, 0.5, 6, 0, 8, 0.5);
    rates(new Cyclic(0.5, 1, 1, Cyclic.Mode.EXPONENTIAL, 0.5), 0, 0.5, 1, 0.75, 3, 0.5625);
    rates(new WarmUp(4, 0, "constant"), 0, 0.25, 3, 1, 4, 1);
    rates(new WarmUp(4, 0.5, "step(size=1,gamma=0.5)"), 0, 0.625, 3, 1, 4, 1, 5, 0.5);
    rates(new InverseRoot(4), 0, 0.25, 3, 1, 15, 0.5);
  }

  @Test
  void everyScheduleStaysBetweenZeroAndItsHighestRate() {
    for (Schedule schedule : Schedule.catalog().all()) {
      double[] memory = new double[schedule.memory()];
      for (int k = 0; k < 3000; k++) {
        double rate = schedule.rate(0.1, k, 1, memory);
        assertTrue(rate >= 0 && rate <= 0.1, schedule + " at " + k + ": " + rate);
      }
    }
  }

  @Test
  void aConstantScheduleChangesNoBit() {
    assertArrayEquals(
        walk(OptimizerSpec.catalog().get("adam"), 20), walk(new Scheduled("adam", "constant"), 20));
  }

  @Test
  void aScheduledRateIsThatOfTheSettings() {
    float[] scheduled =
        walk(new Scheduled("sgd(learningRate=0.4)", "constant(factor=0.25,steps=99)"), 20);
    assertArrayEquals(walk(new Scheduled("sgd(learningRate=0.1)", "constant"), 20), scheduled);
  }

  @Test
  void everyLearningRateCanBeScheduledOrIsExcused() {
    Set<String> refused = new TreeSet<>();
    for (OptimizerSpec spec : OptimizerSpec.catalog().all()) {
      Map<String, Object> settings = Settings.values((Record) spec);
      if (settings.containsKey("learningRate") || settings.containsKey("stepSize")) {
        Optimizer engine = spec.start(LAYOUT, KEY);
        OptimizerDefinition definition = spec.startDefinition(LAYOUT, KEY);
        assertEquals(engine.rate(), definition.rate(), spec::toString);
        if (Double.isNaN(engine.rate())) {
          refused.add(spec.card().id());
        } else {
          Object rate = settings.getOrDefault("learningRate", settings.get("stepSize"));
          assertEquals(rate, engine.rate(), spec::toString);
        }
      }
    }
    assertEquals(new TreeSet<>(UNSCHEDULED.keySet()), refused);
  }

  @Test
  void anOptimizerWithoutLearningRateIsRefused() {
    Scheduled scheduled = new Scheduled("polyak", "cosine");
    String message =
        assertThrows(IllegalArgumentException.class, () -> scheduled.start(LAYOUT, KEY))
            .getMessage();
    assertTrue(message.contains("'polyak' has no learning rate"), message);
  }

  @Test
  void unknownNamesAreRefusedWithTheSetting() {
    String base =
        assertThrows(IllegalArgumentException.class, () -> new Scheduled("adm", "cosine"))
            .getMessage();
    assertTrue(base.contains("base = 'adm'") && base.contains("did you mean 'adam'"), base);
    String schedule =
        assertThrows(IllegalArgumentException.class, () -> new Scheduled("adam", "cosin"))
            .getMessage();
    assertTrue(schedule.contains("unknown schedule 'cosin'"), schedule);
  }

  @TestFactory
  Stream<DynamicTest> scheduledOptimizersKeepTheContract() {
    return Stream.of(
            new Scheduled("adamw(weightDecay=0.1)", "warm-up(steps=3,then=cosine(steps=5))"),
            new Scheduled("sgd(learningRate=0.05,momentum=0.9)", "plateau(patience=0,factor=0.5)"),
            new Scheduled("sgd", "warm-up(steps=2,then=plateau(patience=1))"),
            new Scheduled("ecdsep(stepSize=0.1)", "exponential(gamma=0.9)"),
            new Scheduled("bbi", "linear(steps=4)"),
            new Scheduled("stable-sgd", "step(size=2)"),
            new Scheduled("lbfgs", "polynomial(steps=20)"),
            new Scheduled("spin-energy(base=adam)", "cosine-restarts(steps=2)"))
        .flatMap(spec -> OptimizerContract.check(spec).stream().map(f -> test(spec, f)));
  }

  @Test
  void plateauKeepsItsCountsAcrossRestore() {
    OptimizerSpec spec = new Scheduled("sgd", "plateau(patience=1,factor=0.5)");
    double[] losses = {3, 3, 3, 3, 2, 2, 2, 2, 2, 2};
    for (int cut = 0; cut <= losses.length; cut++) {
      float[] theta = {1};
      Optimizer first = spec.start(ParameterLayout.vector("x", 1), KEY);
      feed(first, theta, losses, 0, cut);
      Optimizer second = spec.start(ParameterLayout.vector("x", 1), KEY);
      second.restore(first.save());
      feed(second, theta, losses, cut, losses.length);
      float[] whole = {1};
      Optimizer uninterrupted = spec.start(ParameterLayout.vector("x", 1), KEY);
      feed(uninterrupted, whole, losses, 0, losses.length);
      assertEquals(0.01 / 8, uninterrupted.rate()); // halved at the third 3, and two 2s and four on
      assertArrayEquals(whole, theta);
    }
  }

  private static void feed(Optimizer optimizer, float[] theta, double[] losses, int from, int to) {
    for (int k = from; k < to; k++) {
      optimizer.step(theta, new float[] {1}, losses[k]);
    }
  }

  private static DynamicTest test(OptimizerSpec spec, Finding finding) {
    return DynamicTest.dynamicTest(spec + " " + finding.law(), finding::expect);
  }

  private static float[] walk(OptimizerSpec spec, int steps) {
    Optimizer optimizer = spec.start(LAYOUT, KEY);
    float[] theta = {1, -2, 3};
    for (int k = 0; k < steps; k++) {
      optimizer.step(theta, theta.clone(), 1);
    }
    return theta;
  }

  private static void rates(Schedule schedule, double... stepsAndRates) {
    for (int i = 0; i < stepsAndRates.length; i += 2) {
      long k = (long) stepsAndRates[i];
      assertEquals(stepsAndRates[i + 1], schedule.rate(1, k), 1e-15, schedule + " at " + k);
    }
    assertEquals(List.of(), List.of(schedule).stream().filter(s -> s.memory() > 0).toList());
  }
}
