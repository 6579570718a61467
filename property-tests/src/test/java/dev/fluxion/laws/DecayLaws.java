package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Lion;
import dev.fluxion.propertytests.arbitraries.Doubles;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Weight decay: in the gradient, where adaptive rules rescale it, or beside it. */
class DecayLaws {
  /** So small that it does not show. */
  private static final double NO_EPSILON = 1e-300;

  private static OptimizerSpec adam(double rate, double decay) {
    return new Adam(rate, 0.9, 0.999, NO_EPSILON, decay);
  }

  private static List<OptimizerSpec> decoupled(double rate, double decay) {
    return List.of(
        new AdamW(rate, 0.9, 0.999, NO_EPSILON, decay), new Lion(rate, 0.9, 0.99, decay));
  }

  /** Where 30 gradients, times a factor, lead from (1, -2, 4). */
  private static double[] end(OptimizerSpec spec, double factor) {
    OptimizerDefinition optimizer = spec.startDefinition(Trial.layout(3), Trial.KEY);
    double[] theta = {1, -2, 4};
    for (int k = 0; k < 30; k++) {
      double[] gradient = new double[3];
      for (int i = 0; i < 3; i++) {
        gradient[i] = factor * Trial.KEY.normal(k, i);
      }
      assertEquals(Outcome.RUNNING, optimizer.step(theta, gradient, 1));
    }
    return theta;
  }

  /** To the last bit, for factors that are powers of two: nothing else knows of the factor. */
  @Property(seed = Laws.SEED, tries = 200)
  void decayBesideTheGradientDoesNotSeeItsScale(
      @ForAll("rates") double rate,
      @ForAll("rates") double decay,
      @ForAll @IntRange(min = -100, max = 100) int exponent) {
    for (OptimizerSpec spec : decoupled(rate, decay)) {
      assertArrayEquals(end(spec, 1), end(spec, Math.scalb(1.0, exponent)));
    }
  }

  /** And in the gradient it does: large gradients drown it, small ones drown in it. */
  @Example
  void decayInTheGradientOfAdamSeesIt() {
    OptimizerSpec spec = adam(0.1, 0.1);
    double[] middle = end(spec, 1);
    assertTrue(PhaseSpace.distance(middle, end(spec, 1024)) > 0.1);
    assertTrue(PhaseSpace.distance(middle, end(spec, 1.0 / 1024)) > 0.1);
    double[] drowned = end(spec, 0x1p80);
    assertTrue(PhaseSpace.distance(drowned, end(adam(0.1, 0), 0x1p80)) < 1e-9);
  }

  /** Without a gradient (1 - αλ)ᵏ is left of every weight, large or small. */
  @Property(seed = Laws.SEED, tries = 200)
  void whatIsLeftIsAPowerOfOneMinusRateTimesDecay(
      @ForAll("rates") double rate, @ForAll("rates") double decay) {
    for (OptimizerSpec spec :
        List.of(new AdamW(rate, 0.9, 0.999, 1e-8, decay), new Lion(rate, 0.9, 0.99, decay))) {
      double[] left = end(spec, 0);
      double share = StrictMath.pow(1 - rate * decay, 30);
      assertArrayEquals(new double[] {share, -2 * share, 4 * share}, left, 1e-13 * 4);
    }
  }

  @Provide
  Arbitrary<Double> rates() {
    return Doubles.logUniform(1e-3, 0.99);
  }
}
