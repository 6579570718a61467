package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.polyak.Polyak;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import dev.fluxion.propertytests.arbitraries.Floats;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Document 004's rule on quadratics whose minimum is 0; see {@link Polyak} for the theory. */
class PolyakLaws {
  private static final OptimizerSpec POLYAK = new Polyak();
  private static final int STEPS = 40;

  /** Up to this condition number the loss surely falls: 7 + 4√3 = 13.928. */
  private static final double MONOTONE = 13.9;

  /**
   * One step.
   *
   * @param distance |θ - a| before it
   * @param loss f before it
   * @param squared |g|² before it
   * @param nextDistance |θ - a| behind it
   * @param nextLoss f behind it
   * @param slack the relative error of these numbers
   */
  private record Step(
      double distance,
      double loss,
      double squared,
      double nextDistance,
      double nextLoss,
      double slack) {}

  /** With a = 0 and a curvature that is a power of two, every operation is exact. */
  @Property(seed = Laws.SEED, tries = 200)
  void roundBowlsAreHalvedExactly(
      @ForAll("vectors") float[] start, @ForAll @IntRange(min = -8, max = 8) int exponent) {
    Bowl bowl = new Bowl(start.length, Math.scalb(1.0, exponent), 1, 0, 0, 0);
    double[] expected = Convert.toDouble(start);
    double[] theta = expected.clone();
    var definition = POLYAK.startDefinition(Trial.layout(start.length), Trial.KEY);
    float[] single = start.clone();
    var engine = POLYAK.start(Trial.layout(start.length), Trial.KEY);
    for (int k = 0; k < 20; k++) {
      double[] gradient = new double[start.length];
      definition.step(theta, gradient, bowl.definition().valueAndGradient(theta, gradient));
      float[] slope = new float[start.length];
      engine.step(single, slope, bowl.engine().valueAndGradient(single, slope));
      for (int i = 0; i < expected.length; i++) {
        expected[i] /= 2;
      }
      assertArrayEquals(expected, theta);
      assertArrayEquals(expected, Convert.toDouble(single));
    }
  }

  @Property(seed = Laws.SEED, tries = 100)
  void roundBowlsAreHalvedUpToRoundingAroundAnyCenter(@ForAll("roundBowls") Bowl bowl) {
    double[] a = bowl.center();
    double[] theta = bowl.start();
    ObjectiveDefinition f = bowl.definition();
    OptimizerDefinition optimizer =
        POLYAK.startDefinition(Trial.layout(bowl.dimension()), Trial.KEY);
    double[] gradient = new double[a.length];
    double size = 0;
    for (int i = 0; i < a.length; i++) {
      size = Math.max(size, Math.abs(a[i]) + Math.abs(theta[i] - a[i]));
    }
    for (int k = 1; k <= 20; k++) {
      optimizer.step(theta, gradient, f.valueAndGradient(theta, gradient));
      for (int i = 0; i < a.length; i++) {
        double expected = a[i] + Math.scalb(bowl.start()[i] - a[i], -k);
        double slack = Tolerances.quadratic(a.length, 1) * size;
        assertEquals(expected, theta[i], slack, "step " + k);
      }
    }
  }

  /** |θ' - a|² = |θ - a|² - 3f²/|g|². */
  @Property(seed = Laws.SEED, tries = 200)
  void everyStepTakesThreeTimesTheScaledLossFromTheSquaredDistance(@ForAll("bowls") Bowl bowl) {
    for (Step s : steps(bowl)) {
      double before = s.distance * s.distance;
      double expected = before - 3 * s.loss * s.loss / s.squared;
      assertEquals(expected, s.nextDistance * s.nextDistance, s.slack * before);
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void theDistanceToTheMinimizerNeverIncreases(@ForAll("bowls") Bowl bowl) {
    for (Step s : steps(bowl)) {
      assertTrue(s.nextDistance <= s.distance * (1 + s.slack), s::toString);
    }
  }

  /** Kantorovich: ¼ ≤ f(next)/f ≤ (κ+1)²/(16κ). */
  @Property(seed = Laws.SEED, tries = 200)
  void theLossRatioStaysWithinKantorovichsBounds(@ForAll("bowls") Bowl bowl) {
    double highest = worstRatio(bowl.condition());
    for (Step s : steps(bowl)) {
      double ratio = s.nextLoss / s.loss;
      assertTrue(ratio >= 0.25 * (1 - s.slack), () -> ratio + " at " + s);
      assertTrue(ratio <= highest * (1 + s.slack), () -> ratio + " > " + highest + " at " + s);
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void theLossNeverRisesUpToTheCriticalConditionNumber(@ForAll("tameBowls") Bowl bowl) {
    for (Step s : steps(bowl)) {
      assertTrue(s.nextLoss < s.loss, s::toString);
    }
  }

  /** From where both components of the gradient are equal, the bound is attained. */
  @Property(seed = Laws.SEED, tries = 100)
  void beyondItTheLossRisesFromTheWorstStart(@ForAll("wildConditions") double condition) {
    Bowl bowl = new Bowl(2, 1, condition, 0, 0, 0);
    Step first = steps(bowl, new double[] {condition, 1}, 1).getFirst();
    assertTrue(first.nextLoss > first.loss, first::toString);
    double slack = Tolerances.quadratic(2, condition);
    assertEquals(1, first.nextLoss / first.loss / worstRatio(condition), slack);
  }

  @Example
  void theCriticalConditionNumberIsWhereTheBoundIsOne() {
    assertEquals(1, worstRatio(7 + 4 * Math.sqrt(3)), Tolerances.quadratic(1, 1));
    assertTrue(worstRatio(MONOTONE) < 1);
  }

  @Example
  void withoutGradientItStallsAboveTheBoundAndHasArrivedAtIt() {
    for (OptimizerSpec spec : List.of(POLYAK, new Polyak(2, 1, true))) {
      double bound = ((Polyak) spec).lowerBound();
      for (float x : new float[] {0, 3}) {
        var optimizer = spec.start(Trial.layout(1), Trial.KEY);
        float[] theta = {x};
        assertEquals(Outcome.STALLED, optimizer.step(theta, new float[1], bound + 1));
        assertEquals(Outcome.REACHED, optimizer.step(theta, new float[1], bound));
        assertEquals(Outcome.REACHED, optimizer.step(theta, new float[] {1}, bound - 1));
        assertArrayEquals(new float[] {x}, theta);
      }
    }
  }

  private static double worstRatio(double condition) {
    return (condition + 1) * (condition + 1) / (16 * condition);
  }

  private static List<Step> steps(Bowl bowl) {
    List<Step> steps = steps(bowl, bowl.start(), STEPS);
    assertTrue(!steps.isEmpty());
    return steps;
  }

  /** Steps of the definition, as long as θ is far enough from a to tell them apart. */
  private static List<Step> steps(Bowl bowl, double[] start, int count) {
    double[] a = bowl.center();
    double[] theta = start.clone();
    double[] gradient = new double[a.length];
    ObjectiveDefinition f = bowl.definition();
    OptimizerDefinition optimizer = POLYAK.startDefinition(Trial.layout(a.length), Trial.KEY);
    double size = distance(a, new double[a.length]);
    List<Step> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double before = distance(theta, a);
      // θ is rounded to ulps of a, which is more, relative to θ - a, the nearer it comes.
      double slack = Tolerances.quadratic(a.length, bowl.condition()) * Math.max(1, size / before);
      if (k > 0 && before < 1e-3 * size) {
        break;
      }
      double loss = f.valueAndGradient(theta, gradient);
      double squared = distance(gradient, new double[a.length]);
      optimizer.step(theta, gradient, loss);
      steps.add(
          new Step(before, loss, squared * squared, distance(theta, a), f.value(theta), slack));
    }
    return steps;
  }

  private static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }

  @Provide
  Arbitrary<float[]> vectors() {
    return Floats.spread(-8, 8).array(float[].class).ofMinSize(1).ofMaxSize(100);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(40, 1e4);
  }

  @Provide
  Arbitrary<Bowl> tameBowls() {
    return Bowl.arbitrary(40, MONOTONE);
  }

  @Provide
  Arbitrary<Bowl> roundBowls() {
    return Bowl.arbitrary(40, 1);
  }

  @Provide
  Arbitrary<Double> wildConditions() {
    return Doubles.logUniform(14, 1e6);
  }
}
