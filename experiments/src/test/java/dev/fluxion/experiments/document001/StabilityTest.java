package dev.fluxion.experiments.document001;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.Landscape.Form;
import dev.fluxion.problems.surface.PublishedLandscape;
import dev.fluxion.problems.surface.PublishedLandscape.Run;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the probes of document 001 measure. */
final class StabilityTest {
  private static Map<String, double[]> measured(ProblemSpec problem, double rate, Probe probe) {
    return Execution.run(
            RunKey.of("x", "y", problem, new Sgd(rate, 0, 0, false, 0), Precision.DOUBLE, 60, 5)
                .probing(probe))
        .measured();
  }

  @Test
  void aStandstillIsPerfectlyStable() {
    Map<String, double[]> still = measured(new HarmonicOscillator(), 0, new Stability(10, 3));
    assertEquals(20, still.get("loss").length);
    assertEquals(0.5, still.get("loss")[0], 1e-15);
    assertEquals(0, still.get("ending")[0], 1e-15);
    assertEquals(0, still.get("trajectory")[0], 1e-15);
  }

  @Test
  void negativeLossesHaveNoRelativeStability() {
    PublishedLandscape rough = new PublishedLandscape(Run.FIRST, Form.PUBLISHED, 0.4);
    Map<String, double[]> run = measured(rough, 0.005, new Stability(20, 1));
    assertEquals(Double.POSITIVE_INFINITY, run.get("trajectory")[0]);
    assertTrue(run.get("deviation")[0] > 0);
    assertEquals(60, run.get("distance").length);
  }

  /** θ' = θ - v', v' = μv + g: the determinant is μ. */
  @Test
  void heavyBallShrinksAreasByItsFriction() {
    RunKey key =
        RunKey.of(
                "x", "y", new HarmonicOscillator(), new Momentum(0.1, 0.9), Precision.DOUBLE, 1, 5)
            .probing(new PhaseSpace());
    double[] determinant = Execution.run(key).measured().get("determinant");
    double[] expected = new double[determinant.length];
    Arrays.fill(expected, 0.9);
    assertArrayEquals(expected, determinant, 1e-8);
  }

  @Test
  void aRunThatStaysIsThereWithoutDeviation() {
    Map<String, double[]> still = measured(new HarmonicOscillator(), 0, new Wandering());
    assertArrayEquals(new double[] {1}, still.get("mean"));
    assertArrayEquals(new double[] {0}, still.get("deviation"));
  }
}
