package dev.fluxion.experiments.document004;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.SpectralQuadratic;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;

/** What the probes of document 004 measure, on cases with known answers. */
final class ProbesTest {
  @Test
  void theMapShowsTheEdgeOfKantorovich() {
    MonotoneMap map =
        new MonotoneMap(4, DoubleLists.immutable.with(5, 200), IntLists.immutable.with(2, 3));
    RunResult result =
        Execution.run(
            RunKey.of("x", "y", new SpectralQuadratic(), Rules.GUARDED, Precision.DOUBLE, 100, 1)
                .probing(map));
    double[] share = result.measured().get("z");
    assertEquals(0, share[0]);
    assertEquals(0, share[2]);
    assertTrue(share[1] > 0 && share[3] > 0);
    for (double edge : result.measured().get("edge")) {
      assertEquals(7 + 4 * Math.sqrt(3), edge, 1e-9);
    }
  }

  /** Plain descent with η = ¼ on x² halves x: a factor 1/4 of the loss per evaluation. */
  @Test
  void effortCountsEvaluationsToTheTarget() {
    Quadratic parabola =
        new Quadratic(DoubleLists.immutable.with(1), DoubleLists.immutable.with(0), 3);
    RunKey key =
        RunKey.of("x", "y", parabola, new Sgd(0.25, 0, 0, false, 0), Precision.DOUBLE, 50, 1);
    RunResult result = Execution.run(key.probing(new Effort(3, 1.5 / 256)));
    assertArrayEquals(new double[] {5, 5, 5}, result.measured().get("each"));
    assertEquals(5, result.measured().get("cost")[0]);
    RunKey still =
        RunKey.of("x", "y", parabola, new Sgd(0, 0, 0, false, 0), Precision.DOUBLE, 5, 1);
    assertEquals(
        Double.POSITIVE_INFINITY,
        Execution.run(still.probing(new Effort(2, 0.1))).measured().get("cost")[0]);
  }
}
