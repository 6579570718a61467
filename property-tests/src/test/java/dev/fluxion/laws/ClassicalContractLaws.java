package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.AdaBelief;
import dev.fluxion.optimizers.classical.AdaDelta;
import dev.fluxion.optimizers.classical.AdaGrad;
import dev.fluxion.optimizers.classical.AdaMax;
import dev.fluxion.optimizers.classical.AmsGrad;
import dev.fluxion.optimizers.classical.Asgd;
import dev.fluxion.optimizers.classical.Bfgs;
import dev.fluxion.optimizers.classical.GaussNewton;
import dev.fluxion.optimizers.classical.Lamb;
import dev.fluxion.optimizers.classical.Lbfgs;
import dev.fluxion.optimizers.classical.Lion;
import dev.fluxion.optimizers.classical.NAdam;
import dev.fluxion.optimizers.classical.Nesterov;
import dev.fluxion.optimizers.classical.NesterovLiteral;
import dev.fluxion.optimizers.classical.Newton;
import dev.fluxion.optimizers.classical.RAdam;
import dev.fluxion.optimizers.classical.RmsProp;
import dev.fluxion.optimizers.classical.Rprop;
import dev.fluxion.optimizers.classical.Yogi;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The laws of every optimizer on classical ones with the less common parts of their rule in use.
 */
class ClassicalContractLaws {
  private static final List<OptimizerSpec> VARIANTS =
      List.of(
          new Nesterov(0.005, 0.5),
          new NesterovLiteral(0.001, 0.5),
          new AdaGrad(0.1, 0.01, 0.1, 1e-8, 0.01),
          new RmsProp(0.01, 0.9, 1e-6, 0.01, 0.9, true),
          new RmsProp(0.01, 0.99, 1e-8, 0, 0.9, false),
          new RmsProp(0.01, 0.99, 1e-8, 0.1, 0, true),
          new AdaDelta(1, 0.95, 1e-3, 0.01),
          new AmsGrad(0.01, 0.8, 0.95, 1e-4, 0.1, false),
          new AmsGrad(0.01, 0.8, 0.95, 1e-4, 0.1, true),
          new AdaMax(0.01, 0.8, 0.95, 1e-4, 0.1),
          new NAdam(0.01, 0.8, 0.95, 1e-4, 0.1, 0.01, true),
          new RAdam(0.01, 0.8, 0.9, 1e-4, 0.1),
          new Rprop(0.1, 0.6, 1.3, 1e-3, 0.3),
          new Asgd(0.005, 0.1, 0.75, 3, 0.01),
          new Lion(0.01, 0.8, 0.95, 0.1),
          new AdaBelief(0.01, 0.8, 0.95, 1e-8, 0.1),
          new Yogi(0.01, 0.8, 0.9, 1e-3, 0, 0.1),
          new Lamb(0.01, 0.8, 0.95, 1e-4, 0.1),
          new Lbfgs(0.7, 3, true, 1e-4, 0.4, 1e-6, 1e-8),
          new Lbfgs(1, 5, false, 1e-4, 0.9, 1e-7, 1e-9),
          new Bfgs(0.7, true, 1e-3, 0.4, 1e-6, 1e-8),
          new Bfgs(0.9, false, 1e-4, 0.9, 1e-6, 1e-9),
          new Newton(3, 1e-7, true, 1e-3, 0.4, 1e-6, 1e-8),
          new GaussNewton(100, 1e-7, 0.5, 1e-4, 0.9, 1e-6, 1e-8));

  @Property(seed = Laws.SEED, tries = 150)
  void enginesFollowTheirDefinitionUpToRounding(@ForAll("bowls") Bowl bowl) {
    expectOfAll(spec -> OptimizerRules.engineFollowsDefinition(spec, bowl));
  }

  @Property(seed = Laws.SEED, tries = 50)
  void aRestoredStateContinuesWithTheSameBits(@ForAll("bowls") Bowl bowl, @ForAll("cuts") int cut) {
    expectOfAll(spec -> OptimizerRules.restoredContinuesWithSameBits(spec, bowl, cut));
  }

  @Property(seed = Laws.SEED, tries = 50)
  void whatIsNotFiniteIsRefusedAndNothingIsTouched(@ForAll("bowls") Bowl bowl) {
    expectOfAll(
        spec ->
            OptimizerRules.refuses(
                OptimizerRules.live(spec, bowl), OptimizerRules.live(spec, bowl), 0, Float.NaN, 1));
  }

  @Property(seed = Laws.SEED, tries = 50)
  void aZeroGradientMovesNothingButDecayAndPoisonsNothing(@ForAll("bowls") Bowl bowl) {
    expectOfAll(spec -> OptimizerRules.restsAtZeroGradient(spec, bowl, 1));
  }

  private static void expectOfAll(Function<OptimizerSpec, Optional<String>> rule) {
    Map<String, String> broken = new TreeMap<>();
    for (OptimizerSpec spec : VARIANTS) {
      rule.apply(spec).ifPresent(what -> broken.put(spec.toString(), what));
    }
    assertEquals(Map.of(), broken);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Combinators.combine(Bowl.arbitrary(40, 100), Arbitraries.of(0.0, 1.0))
        .as(Bowl::withOffset);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, Trial.STEPS);
  }
}
