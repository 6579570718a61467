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
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Zakharov;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Many starts are many descents, summed up. */
final class RandomStartsTest {
  private static RunKey key(int count, int steps) {
    return RunKey.of("x", "y", new Zakharov(3), new Adam(), Precision.DOUBLE, steps, 5)
        .probing(new RandomStarts(count, -1, 2));
  }

  @Test
  void moreStartsBeginWithTheSameOnes() {
    double[] few = Execution.run(key(3, 40)).measured().get("best");
    double[] many = Execution.run(key(8, 40)).measured().get("best");
    assertEquals(8, Arrays.stream(many).distinct().count());
    assertArrayEquals(few, Arrays.copyOf(many, 3));
  }

  @Test
  void quantilesFallAndAreOrdered() {
    RunResult result = Execution.run(key(20, 100));
    double[] low = result.measured().get("low");
    double[] median = result.measured().get("median");
    double[] high = result.measured().get("high");
    double[] iteration = result.measured().get("iteration");
    assertEquals(0, iteration[0]);
    assertEquals(100, iteration[iteration.length - 1]);
    for (int i = 0; i < low.length; i++) {
      assertTrue(low[i] <= median[i] && median[i] <= high[i]);
      assertTrue(i == 0 || median[i] <= median[i - 1]);
    }
    assertEquals(20L * 101, result.evaluations());
  }

  @Test
  void divergenceIsCounted() {
    RunKey key =
        RunKey.of("x", "y", new Zakharov(3), new Sgd(1e9, 0, 0, false, 0), Precision.FLOAT, 50, 5)
            .probing(new RandomStarts(4, 1, 2));
    RunResult result = Execution.run(key);
    assertArrayEquals(new double[] {1, 1, 1, 1}, result.measured().get("diverged"));
    assertEquals(Double.POSITIVE_INFINITY, result.measured().get("final")[0]);
    assertEquals(result.key(), Json.read(Json.line(result), RunResult.class).key());
  }

  @Test
  void theKeySaysWhatIsDone() {
    assertEquals("starts(count=8,low=-1.0,high=2.0)", key(8, 1).probe());
    assertEquals(new RandomStarts(8, -1, 2), Probe.parse(key(8, 1).probe()));
    assertThrows(IllegalArgumentException.class, () -> Probe.parse("starts(count=0)"));
    assertThrows(IllegalArgumentException.class, () -> Probe.parse("starts(low=3)"));
    assertThrows(IllegalArgumentException.class, () -> Probe.parse("sideways"));
  }
}
