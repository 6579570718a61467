package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.laws.Trial.Path;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.polyak.Polyak;
import dev.fluxion.optimizers.polyak.PolyakEstimated;
import dev.fluxion.optimizers.polyak.PolyakMomentum;
import dev.fluxion.optimizers.polyak.PolyakStochastic;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The further forms of document 004's rule: where they are that rule, and what they keep to. */
class PolyakFormsLaws {
  /** A cap that no scale of these bowls reaches: |g|² ≥ 2·curvature·L, so s ≤ 1/(2·2⁻⁶·c). */
  private static final double FAR = 1e6;

  @Property(seed = Laws.SEED, tries = 200)
  void withoutTheirExtrasTheyAreDocument004s(@ForAll("bowls") Bowl bowl) {
    OptimizerSpec polyak = new Polyak(0, FAR, true);
    expectSame(bowl, polyak, new PolyakMomentum(0, 0, 1, FAR));
    expectSame(bowl, polyak, new PolyakStochastic(0, 1, FAR, Double.POSITIVE_INFINITY));
  }

  /**
   * With a the minimizer and minimum 0, {@code gᵀ(θ - a) = 2L}; so {@code |θ - s·g - a|² = |θ - a|²
   * - 4sL + s²|g|²}, which is no more than before for {@code s ≤ 4L/|g|²}: for c ≥ ¼ at any cap.
   */
  @Property(seed = Laws.SEED, tries = 200)
  void stochasticStepsNeverLeadAwayFromTheMinimizer(
      @ForAll("zeroBowls") Bowl bowl, @ForAll("factors") double c, @ForAll("caps") double cap) {
    OptimizerDefinition optimizer =
        new PolyakStochastic(0, c, cap, Double.POSITIVE_INFINITY)
            .startDefinition(Trial.layout(bowl.dimension()), Trial.KEY);
    double[] theta = bowl.start();
    double[] gradient = new double[bowl.dimension()];
    double slack = Tolerances.quadratic(bowl.dimension(), bowl.condition());
    double size = distance(theta, new double[theta.length]) + distance(theta, bowl.center());
    for (int k = 0; k < 30; k++) {
      double before = distance(theta, bowl.center());
      double loss = bowl.definition().valueAndGradient(theta, gradient);
      if (optimizer.step(theta, gradient, loss).isFinal()) {
        return;
      }
      double after = distance(theta, bowl.center());
      assertTrue(after <= before + slack * size, after + " after " + before);
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void scalesStayUnderCapAndGrowth(@ForAll("bowls") Bowl bowl, @ForAll("caps") double cap) {
    int n = bowl.dimension();
    double growth = 1.25;
    OptimizerDefinition stochastic =
        new PolyakStochastic(0, 0.5, cap, growth).startDefinition(Trial.layout(n), Trial.KEY);
    OptimizerDefinition estimated =
        new PolyakEstimated(0.1, 0.5, cap).startDefinition(Trial.layout(n), Trial.KEY);
    double[] left = bowl.start();
    double[] right = bowl.start();
    double[] gradient = new double[n];
    double lowest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 30; k++) {
      double loss = bowl.definition().valueAndGradient(left, gradient);
      double bound = stochastic.save().numbers().get("bound");
      assertEquals(Outcome.RUNNING, stochastic.step(left, gradient, loss));
      double next = stochastic.save().numbers().get("bound");
      if (loss > 0 && next != bound) {
        double scale = stochastic.telemetry().get("scale").value;
        assertTrue(scale > 0 && scale <= bound, scale + " of " + bound);
        assertEquals(growth * scale, next);
      }
      loss = bowl.definition().valueAndGradient(right, gradient);
      lowest = Math.min(lowest, loss);
      if (estimated.step(right, gradient, loss) == Outcome.RUNNING) {
        double scale = estimated.telemetry().get("scale").value;
        assertTrue(scale >= 0 && scale <= cap, scale + " of " + cap);
        assertTrue(estimated.telemetry().get("target").value <= lowest);
      }
    }
  }

  private static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }

  /** Equal as long as both run: where {@code polyak} stops, the stochastic form rests. */
  private static void expectSame(Bowl bowl, OptimizerSpec left, OptimizerSpec right) {
    Path expected = Trial.definition(left, bowl.definition(), bowl.start());
    Path actual = Trial.definition(right, bowl.definition(), bowl.start());
    assertEquals(0.0, expected.distance(actual), right::toString);
    expected = Trial.engine(left, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start());
    actual = Trial.engine(right, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start());
    assertEquals(0.0, expected.distance(actual), right::toString);
  }

  @Provide
  Arbitrary<Bowl> zeroBowls() {
    return Bowl.arbitrary(40, 100);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Combinators.combine(Bowl.arbitrary(40, 100), Arbitraries.of(0.0, 1.0))
        .as(Bowl::withOffset);
  }

  @Provide
  Arbitrary<Double> factors() {
    return Doubles.logUniform(0.26, 10);
  }

  @Provide
  Arbitrary<Double> caps() {
    return Doubles.logUniform(1e-3, 1e3);
  }
}
