package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Nesterov;
import dev.fluxion.optimizers.classical.NesterovLiteral;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The true look-ahead, and document 002's. */
class NesterovLaws {
  /** Far enough away to be called lost. */
  private static final double LOST = 1e3;

  /**
   * Nesterov's two sequences, {@code x' = y - α∇f(y)} and {@code y' = x' + μ(x' - x)}: the
   * parameters are y.
   */
  @Property(seed = Laws.SEED, tries = 200)
  void parametersAreTheLookAheadPointsOfNesterovsTwoSequences(
      @ForAll("bowls") Bowl bowl, @ForAll("shares") double mu, @ForAll("shares") double speed) {
    int n = bowl.dimension();
    double rate = speed / (bowl.curvature() * bowl.condition());
    ObjectiveDefinition f = bowl.definition();
    OptimizerDefinition nesterov =
        new Nesterov(rate, mu).startDefinition(Trial.layout(n), Trial.KEY);
    double[] theta = bowl.start();
    double[] x = bowl.start();
    double[] y = bowl.start();
    double[] g = new double[n];
    double size = 1;
    for (int k = 0; k < 30; k++) {
      nesterov.step(theta, g, f.valueAndGradient(theta, g));
      f.valueAndGradient(y, g);
      for (int i = 0; i < n; i++) {
        double next = y[i] - rate * g[i];
        y[i] = next + mu * (next - x[i]);
        x[i] = next;
        size = Math.max(size, Math.abs(y[i]));
      }
      for (int i = 0; i < n; i++) {
        assertEquals(y[i], theta[i], Tolerances.INVARIANCE * size, "step " + k);
      }
    }
  }

  /** On a parabola of curvature h it is lost if β(1 + h) > 1, at any learning rate. */
  @Property(seed = Laws.SEED, tries = 200)
  void theLiteralFormDivergesWhereTheRightOneConverges(
      @ForAll("shares") double beta,
      @ForAll("curvatures") double h,
      @ForAll("speeds") double speed) {
    double growth = beta * (1 + h);
    Assume.that(growth > 1.05);
    // The determinant of one step is the growth, so the larger eigenvalue is at least its root.
    int steps = (int) (2 * StrictMath.log(1e12) / StrictMath.log(growth)) + 2;
    double rate = speed / h;
    assertTrue(lost(new NesterovLiteral(rate, beta), h, steps), "the literal form");
    assertFalse(lost(new Nesterov(rate, beta), h, steps), "the right form");
    assertFalse(lost(new Momentum(rate, beta), h, steps), "without look-ahead");
  }

  /** Below that curvature it does converge, so the law above is about the curvature. */
  @Property(seed = Laws.SEED, tries = 200)
  void theLiteralFormConvergesOnlyWhereTheCurvatureIsSmall(
      @ForAll("shares") double beta, @ForAll("curvatures") double h) {
    Assume.that(beta * (1 + h) < 0.95);
    assertFalse(lost(new NesterovLiteral(1 / h, beta), h, 2000));
  }

  /** Document 002's own setting: β = 0.9 on a bowl of curvature 1, a learning rate of 0.01. */
  @Example
  void theLiteralFormDivergesInTheDocumentsSetting() {
    assertTrue(lost(new NesterovLiteral(0.01, 0.9), 1, 100));
    assertFalse(lost(new Nesterov(0.01, 0.9), 1, 2000));
    assertTrue(Math.abs(run(new Nesterov(0.01, 0.9), 1, 2000)) < 1e-9);
  }

  private static boolean lost(OptimizerSpec spec, double curvature, int steps) {
    return !(Math.abs(run(spec, curvature, steps)) < LOST);
  }

  /** The largest |x| of the last ten steps on ½hx² from 1. */
  private static double run(OptimizerSpec spec, double h, int steps) {
    ObjectiveDefinition f = new Bowl(1, h, 1, 0, 0, 0).definition();
    OptimizerDefinition optimizer = spec.startDefinition(Trial.layout(1), Trial.KEY);
    optimizer.attach(f);
    double[] theta = {1};
    double[] g = new double[1];
    double largest = 0;
    for (int k = 0; k < steps; k++) {
      double loss = f.valueAndGradient(theta, g);
      if (optimizer.step(theta, g, loss).isFinal()) {
        return Double.POSITIVE_INFINITY;
      }
      largest = k < steps - 10 ? 0 : Math.max(largest, Math.abs(theta[0]));
    }
    return largest;
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(12, 100);
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0.05, 0.99).ofScale(6);
  }

  @Provide
  Arbitrary<Double> curvatures() {
    return Doubles.logUniform(0.01, 100);
  }

  @Provide
  Arbitrary<Double> speeds() {
    return Doubles.logUniform(1e-4, 1);
  }
}
