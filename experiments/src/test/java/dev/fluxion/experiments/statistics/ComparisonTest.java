package dev.fluxion.experiments.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final RandomKey KEY = RandomKey.of(0);

  private static Comparison example() {
    return Comparison.of(
        List.of("lost", "good", "fair"),
        new double[][] {
          {INF, Double.NaN, 1, INF, INF, INF},
          {1, 2, 3, 4, 5, 6},
          {2, 4, 6, 8, 10, 3}
        },
        KEY);
  }

  @Test
  void theSmallestMedianStandsFirstAndDivergenceLast() {
    List<Comparison.Row> rows = example().rows();
    assertEquals(
        List.of("good", "fair", "lost"), rows.stream().map(Comparison.Row::method).toList());
    assertEquals(List.of(4, 1, 1), rows.stream().map(Comparison.Row::wins).toList());
    assertEquals(List.of(0, 0, 5), rows.stream().map(Comparison.Row::diverged).toList());
    assertEquals(3.5, rows.getFirst().median().median());
  }

  @Test
  void pairsAreCountedAndCorrected() {
    List<Comparison.Pair> pairs = example().pairs();
    assertEquals(3, pairs.size());
    Comparison.Pair first = pairs.getFirst();
    assertEquals("good", first.left());
    assertEquals("fair", first.right());
    assertEquals(5, first.wins());
    assertEquals(1, first.losses());
    for (Comparison.Pair pair : pairs) {
      assertTrue(pair.wilcoxon() >= 2.0 / 64 && pair.wilcoxon() <= 1, pair.toString());
    }
  }

  @Test
  void aRowDoesNotDependOnTheOthers() {
    Comparison alone = Comparison.of(List.of("good"), new double[][] {{1, 2, 3, 4, 5, 6}}, KEY);
    assertEquals(example().rows().getFirst().median(), alone.rows().getFirst().median());
    assertEquals(List.of(), alone.pairs());
  }

  @Test
  void aRaggedTableIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Comparison.of(List.of("a", "b"), new double[][] {{1, 2}, {1}}, KEY))
            .getMessage();
    assertEquals("b has 1 scores, but a has 2", message);
    assertThrows(
        IllegalArgumentException.class, () -> Comparison.of(List.of(), new double[0][], KEY));
    assertThrows(
        IllegalArgumentException.class,
        () -> Comparison.of(List.of("a", "a"), new double[][] {{1}, {1}}, KEY));
  }
}
