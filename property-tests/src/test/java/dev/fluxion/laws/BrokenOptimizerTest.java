package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.laws.Trial.Live;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Optimizers that are broken on purpose: the laws notice every fault, and only that one. */
class BrokenOptimizerTest {
  private static final Bowl BOWL = new Bowl(5, 0.5, 10, 1, 0, 3);

  enum Fault {
    NONE,
    /** The engine's step is a thousandth longer than the definition's. */
    ENGINE_DIFFERS,
    /** The step depends on a counter that is not saved. */
    HIDDEN_STATE,
    /** The step depends on how many optimizers there were before. */
    UNREPEATABLE,
    /** It moves without a gradient. */
    RESTLESS
  }

  /** Gradient descent with a fault. */
  public record Broken(@Setting("what is wrong") Fault fault) implements OptimizerSpec {
    private static int made;

    @Override
    public Card card() {
      return new Card("broken", "Broken on purpose.", "θ ← θ - g/10", "this test");
    }

    @Override
    public Optimizer start(ParameterLayout layout, RandomKey key) {
      int number = made++;
      return new Optimizer(layout.size()) {
        private int step;

        @Override
        protected Outcome update(float[] theta, float[] gradient, double loss) {
          step++;
          float rate =
              switch (fault) {
                case NONE, RESTLESS -> 0.1f;
                case ENGINE_DIFFERS -> 0.1001f;
                case HIDDEN_STATE -> Math.fma(step, 1e-8f, 0.1f);
                case UNREPEATABLE -> Math.fma(number, 1e-8f, 0.1f);
              };
          for (int i = 0; i < theta.length; i++) {
            float drift = fault == Fault.RESTLESS && gradient[i] == 0 ? 1e-3f : 0;
            theta[i] = Math.fma(-rate, gradient[i], theta[i]) + drift;
          }
          return Outcome.RUNNING;
        }
      };
    }

    @Override
    public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
      return new Sgd(0.1, 0, 0, false, 0).startDefinition(layout, key);
    }
  }

  /** An optimizer without the guard that {@link Optimizer#step} puts before every rule. */
  private static final class Unguarded extends Live {
    private final boolean says;

    Unguarded(boolean says) {
      super(
          new Sgd().start(Trial.layout(5), Trial.KEY),
          BOWL.engine(),
          Convert.toFloat(BOWL.start()));
      this.says = says;
    }

    @Override
    Outcome apply(double loss) {
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= 0.1f * gradient[i];
      }
      return says && !Float.isFinite(theta[2]) ? Outcome.DIVERGED : Outcome.RUNNING;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLawsNoticeExactlyTheFault(Fault fault) {
    OptimizerSpec spec = new Broken(fault);
    assertEquals(
        fault == Fault.ENGINE_DIFFERS,
        OptimizerRules.engineFollowsDefinition(spec, BOWL).isPresent());
    assertEquals(
        fault == Fault.HIDDEN_STATE || fault == Fault.UNREPEATABLE,
        OptimizerRules.restoredContinuesWithSameBits(spec, BOWL, 4).isPresent());
    assertEquals(
        fault == Fault.UNREPEATABLE, OptimizerRules.sameSeedSameBits(spec, BOWL).isPresent());
    assertEquals(
        fault == Fault.RESTLESS, OptimizerRules.restsAtZeroGradient(spec, BOWL, 1).isPresent());
  }

  @Test
  void anUnguardedOptimizerIsNoticed() {
    Optional<String> silent =
        OptimizerRules.refuses(new Unguarded(false), new Unguarded(false), 2, Float.NaN, 1);
    assertEquals(Optional.of("outcome RUNNING"), silent);
    Optional<String> poisoned =
        OptimizerRules.refuses(new Unguarded(true), new Unguarded(true), 2, Float.NaN, 1);
    assertEquals(Optional.of("parameters or state were touched"), poisoned);
    Live good = OptimizerRules.live(new Sgd(), BOWL);
    Live other = OptimizerRules.live(new Sgd(), BOWL);
    assertTrue(OptimizerRules.refuses(good, other, 2, Float.NaN, 1).isEmpty());
  }
}
