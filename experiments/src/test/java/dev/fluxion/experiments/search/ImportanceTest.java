package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.problems.surface.Quadratic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  @Test
  void whatDecidesIsFound() {
    Space space =
        Space.of(
            new Dimension.LogUniform("learningRate", 1e-6, 10),
            new Dimension.LogUniform("epsilon", 1e-12, 1e-10),
            new Dimension.Choice("beta2", List.of("0.99", "0.991")));
    Study study =
        Study.of(Studies.task(new Quadratic(), new Adam(), 50, 0), space, new SobolSampler(), 0);
    Map<String, Double> importance = Importance.of(space, study.run(256));
    assertEquals(List.of("learningRate", "epsilon", "beta2"), List.copyOf(importance.keySet()));
    assertEquals(1, importance.values().stream().mapToDouble(x -> x).sum(), 1e-12);
    assertTrue(importance.get("learningRate") > 0.8, importance.toString());
  }

  @Test
  void withoutTrialsAllAreEqual() {
    Space space = Studies.SPACE;
    Importance.of(space, List.of()).values().forEach(share -> assertEquals(1.0 / 3, share));
  }
}
