package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.AdaBelief;
import dev.fluxion.optimizers.classical.AdaGrad;
import dev.fluxion.optimizers.classical.AdaMax;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.AmsGrad;
import dev.fluxion.optimizers.classical.Asgd;
import dev.fluxion.optimizers.classical.Lamb;
import dev.fluxion.optimizers.classical.Lion;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.NAdam;
import dev.fluxion.optimizers.classical.Nesterov;
import dev.fluxion.optimizers.classical.RAdam;
import dev.fluxion.optimizers.classical.RmsProp;
import dev.fluxion.optimizers.classical.Rprop;
import dev.fluxion.optimizers.classical.Yogi;
import dev.fluxion.propertytests.arbitraries.Doubles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the rules of the classical family promise, on gradients that are given to them. */
class ClassicalLaws {
  /** So small that it does not show. */
  private static final double NO_EPSILON = 1e-30;

  /** A rule on one coordinate; every step begins at 0, so that what it gives is the step. */
  private static final class Single {
    private final OptimizerDefinition optimizer;

    Single(OptimizerSpec spec) {
      optimizer = spec.startDefinition(Trial.layout(1), Trial.KEY);
    }

    double step(double gradient) {
      double[] theta = {0};
      optimizer.step(theta, new double[] {gradient}, 1);
      return theta[0];
    }

    double state(String name) {
      return optimizer.save().doubles().get(name)[0];
    }
  }

  /**
   * The first step is -factor·α·sign(g): the factor is 1 for most of Adam's family, but not for
   * all.
   */
  @Property(seed = Laws.SEED, tries = 300)
  void theFirstStepOfAdamsFamilyIsTheLearningRateTimesTheSign(
      @ForAll("gradients") double g, @ForAll("rates") double rate, @ForAll("betas") double b1) {
    double b2 = 0.999;
    double next = b1 * (1 - 0.5 * StrictMath.pow(0.96, 2 * 0.004));
    double first = b1 * (1 - 0.5 * StrictMath.pow(0.96, 0.004));
    Map<OptimizerSpec, Double> factors =
        Map.of(
            new Adam(rate, b1, b2, NO_EPSILON, 0), 1.0,
            new AdamW(rate, b1, b2, NO_EPSILON, 0.1), 1.0,
            new AmsGrad(rate, b1, b2, NO_EPSILON, 0, false), 1.0,
            new AdaMax(rate, b1, b2, NO_EPSILON, 0), 1.0,
            new Yogi(rate, b1, b2, NO_EPSILON, 0, 0), 1.0,
            new AdaGrad(rate, 0, 0, NO_EPSILON, 0), 1.0,
            new Lion(rate, b1, b2, 0.1), 1.0,
            new AdaBelief(rate, b1, b2, NO_EPSILON, 0), 1 / b1,
            new RmsProp(rate, b2, NO_EPSILON, 0, 0, false), 1 / Math.sqrt(1 - b2),
            new NAdam(rate, b1, b2, NO_EPSILON, 0, 0.004, false),
                1 + next * (1 - b1) / (1 - first * next));
    factors.forEach(
        (spec, factor) -> {
          double expected = -factor * rate * Math.signum(g);
          double slack = Tolerances.FIRST_STEP * Math.abs(expected);
          assertEquals(expected, new Single(spec).step(g), slack, spec::toString);
          float[] theta = {0};
          Optimizer engine = spec.start(Trial.layout(1), Trial.KEY);
          engine.step(theta, new float[] {(float) g}, 1);
          slack = Tolerances.FIRST_STEP_FLOAT * Math.abs(expected);
          assertEquals(expected, theta[0], slack, spec::toString);
        });
  }

  /** With β₁ = 0 the step follows one gradient, so that only the adaption is seen. */
  @Property(seed = Laws.SEED, tries = 200)
  void radamDoesNotAdaptWhileRhoIsAtMostFive(@ForAll("secondBetas") double b2) {
    OptimizerSpec spec = new RAdam(1, 0, b2, NO_EPSILON, 0);
    Single plain = new Single(spec);
    Single doubled = new Single(spec);
    double limit = 2 / (1 - b2) - 1;
    for (int t = 1; t <= 30; t++) {
      double power = StrictMath.pow(b2, t);
      double rho = limit - 2 * t * power / (1 - power);
      if (Math.abs(rho - 5) < 1e-9) {
        return;
      }
      double g = 1 + Trial.KEY.uniform(t, 0);
      double ratio = doubled.step(2 * g) / plain.step(g);
      assertEquals(rho <= 5 ? 2 : 1, ratio, 1e-9, "step " + t + ", ρ = " + rho);
    }
  }

  /** The default takes five steps of plain momentum; ρ never exceeds 5 for β₂ ≤ ⅔. */
  @Example
  void radamAdaptsAfterFiveStepsOrNever() {
    assertEquals(5, unadapted(new RAdam(), 100));
    assertEquals(100, unadapted(new RAdam(0.001, 0.9, 2.0 / 3, 1e-8, 0), 100));
    assertTrue(unadapted(new RAdam(0.001, 0.9, 0.7, 1e-8, 0), 100) < 100);
  }

  private static int unadapted(OptimizerSpec spec, int steps) {
    Single rule = new Single(spec);
    int count = 0;
    for (int t = 0; t < steps; t++) {
      rule.step(1);
      count += rule.optimizer.telemetry().get("rectification").value == 0 ? 1 : 0;
    }
    return count;
  }

  @Property(seed = Laws.SEED, tries = 200)
  void adaGradsRateNeverGrows(@ForAll("histories") List<Double> gradients) {
    assertFalse(grows(new AdaGrad(), gradients));
    assertFalse(grows(new AdaGrad(0.1, 0.1, 0.5, 1e-10, 0), gradients));
  }

  /** And of a constant gradient it is that of 1/√t. */
  @Example
  void adaGradsRateDiesAndTheOthersDoNot() {
    Single adagrad = new Single(new AdaGrad(1, 0, 0, NO_EPSILON, 0));
    for (int t = 1; t <= 1000; t++) {
      assertEquals(-1 / Math.sqrt(t), adagrad.step(3), 1e-12);
    }
    List<Double> quieter = List.of(10.0, 1.0, 1.0, 1.0, 1.0);
    assertTrue(grows(new RmsProp(0.01, 0.5, 1e-8, 0, 0, false), quieter));
    assertTrue(grows(new Adam(0.01, 0, 0.5, 1e-8, 0), quieter));
  }

  /** Whether |step|/|g| ever grows. */
  private static boolean grows(OptimizerSpec spec, List<Double> gradients) {
    Single rule = new Single(spec);
    double before = Double.POSITIVE_INFINITY;
    for (double g : gradients) {
      double rate = Math.abs(rule.step(g) / g);
      if (rate > before * (1 + 8 * Tolerances.DOUBLE)) {
        return true;
      }
      before = rate;
    }
    return false;
  }

  @Property(seed = Laws.SEED, tries = 200)
  void amsGradsSecondMomentNeverShrinks(@ForAll("histories") List<Double> gradients) {
    Single rule = new Single(new AmsGrad(0.01, 0.9, 0.5, 1e-8, 0, false));
    double before = 0;
    for (double g : gradients) {
      rule.step(g);
      double now = rule.state("largestSecondMoment");
      assertTrue(now >= before && now >= rule.state("secondMoment"));
      before = now;
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void yogisSecondMomentChangesByNoMoreThanTheSquare(@ForAll("histories") List<Double> gradients) {
    Single rule = new Single(new Yogi(0.01, 0.9, 0.9, 1e-3, 1e-6, 0));
    for (double g : gradients) {
      double before = rule.state("secondMoment");
      rule.step(g);
      double after = rule.state("secondMoment");
      double slack = 4 * Tolerances.DOUBLE * before;
      assertTrue(Math.abs(after - before) <= 0.1 * g * g * (1 + 1e-12) + slack);
      assertTrue(after >= 0);
    }
  }

  /** One push moves a velocity's parameter by α/(1-μ) in all, by 1 - μ^t of it in t steps. */
  @Property(seed = Laws.SEED, tries = 100)
  void momentumSpreadsOnePushGeometrically(@ForAll("betas") double mu) {
    for (OptimizerSpec spec : List.of(new Momentum(0.01, mu), new Nesterov(0.01, mu))) {
      Single rule = new Single(spec);
      double moved = 0;
      for (int t = 0; t < 60 / (1 - mu); t++) {
        moved -= rule.step(t == 0 ? 1 : 0);
      }
      assertEquals(0.01 / (1 - mu), moved, 1e-12 * moved, spec::toString);
    }
    Single rule = new Single(new Momentum(0.01, mu));
    double moved = 0;
    for (int t = 1; t <= 50; t++) {
      moved -= rule.step(t == 1 ? 1 : 0);
      assertEquals(1 - StrictMath.pow(mu, t), moved * (1 - mu) / 0.01, 1e-12);
    }
  }

  /** With μ = 1 - 1/m, between 1 - 1/e and ¾ of the way lies behind after m steps. */
  @Property(seed = Laws.SEED, tries = 100)
  void momentumRemembersOneOverOneMinusMuSteps(@ForAll @IntRange(min = 2, max = 1000) int m) {
    Single rule = new Single(new Momentum(0.01, 1 - 1.0 / m));
    double moved = 0;
    for (int t = 0; t < m; t++) {
      moved -= rule.step(t == 0 ? 1 : 0);
    }
    double share = moved / (0.01 * m);
    assertTrue(share >= 1 - 1 / Math.E && share <= 0.75 + 1e-12, () -> "share " + share);
  }

  @Property(seed = Laws.SEED, tries = 200)
  void rpropSeesNothingButSigns(@ForAll("histories") List<Double> gradients, @ForAll int seed) {
    OptimizerSpec spec = new Rprop(0.1, 0.5, 1.2, 1e-3, 1);
    OptimizerDefinition one = spec.startDefinition(Trial.layout(1), Trial.KEY);
    OptimizerDefinition other = spec.startDefinition(Trial.layout(1), Trial.KEY);
    double[] theta = {1};
    double[] twin = {1};
    int t = 0;
    for (double g : gradients) {
      double factor = Math.scalb(1.0, (int) (200 * Trial.KEY.split(seed).uniform(t++, 0)) - 100);
      one.step(theta, new double[] {g}, 1);
      other.step(twin, new double[] {g * factor}, 1);
      assertArrayEquals(theta, twin);
      double step = one.save().doubles().get("stepSize")[0];
      assertTrue(step >= 1e-3 && step <= 1);
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void lionMovesByTheLearningRateOrNotAtAll(
      @ForAll("histories") List<Double> gradients, @ForAll("rates") double rate) {
    double decay = 0.1;
    OptimizerDefinition lion =
        new Lion(rate, 0.9, 0.99, decay).startDefinition(Trial.layout(1), Trial.KEY);
    double[] theta = {1};
    for (double g : gradients) {
      double rest = (1 - rate * decay) * theta[0];
      lion.step(theta, new double[] {g}, 1);
      double x = theta[0];
      assertTrue(x == rest || x == rest - rate || x == rest + rate, () -> x + " from " + rest);
    }
  }

  /** Where the gradient stays, AdaBelief trusts it and goes farther than Adam. */
  @Example
  void adaBeliefGoesFartherWhereTheGradientStays() {
    Single adam = new Single(new Adam());
    Single belief = new Single(new AdaBelief());
    for (int t = 1; t <= 200; t++) {
      double plain = adam.step(1);
      assertTrue(belief.step(1) <= plain * (1 + 1e-9), "step " + t);
    }
    assertTrue(belief.step(1) < 3 * adam.step(1));
  }

  /** |step| = α·|θ_ℓ| for every tensor, whatever the gradient; Adam's step where |θ_ℓ| is 0. */
  @Property(seed = Laws.SEED, tries = 200)
  void lambsStepIsTheLearningRatesShareOfTheTensor(
      @ForAll("gradients") double size, @ForAll("rates") double rate) {
    ParameterLayout layout = Trial.layout(7).split(2, 4, 1);
    int[][] tensors = {{0, 2}, {2, 6}};
    OptimizerDefinition lamb =
        new Lamb(rate, 0.9, 0.999, 1e-6, 0.01).startDefinition(layout, Trial.KEY);
    double[] theta = new double[7];
    for (int i = 0; i < 6; i++) {
      theta[i] = 1 + i;
    }
    for (int t = 0; t < 5; t++) {
      double[] before = theta.clone();
      double[] gradient = new double[7];
      for (int i = 0; i < 7; i++) {
        gradient[i] = size * Trial.KEY.normal(t, i);
      }
      theta[6] = 0;
      lamb.step(theta, gradient, 1);
      for (int[] tensor : tensors) {
        double norm = 0;
        double moved = 0;
        for (int i = tensor[0]; i < tensor[1]; i++) {
          norm = StrictMath.hypot(norm, before[i]);
          moved = StrictMath.hypot(moved, theta[i] - before[i]);
        }
        assertEquals(rate * norm, moved, 1e-9 * norm);
      }
      assertEquals(1, lamb.telemetry().get("trustRatio.part2").value);
    }
  }

  /** The state of the average is the mean of all parameters since it began. */
  @Example
  void asgdKeepsTheAverageOfTheRun() {
    int begin = 5;
    OptimizerSpec spec = new Asgd(0.1, 0.01, 0.75, begin, 0);
    OptimizerDefinition definition = spec.startDefinition(Trial.layout(1), Trial.KEY);
    Optimizer engine = spec.start(Trial.layout(1), Trial.KEY);
    double[] theta = {1};
    float[] single = {1};
    double sum = 0;
    for (int t = 1; t <= 40; t++) {
      double[] g = {(float) Trial.KEY.normal(t, 0)};
      definition.step(theta, g, 1);
      engine.step(single, Convert.toFloat(g), 1);
      sum += t >= begin + 2 ? theta[0] : 0;
      double expected = t >= begin + 2 ? sum / (t - begin - 1) : theta[0];
      assertEquals(expected, definition.save().doubles().get("average")[0], 1e-12, "step " + t);
      assertEquals(expected, engine.save().floats().get("average")[0], 1e-5, "step " + t);
    }
  }

  /** A constant gradient leaves a variance of 0, which rounding must not make negative. */
  @Property(seed = Laws.SEED, tries = 100)
  void centeredRmsPropStaysFinite(@ForAll("gradients") double g) {
    Optimizer engine = new RmsProp(1e-3, 0.5, 1e-8, 0, 0, true).start(Trial.layout(1), Trial.KEY);
    float[] theta = {0};
    for (int t = 0; t < 60; t++) {
      engine.step(theta, new float[] {(float) g}, 1);
      assertTrue(Float.isFinite(theta[0]), () -> "θ = " + Arrays.toString(theta));
    }
  }

  @Provide
  Arbitrary<Double> gradients() {
    return Doubles.spread(-10, 10).map(x -> (double) x.floatValue());
  }

  @Provide
  Arbitrary<List<Double>> histories() {
    return Doubles.spread(-10, 10).list().ofMinSize(2).ofMaxSize(40);
  }

  @Provide
  Arbitrary<Double> rates() {
    return Doubles.logUniform(1e-4, 1);
  }

  @Provide
  Arbitrary<Double> betas() {
    return Arbitraries.doubles().between(0.5, 0.99).ofScale(6);
  }

  @Provide
  Arbitrary<Double> secondBetas() {
    return Arbitraries.doubles().between(0.3, 0.9999).ofScale(6);
  }
}
