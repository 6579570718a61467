package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.problems.surface.Zakharov;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrunerTest {
  @Test
  void theMedianIsNeededFromFiveOn() {
    assertTrue(Pruner.MEDIAN.goesOn(9, new double[] {1, 2, 3, 4}));
    assertTrue(Pruner.MEDIAN.goesOn(3, new double[] {1, 2, 3, 4, 5}));
    assertFalse(Pruner.MEDIAN.goesOn(3.1, new double[] {1, 2, 3, 4, 5}));
    double inf = Double.POSITIVE_INFINITY;
    assertTrue(Pruner.MEDIAN.goesOn(inf, new double[] {1, 2, inf, inf, inf}));
    assertFalse(Pruner.MEDIAN.goesOn(inf, new double[] {1, 2, 3, inf, inf}));
  }

  @Test
  void theBestQuarterGoesOn() {
    double[] others = {1, 2, 3, 4, 5, 6, 7};
    assertTrue(Pruner.HALVING.goesOn(1.5, others));
    assertFalse(Pruner.HALVING.goesOn(2.5, others));
    assertTrue(Pruner.HALVING.goesOn(0, new double[] {1}));
    assertFalse(Pruner.HALVING.goesOn(2, new double[] {1}));
    assertTrue(Pruner.HALVING.goesOn(2, new double[] {}));
  }

  @Test
  void rungsAscendFromTheFirstStepOn() {
    assertArrayEquals(new int[] {3, 15, 62}, Pruner.HALVING.rungs(250));
    assertArrayEquals(new int[] {1, 4}, Pruner.HALVING.rungs(16));
    assertArrayEquals(new int[] {}, Pruner.HALVING.rungs(3));
    assertArrayEquals(new int[] {1, 2}, Pruner.MEDIAN.rungs(3));
    assertEquals(9, Pruner.MEDIAN.rungs(Integer.MAX_VALUE).length);
  }

  @ParameterizedTest
  @EnumSource(names = {"MEDIAN", "HALVING"})
  void pruningSavesStepsAndKeepsTheBestComplete(Pruner pruner) {
    List<Trial> all = Studies.adam(new RandomSampler(), Pruner.NONE).run(64);
    List<Trial> pruned = Studies.adam(new RandomSampler(), pruner).run(64);
    long steps = all.stream().mapToLong(Trial::steps).sum();
    assertTrue(pruned.stream().mapToLong(Trial::steps).sum() < 0.8 * steps);
    assertFalse(Study.best(pruned).pruned());
    for (int i = 0; i < 64; i++) {
      Trial trial = pruned.get(i);
      assertEquals(all.get(i).parameters(), trial.parameters());
      assertEquals(trial.pruned(), trial.outcome() == Outcome.STOPPED);
      if (!trial.pruned()) {
        assertEquals(all.get(i).score(), trial.score());
      }
    }
  }

  @Test
  void severalRunsAreNotPruned() {
    Task one = Studies.task(new Zakharov(2), new Adam(), 5, 0);
    Task two = Task.of(List.of(one.runs().getFirst(), one.runs().getFirst()), Goal.BEST);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Study(two, Studies.SPACE, new RandomSampler(), Pruner.MEDIAN, 0));
  }
}
