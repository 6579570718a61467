package dev.fluxion.experiments.document003;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.probe.Searched;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Zakharov;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.junit.jupiter.api.Test;

/** What the probes of document 003 measure, on cases with known answers. */
final class ProbesTest {
  private static RunResult run(Probe probe, Quadratic bowl, EcdSep rule, int steps) {
    return Execution.run(
        RunKey.of("x", "y", bowl, rule, Precision.DOUBLE, steps, 3)
            .from(Arrays.copyOf(new double[] {1, 0.5, -0.7}, bowl.coefficients().size()))
            .probing(probe));
  }

  @Test
  void anOrderIsTheExponentOfAPowerLaw() {
    double[] x = {1, 2, 4, 8};
    double[] y = {3, 12, 48, 192};
    assertEquals(2, LeastSquares.order(x, y), 1e-12);
  }

  @Test
  void thePeakOfANormalDensityIsItsMean() {
    double[] x = new double[50];
    double[] density = new double[50];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 0.1;
      density[i] = StrictMath.exp(-(x[i] - 2.03) * (x[i] - 2.03));
    }
    assertEquals(2.03, LeastSquares.peak(x, density, 0.7), 1e-9);
  }

  @Test
  void theDensityOfTheTheoryIsLargestAtItsPeak() {
    Theory theory = new Theory(10, 2, 1);
    double peak = theory.peak();
    assertTrue(theory.printed(peak) > theory.printed(peak * 1.01));
    assertTrue(theory.printed(peak) > theory.printed(peak * 0.99));
    assertEquals(theory.printed(1), theory.corrected(1, 0, 5));
    assertEquals(Double.NEGATIVE_INFINITY, theory.corrected(2, 1, 25));
  }

  @Test
  void densitiesAreNormalized() {
    RunResult result =
        run(new Dwell(20, 2, 50), Bowls.round(3, 1), Bowls.rule(0.05, 2, 0.1, 1, 1, true), 500);
    for (String name : new String[] {"density", "theory", "printed"}) {
      assertEquals(10, Arrays.stream(result.measured().get(name)).sum(), 1e-9); // 20 bins over 2
    }
    double difference = result.measured().get("difference")[0];
    assertTrue(difference >= 0 && difference <= 1);
  }

  @Test
  void aStepWithoutRescalingIsSymplecticAndOneWithItIsNot() {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(1, 2.5), DoubleLists.immutable.with(0), 0.5);
    RunResult free = run(new PhaseVolume(5), bowl, Bowls.rule(0.05, 1, 0, 1, 1, false), 20);
    RunResult tied = run(new PhaseVolume(5), bowl, Bowls.rule(0.05, 1, 0, 1, 1, true), 20);
    assertTrue(Series.largest(free.measured().get("volume")) < 1e-8);
    assertTrue(Series.largest(free.measured().get("area")) < 1e-8);
    assertTrue(Series.smallest(tied.measured().get("volume")) > 0.5);
  }

  @Test
  void halfTheTimeStepHalvesTheEnergyErrorAsItStands() {
    Quadratic bowl =
        new Quadratic(DoubleLists.immutable.with(1, 2.5), DoubleLists.immutable.with(0), 0.5);
    double whole = error(bowl, 0.002, 500);
    double half = error(bowl, 0.001, 1000);
    assertEquals(2, whole / half, 0.05);
  }

  private static double error(Quadratic bowl, double step, int steps) {
    return run(new EnergyError(), bowl, Bowls.rule(step, 1, 0, 1, 1, false), steps)
        .measured()
        .get("amplitude")[0];
  }

  @Test
  void withoutNoiseNothingIsTurnedOrForgotten() {
    RunResult turned = run(new Turning(3), Bowls.round(3, 1), Bowls.rule(0.1, 1, 0, 1, 1, true), 1);
    for (double cosine : turned.measured().get("cosine")) {
      assertEquals(1, cosine, 1e-15);
    }
    Quadratic flat =
        new Quadratic(DoubleLists.immutable.with(1e-15, 1e-15), DoubleLists.immutable.with(0), 1);
    RunResult memory = run(new DirectionMemory(10), flat, Bowls.rule(0.1, 1, 0, 1, 1, true), 50);
    for (double cosine : memory.measured().get("cosine")) {
      assertEquals(1, cosine, 1e-9);
    }
  }

  /** 1, -3, -3, 1, 1: at -3 nothing is rescaled and Π = -1 + 1; at 1, Π = ½ - ½. */
  @Test
  void restsAreSeen() {
    Quadratic parabola =
        new Quadratic(DoubleLists.immutable.with(1), DoubleLists.immutable.with(0), 15);
    EcdSep rule = new EcdSep(4, 1, 0, 0, 0.25, true, 0, true, 1e-10, 1e-40);
    Map<String, double[]> measured = run(new Wander(), parabola, rule, 6).measured();
    assertEquals(2, measured.get("rests")[0]);
    assertEquals(0, measured.get("shortest")[0]);
    assertEquals(24, measured.get("greatest")[0]);
    assertEquals(6, measured.get("steps")[0]);
  }

  @Test
  void aSearchEndsWithTheStartsOfItsWinner() {
    String space = "{\"learningRate\":{\"type\":\"log\",\"low\":0.001,\"high\":1}}";
    RunKey key = RunKey.of("x", "y", new Zakharov(3), new Adam(), Precision.DOUBLE, 60, 5);
    RunResult searched = Execution.run(key.probing(new Searched(space, 12, 30, 4, -1, 1)));
    double rate = searched.measured().get("winner.learningRate")[0];
    RunKey fixed =
        RunKey.of(
            "x",
            "y",
            new Zakharov(3),
            new Adam(rate, 0.9, 0.999, 1e-8, 0),
            Precision.DOUBLE,
            60,
            5);
    assertArrayEquals(
        Execution.run(fixed.probing(new RandomStarts(4, -1, 1))).measured().get("best"),
        searched.measured().get("best"));
    assertThrows(IllegalArgumentException.class, () -> new Searched("{", 1, 1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Searched("builtin", 1, 1, 1, 1, 0));
  }

  @Test
  void learningIsMeasuredAlikeTwiceAndSurvivesTheJournal() {
    String space = "{\"learningRate\":{\"type\":\"log\",\"low\":0.001,\"high\":0.1}}";
    RunKey key =
        RunKey.of("x", "y", new Training(), new Adam(), Precision.FLOAT, 20, 5)
            .probing(new Learning(space, "cosine", 3, 2, 0.5));
    RunResult once = Execution.run(key);
    assertEquals(Json.line(once), Json.line(Execution.run(key)));
    assertEquals(key, Json.read(Json.line(once), RunResult.class).key());
    assertEquals(3, once.measured().get("score").length);
    assertEquals(2, once.measured().get("averaged").length);
    for (double accuracy : once.measured().get("accuracy")) {
      assertTrue(accuracy >= 0 && accuracy <= 1);
    }
    assertThrows(IllegalArgumentException.class, () -> new Learning("", "sometimes", 1, 1, 0.5));
  }
}
