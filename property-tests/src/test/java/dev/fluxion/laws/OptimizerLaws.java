package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.laws.Trial.Live;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import dev.fluxion.propertytests.arbitraries.Floats;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of every optimizer. Every try tries all of them on one random bowl. */
class OptimizerLaws {
  @Property(seed = Laws.SEED, tries = 300)
  void enginesFollowTheirDefinitionUpToRounding(@ForAll("bowls") Bowl bowl) {
    expectOfAll(spec -> OptimizerRules.engineFollowsDefinition(spec, bowl));
  }

  @Property(seed = Laws.SEED, tries = 100)
  void theSameSeedGivesTheSameBits(@ForAll("bowls") Bowl bowl) {
    expectOfAll(spec -> OptimizerRules.sameSeedSameBits(spec, bowl));
  }

  @Property(seed = Laws.SEED, tries = 150)
  void aRestoredStateContinuesWithTheSameBits(@ForAll("bowls") Bowl bowl, @ForAll("cuts") int cut) {
    expectOfAll(spec -> OptimizerRules.restoredContinuesWithSameBits(spec, bowl, cut));
  }

  @Property(seed = Laws.SEED, tries = 150)
  void aGradientThatIsNotFiniteIsRefusedAndNothingIsTouched(
      @ForAll("bowls") Bowl bowl, @ForAll("notFinite") float element, @ForAll("cuts") int index) {
    expectOfAll(
        spec ->
            OptimizerRules.refuses(
                OptimizerRules.live(spec, bowl),
                OptimizerRules.live(spec, bowl),
                index % bowl.dimension(),
                element,
                1));
  }

  @Property(seed = Laws.SEED, tries = 100)
  void aLossThatIsNotFiniteIsRefusedAndNothingIsTouched(
      @ForAll("bowls") Bowl bowl, @ForAll("notFiniteLoss") double loss) {
    expectOfAll(
        spec ->
            OptimizerRules.refuses(
                OptimizerRules.live(spec, bowl), OptimizerRules.live(spec, bowl), 0, 1, loss));
  }

  @Property(seed = Laws.SEED, tries = 100)
  void definitionsRefuseTheSame(
      @ForAll("bowls") Bowl bowl, @ForAll("notFiniteLoss") double hostile) {
    for (OptimizerSpec spec : Specimens.ALL) {
      OptimizerDefinition optimizer =
          spec.startDefinition(Trial.layout(bowl.dimension()), Trial.KEY);
      optimizer.attach(bowl.definition());
      double[] theta = bowl.start();
      double[] gradient = new double[bowl.dimension()];
      double loss = bowl.definition().valueAndGradient(theta, gradient);
      optimizer.step(theta, gradient, loss);
      String before = Arrays.toString(theta) + Live.bits(optimizer.save());
      assertEquals(Outcome.DIVERGED, optimizer.step(theta, gradient, hostile), spec::toString);
      gradient[bowl.dimension() / 2] = hostile;
      assertEquals(Outcome.DIVERGED, optimizer.step(theta, gradient, loss), spec::toString);
      String after = Arrays.toString(theta) + Live.bits(optimizer.save());
      assertEquals(before, after, spec::toString);
    }
  }

  @Property(seed = Laws.SEED, tries = 150)
  void aZeroGradientMovesNothingButDecayAndPoisonsNothing(
      @ForAll("bowls") Bowl bowl, @ForAll("losses") double loss) {
    expectOfAll(spec -> OptimizerRules.restsAtZeroGradient(spec, bowl, loss));
  }

  /** 1 - β₂ = 0.001 has to be 0.001 to float precision, which 1f - 0.999f is not. */
  @Example
  void momentsTakeTheirShareOfTheGradientToFloatPrecision() {
    for (int n : new int[] {1, 100}) {
      Optimizer adam = new Adam().start(Trial.layout(n), Trial.KEY);
      float[] gradient = new float[n];
      Arrays.fill(gradient, 1);
      adam.step(new float[n], gradient, 1);
      for (int i = 0; i < n; i++) {
        float first = adam.save().floats().get("firstMoment")[i];
        float second = adam.save().floats().get("secondMoment")[i];
        assertEquals(1 - 0.9, first, Tolerances.FLOAT_PRODUCT * (1 - 0.9));
        assertEquals(1 - 0.999, second, Tolerances.FLOAT_PRODUCT * (1 - 0.999));
      }
    }
  }

  private static void expectOfAll(Function<OptimizerSpec, Optional<String>> rule) {
    Map<String, String> broken = new TreeMap<>();
    for (OptimizerSpec spec : Specimens.ALL) {
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

  @Provide
  Arbitrary<Float> notFinite() {
    return Floats.notFinite();
  }

  @Provide
  Arbitrary<Double> notFiniteLoss() {
    return Doubles.notFinite();
  }

  @Provide
  Arbitrary<Double> losses() {
    return Arbitraries.oneOf(Arbitraries.of(0.0, 1.0, -1.0), Doubles.spread(-60, 60));
  }
}
