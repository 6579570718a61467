package dev.fluxion.experiments.document000;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.SpinEnergy;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.KeplerPotential;
import dev.fluxion.problems.surface.Quadratic;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.junit.jupiter.api.Test;

/** What the probes of document 000 measure, on motions that are known. */
final class MotionTest {
  private static Map<String, double[]> measured(
      ProblemSpec problem, OptimizerSpec rule, int steps, Probe probe) {
    return Execution.run(
            RunKey.of("x", "y", problem, rule, Precision.DOUBLE, steps, 5)
                .from(1, 0)
                .probing(probe))
        .measured();
  }

  /** Every step of Δt = 1/100 on the unit circle turns by about 1/100. */
  @Test
  void launchMeasuresACircularOrbit() {
    Map<String, double[]> orbit =
        measured(
            new KeplerPotential(),
            Particles.consistent(0.01, 1, 0, 0, 0),
            200,
            new Launch(1, 1000));
    assertTrue(orbit.get("radiusError")[0] < 1e-4);
    assertTrue(orbit.get("energyError")[0] < 1e-13);
    double arrivals = orbit.get("arrivals")[0];
    assertEquals(199, arrivals); // the step after the last arrival is under way
    assertEquals((arrivals - 1) / 100, orbit.get("turned")[0], 1e-3);
    assertEquals(orbit.get("turned")[0], orbit.get("spinMax")[0], 1e-12);
    assertEquals(StrictMath.cos(1.5), orbit.get("x")[149], 1e-3);
    assertEquals(1.5, orbit.get("time")[149], 1e-12);
  }

  @Test
  void launchFindsThePeriodOfASpring() {
    Map<String, double[]> spring =
        measured(
            new HarmonicOscillator(DoubleLists.immutable.with(1, 1)),
            Particles.consistent(0.01, 1, 0, 0, 0),
            2000,
            new Launch(0, 100));
    double[] crossings = spring.get("crossings");
    assertEquals(3, crossings.length);
    assertEquals(1.5 * Math.PI, crossings[0], 0.02);
    assertEquals(4 * Math.PI, crossings[2] - crossings[0], 0.02);
    assertEquals(0, spring.get("turned")[0]);
  }

  @Test
  void heatMapsHaveTheirBestWhereItIs() {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(0.5, 0.5), DoubleLists.immutable.with(0), 0);
    HeatMap map = new HeatMap("learningRate", "weightDecay", 0.1, 10, 1e-3, 1e-1, 3, 2, 1);
    Map<String, double[]> cells = measured(bowl, new Sgd(1, 0, 0, false, 0), 20, map);
    assertArrayEquals(new double[] {0.1, 1, 10}, cells.get("x"), 1e-12);
    assertArrayEquals(new double[] {1e-3, 1e-2, 1e-1}, cells.get("y"), 1e-12);
    double[] z = cells.get("z");
    for (int row = 0; row < 3; row++) {
      assertTrue(z[3 * row + 1] < z[3 * row] && z[3 * row + 1] < z[3 * row + 2]);
    }
  }

  /** The cap 0 leaves nothing to spend. */
  @Test
  void budgetsTellFromWhenOnTheyAreFrozen() {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(0.5, 0.5), DoubleLists.immutable.with(0), 0);
    SpinEnergy frozen =
        new SpinEnergy(
            "momentum",
            1,
            0.1,
            0,
            0,
            0,
            true,
            SpinEnergy.Granularity.ELEMENT,
            SpinEnergy.Form.LITERAL,
            0,
            1e-12);
    Map<String, double[]> budget = measured(bowl, frozen, 30, new Budget(10));
    assertEquals(0, budget.get("frozen")[0]);
    assertEquals(0, budget.get("meanAlpha")[0]);
    assertEquals(budget.get("firstLoss")[0], budget.get("finalLoss")[0]);
    assertEquals(10, budget.get("alpha").length);
  }

  @Test
  void shorterStepsOvershootLess() {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(0.5, 50), DoubleLists.immutable.with(0), 0);
    RunKey key =
        RunKey.of("x", "y", bowl, Particles.literal(0.25, 1, 0, 0, 0), Precision.DOUBLE, 1, 5)
            .from(0, 1)
            .probing(new Shrink(0.1));
    double[] budget = Execution.run(key).measured().get("budget");
    assertTrue(budget[0] < 0);
    assertEquals(1, budget[budget.length - 1], 1e-6);
  }
}
