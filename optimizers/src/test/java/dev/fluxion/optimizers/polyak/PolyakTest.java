package dev.fluxion.optimizers.polyak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import org.junit.jupiter.api.Test;

/** The rule of document 004 and its guards, on numbers that can be checked by hand. */
class PolyakTest {
  private static final double NO_CAP = Double.POSITIVE_INFINITY;
  private static final ParameterLayout TWO = ParameterLayout.vector("x", 2);

  private static Optimizer start(OptimizerSpec spec, ParameterLayout layout) {
    return spec.start(layout, RandomKey.of(0));
  }

  @Test
  void theStepIsLossOverSquaredNormTimesGradient() {
    float[] theta = {10, 20};
    Optimizer rule = start(new Polyak(), TWO);
    assertEquals(Outcome.RUNNING, rule.step(theta, new float[] {3, 4}, 50)); // scale 50/25 = 2
    assertArrayEquals(new float[] {4, 12}, theta);
    assertEquals(2, rule.telemetry().get("scale").value);
  }

  @Test
  void theLowerBoundIsTakenOffTheLoss() {
    float[] theta = {10, 20};
    start(new Polyak(25, NO_CAP, true), TWO).step(theta, new float[] {3, 4}, 50);
    assertArrayEquals(new float[] {7, 16}, theta);
  }

  @Test
  void theCapLimitsTheScale() {
    float[] theta = {10, 20};
    start(new Polyak(0, 0.5, true), TWO).step(theta, new float[] {3, 4}, 50);
    assertArrayEquals(new float[] {8.5f, 18}, theta);
  }

  @Test
  void aLossAtTheBoundIsReached() {
    float[] theta = {10, 20};
    Optimizer rule = start(new Polyak(50, NO_CAP, true), TWO);
    assertEquals(Outcome.REACHED, rule.step(theta, new float[] {3, 4}, 50));
    assertArrayEquals(new float[] {10, 20}, theta);
  }

  @Test
  void aZeroGradientAboveTheBoundStalls() {
    float[] theta = {10, 20};
    assertEquals(Outcome.STALLED, start(new Polyak(), TWO).step(theta, new float[2], 50));
    assertArrayEquals(new float[] {10, 20}, theta);
  }

  @Test
  void literallyAZeroGradientIsZeroOverZero() {
    float[] theta = {10, 20};
    Optimizer literal = start(new Polyak(0, NO_CAP, false), TWO);
    assertEquals(Outcome.DIVERGED, literal.step(theta, new float[2], 0));
    assertArrayEquals(new float[] {10, 20}, theta);
  }

  @Test
  void aScaleBeyondFloatIsRefused() {
    float[] theta = {10, 20};
    float tiny = 1e-25f; // 1 / 1e-50 is no float
    assertEquals(
        Outcome.DIVERGED, start(new Polyak(), TWO).step(theta, new float[] {tiny, tiny}, 1));
    assertArrayEquals(new float[] {10, 20}, theta);
  }

  @Test
  void guardedNormsDoNotOverflowWhereFloatWould() {
    float[] theta = {1e20f, 0};
    start(new Polyak(), TWO).step(theta, new float[] {2e20f, 0}, 1e40); // f = x²
    assertEquals(5e19f, theta[0], 1e13f);
  }

  @Test
  void everyTensorHasItsOwnScale() {
    float[] theta = {10, 20};
    Optimizer rule = start(new PolyakPerTensor(), TWO.split(1, 1));
    rule.step(theta, new float[] {2, 4}, 8); // scales 8/4 and 8/16
    assertArrayEquals(new float[] {6, 18}, theta);
    assertEquals(2, rule.telemetry().get("scale.part0").value);
    assertEquals(0.5, rule.telemetry().get("scale.part1").value);
  }

  @Test
  void anEqualShareDividesTheLoss() {
    float[] theta = {10, 20};
    start(new PolyakPerTensor(0, NO_CAP, true, LossShare.EQUAL), TWO.split(1, 1))
        .step(theta, new float[] {2, 4}, 8);
    assertArrayEquals(new float[] {8, 19}, theta);
  }

  @Test
  void aLayerIsAllSegmentsOfItsName() {
    ParameterLayout layout =
        ParameterLayout.builder()
            .add("one/weight", Role.WEIGHT, Shape.of(1))
            .add("one/bias", Role.BIAS, Shape.of(1))
            .add("two/weight", Role.WEIGHT, Shape.of(1))
            .build();
    float[] theta = {0, 0, 0};
    start(new PolyakPerLayer(), layout).step(theta, new float[] {3, 4, 5}, 25);
    assertArrayEquals(new float[] {-3, -4, -5}, theta);
  }

  @Test
  void aTensorWithoutGradientRests() {
    float[] theta = {10, 20};
    Optimizer rule = start(new PolyakPerTensor(), TWO.split(1, 1));
    assertEquals(Outcome.RUNNING, rule.step(theta, new float[] {0, 4}, 8));
    assertArrayEquals(new float[] {10, 18}, theta);
  }

  @Test
  void theHybridNeverGoesBeyondTheLinearRoot() {
    float[] theta = {10, 20};
    Optimizer rule = start(new PolyakHybrid(100, 0.9, 0.999, 1e-8, 0, true), TWO);
    rule.step(theta, new float[] {3, 4}, 50); // Adam's length 141, root at 50/5 = 10
    assertArrayEquals(new float[] {4, 12}, theta, 1e-6f);
    assertTrue(rule.telemetry().get("stepLength").value <= 10);
  }
}
