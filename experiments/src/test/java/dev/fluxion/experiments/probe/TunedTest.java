package dev.fluxion.experiments.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.SpinEnergy;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.surface.Quadratic;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.junit.jupiter.api.Test;

/** Tuning on a grid, training with a tuned rule, and counting what a rule costs. */
final class TunedTest {
  private static final Quadratic BOWL =
      new Quadratic(DoubleLists.immutable.with(0.5, 0.5), DoubleLists.immutable.with(0), 0);

  private static RunResult run(ProblemSpec problem, OptimizerSpec rule, Probe probe) {
    return Execution.run(
        RunKey.of("x", "y", problem, rule, Precision.DOUBLE, 10, 5).probing(probe));
  }

  @Test
  void aGridIsAllCombinations() {
    assertEquals(List.of(Map.of()), Tuned.points(""));
    assertEquals(
        List.of(
            Map.of("a", "1", "base", "adam(beta1=0.8)"),
            Map.of("a", "1", "base", "sgd"),
            Map.of("a", "2", "base", "adam(beta1=0.8)"),
            Map.of("a", "2", "base", "sgd")),
        Tuned.points("a=1:2;base=adam(beta1=0.8):sgd"));
    assertEquals(
        List.of(Map.of("a", "1", "b", "3"), Map.of("a", "2", "b", "4")),
        Tuned.points("a=1;b=3|a=2;b=4"));
    assertThrows(IllegalArgumentException.class, () -> Tuned.points("a"));
    assertThrows(IllegalArgumentException.class, () -> Tuned.points("a=1;b="));
  }

  /** Rate 1 jumps into the minimum of ½|x|². */
  @Test
  void theBestPointWinsAndRunsOnFreshSeeds() {
    for (Tuned.Goal goal : Tuned.Goal.values()) {
      Tuned probe = new Tuned("learningRate=0.1:1:1.9:3", 3, 5, -2, 2, 1e-6, goal);
      RunResult result = run(BOWL, new Sgd(0.5, 0, 0, false, 0), probe);
      assertArrayEquals(new double[] {1}, result.measured().get("winner"));
      assertArrayEquals(new double[] {1}, result.measured().get("winner.learningRate"));
      assertArrayEquals(new double[5], result.measured().get("final"));
      assertArrayEquals(new double[] {1}, result.measured().get("cost"));
      assertEquals((4 * 3 + 5) * 11L, result.evaluations());
      assertEquals(probe, Probe.parse(result.key().probe()));
      assertEquals(result.key(), Json.read(Json.line(result), RunResult.class).key());
    }
  }

  @Test
  void whatIsNotSolvedCostsInfinitelyMuch() {
    Tuned probe = new Tuned("", 1, 3, 1, 2, 1e-6, Tuned.Goal.COST);
    RunResult slow = run(BOWL, new Sgd(1e-3, 0, 0, false, 0), probe);
    assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, slow.measured().get("cost"));
    RunResult lost = run(BOWL, new Sgd(1e200, 0, 0, false, 0), probe);
    assertEquals(Double.POSITIVE_INFINITY, lost.measured().get("final")[0]);
  }

  @Test
  void trainingIsScoredOnRowsNotSeen() {
    Training task = new Training("blobs(samples=120)", "mlp", 16, Loss.AUTO, 0.2, 0.2, true);
    Trained probe = new Trained("learningRate=1e-6:0.05", 2, 3);
    RunKey key = RunKey.of("x", "y", task, new Adam(), Precision.FLOAT, 60, 5).probing(probe);
    Map<String, double[]> measured = Execution.run(key).measured();
    assertArrayEquals(new double[] {1}, measured.get("winner"));
    for (int i = 0; i < 3; i++) {
      assertTrue(measured.get("accuracy")[i] >= 0 && measured.get("accuracy")[i] <= 1);
      assertTrue(measured.get("train")[i] > 0 && measured.get("test")[i] > 0);
    }
    assertEquals(10, measured.get("loss").length);
    assertThrows(
        IllegalArgumentException.class, () -> run(BOWL, new Adam(), new Trained("", 1, 1)));
  }

  @Test
  void costsAreCounted() {
    assertArrayEquals(
        new double[] {2}, run(BOWL, new Adam(), new Footprint()).measured().get("state"));
    RunResult momentum = run(BOWL, new Momentum(), new Footprint());
    assertArrayEquals(new double[] {1}, momentum.measured().get("state"));
    assertArrayEquals(new double[] {1}, momentum.measured().get("evaluations"));
    SpinEnergy wrapped = new SpinEnergy();
    assertEquals("momentum", wrapped.base());
    assertArrayEquals(
        new double[] {3}, run(BOWL, wrapped, new Footprint()).measured().get("state"));
  }
}
