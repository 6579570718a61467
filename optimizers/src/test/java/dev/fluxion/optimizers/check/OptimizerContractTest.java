package dev.fluxion.optimizers.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.check.OptimizerContract.Finding;
import dev.fluxion.optimizers.classical.Sgd;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OptimizerContractTest {
  @TestFactory
  Stream<DynamicTest> everyOptimizerKeepsTheContract() {
    return OptimizerSpec.catalog().all().stream()
        .flatMap(spec -> OptimizerContract.check(spec).stream())
        .map(f -> DynamicTest.dynamicTest(f.optimizer() + " " + f.law(), f::expect));
  }

  @Test
  void anOptimizerWithAHiddenStateIsCaught() {
    List<Finding> broken = OptimizerContract.check(new Forgetful());
    assertTrue(law(broken, "same key").holds());
    assertFalse(law(broken, "restored state").holds());
    assertFalse(law(broken, "follows the double definition").holds());
    assertThrows(AssertionError.class, law(broken, "restored state")::expect);
  }

  private static Finding law(List<Finding> findings, String words) {
    return findings.stream().filter(f -> f.law().contains(words)).findFirst().orElseThrow();
  }

  /** Its step shrinks with a counter that is not part of the state, and only in float. */
  private record Forgetful() implements OptimizerSpec {
    @Override
    public Card card() {
      return new Card("forgetful", "Broken on purpose.", "θ ← θ - g/10t", "this test");
    }

    @Override
    public Optimizer start(ParameterLayout layout, RandomKey key) {
      return new Optimizer(layout.size()) {
        private int t;

        @Override
        protected Outcome update(float[] theta, float[] gradient, double loss) {
          t++;
          for (int i = 0; i < theta.length; i++) {
            theta[i] -= gradient[i] / (10 * t);
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
}
