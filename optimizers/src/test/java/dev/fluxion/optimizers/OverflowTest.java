package dev.fluxion.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.classical.AdaGrad;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.EcdSep;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finite loss and gradient from which a step would overflow: refused, with nothing touched. */
class OverflowTest {
  private static final int N = 2500; // blocks, and a rest
  private static final RandomKey KEY = RandomKey.of(3);

  static List<OptimizerSpec> steep() {
    return List.of(
        new Sgd(10, 0, 0, false, 0),
        new Sgd(10, 0, 0, false, 0.1),
        new Sgd(10, 0.9, 0, false, 0),
        new Sgd(10, 0.9, 0.5, true, 0.1),
        new Momentum(10, 0.9),
        new Adam(0.001, 0.9, 0.999, 1e-8, 0),
        new Adam(0.001, 0.9, 0.999, 1e-8, 0.1),
        new AdamW(),
        new EcdSep(10, 1, 1e-3, 0, 1, true, 0, true, 0, 0),
        new EcdSep(10, 1, 0, 0, 1, true, 0.1, false, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("steep")
  void anOverflowingStepIsRefusedAndNothingIsTouched(OptimizerSpec spec) {
    for (int steps : new int[] {0, 2}) {
      for (int hostile : new int[] {0, 1500, N - 1}) {
        Live live = new Live(spec, 1);
        for (int k = 0; k < steps; k++) {
          assertEquals(Outcome.RUNNING, live.step(1));
        }
        live.gradient[hostile] = 3e38f;
        live.expectRefusal();
        live.gradient[hostile] = 1;
        assertEquals(Outcome.RUNNING, live.step(1));
        assertTrue(live.finite());
      }
    }
  }

  @Test
  void definitionsRefuseItToo() {
    for (OptimizerSpec spec : steep()) {
      OptimizerDefinition definition = spec.startDefinition(ParameterLayout.vector("x", 2), KEY);
      double[] theta = {1, -1};
      String before = text(definition.save());
      double[] gradient = {1, 1.7e308};
      assertEquals(Outcome.DIVERGED, definition.step(theta, gradient, 1), spec.toString());
      assertArrayEquals(new double[] {1, -1}, theta);
      assertEquals(before, text(definition.save()), spec.toString());
    }
  }

  /** Beyond the bound that settles it at once, but within floats. */
  @Test
  void hugeStepsThatDoNotOverflowAreTaken() {
    Live sgd = new Live(new Sgd(10, 0, 0, false, 0), 1);
    sgd.gradient[7] = 3e37f;
    assertEquals(Outcome.RUNNING, sgd.step(1));
    assertEquals(-3e38f, sgd.theta[7], 1e32f);
    Live momentum = new Live(new Momentum(1e-6, 0.9), 1);
    momentum.gradient[7] = 3e38f;
    assertEquals(Outcome.RUNNING, momentum.step(1));
    assertEquals(-3e32f, momentum.theta[7], 1e26f);
    momentum.expectRefusal(); // 0.9·3e38 + 3e38
    Live adam = new Live(new Adam(), 1);
    adam.gradient[7] = 1.8e19f;
    assertEquals(Outcome.RUNNING, adam.step(1));
    assertEquals(1 - 0.001f, adam.theta[7], 1e-6f);
  }

  /** The second moment is not a float, so θ would stop for ever. */
  @Test
  void adamRefusesGradientsWhoseSquareOverflows() {
    for (OptimizerSpec spec : List.of(new Adam(), new AdamW())) {
      Live live = new Live(spec, 1);
      live.gradient[100] = 2e19f;
      live.expectRefusal();
    }
  }

  static List<OptimizerSpec> registered() {
    return OptimizerSpec.catalog().all().stream()
        .filter(spec -> !spec.needs().contains(Need.EXTRA_EVALUATIONS))
        .toList();
  }

  /** Finite, but beyond what a square, a sum or a step may hold: taken or refused, not kept. */
  @ParameterizedTest
  @MethodSource("registered")
  void hugeGradientsLeaveNothingThatIsNotFinite(OptimizerSpec spec) {
    for (float huge : new float[] {4e18f, 2e19f, 3e38f}) {
      for (int steps : new int[] {0, 2}) {
        Live live = new Live(spec, 1);
        Arrays.fill(live.theta, 1);
        for (int k = 0; k < steps; k++) {
          assertEquals(Outcome.RUNNING, live.step(1));
        }
        String before = Arrays.toString(live.theta) + text(live.optimizer.save());
        live.gradient[7] = huge;
        live.gradient[8] = -huge;
        if (live.step(1) == Outcome.DIVERGED) {
          assertEquals(before, Arrays.toString(live.theta) + text(live.optimizer.save()));
        }
        assertTrue(live.finite(), spec.toString());
      }
    }
  }

  /** Sums of many squares that are floats end at the largest float. */
  @Test
  void adaGradsSumHasAnEnd() {
    Live live = new Live(new AdaGrad(), 4e18f);
    for (int k = 0; k < 100; k++) {
      assertEquals(Outcome.RUNNING, live.step(1));
    }
    assertTrue(live.finite());
    assertEquals(Float.MAX_VALUE, live.optimizer.save().floats().get("sumOfSquares")[0]);
  }

  /** The same in double. */
  @ParameterizedTest
  @MethodSource("registered")
  void definitionsKeepNothingThatIsNotFinite(OptimizerSpec spec) {
    for (double huge : new double[] {1e155, 1e300}) {
      OptimizerDefinition definition = spec.startDefinition(ParameterLayout.vector("x", 3), KEY);
      double[] theta = {1, -1, 2};
      definition.step(theta, new double[] {1, huge, -huge}, 1);
      State state = definition.save();
      assertTrue(Arrays.stream(theta).allMatch(Double::isFinite), spec.toString());
      assertTrue(
          state.doubles().values().stream()
              .flatMapToDouble(Arrays::stream)
              .allMatch(Double::isFinite),
          spec.toString());
      assertTrue(state.numbers().values().stream().allMatch(Double::isFinite), spec.toString());
    }
  }

  /** 0 / 0. */
  @Test
  void adamWithoutEpsilonRefusesAZeroGradient() {
    Live live = new Live(new Adam(0.001, 0.9, 0.999, 0, 0), 0);
    live.expectRefusal();
    Arrays.fill(live.gradient, 1);
    assertEquals(Outcome.RUNNING, live.step(1));
    assertTrue(live.finite());
  }

  @Test
  void aMoveBeyondTheLargestFloatIsRefused() {
    EcdSep spec = new EcdSep(1e38, 1, 0, 0, 1, true, 0, true, 0, 0);
    Live live = new Live(spec, 1e-38f / (float) Math.sqrt(N));
    Arrays.fill(live.theta, 1);
    live.theta[2] = -3.4e38f;
    live.expectRefusal();
    live.theta[2] = 1;
    assertEquals(Outcome.RUNNING, live.step(1));
    assertTrue(live.finite());
  }

  /** All chaos and no memory: Π keeps its length and is finite. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e20, 1e39, 1e300})
  void hugeNoiseTurnsTheMomentumAndKeepsItsNorm(double nu) {
    EcdSep spec = new EcdSep(0.01, 1, nu, 0, 2, true, 0, true, 0, 0);
    Live live = new Live(spec, 1);
    for (int k = 0; k < 3; k++) {
      assertEquals(Outcome.RUNNING, live.step(1));
      float[] pi = live.optimizer.save().floats().get("momentum");
      double squared = live.optimizer.save().numbers().get("momentumSquared");
      assertTrue(live.finite());
      assertEquals(squared, Dot.sumOfSquares(N, pi, 0), 1e-5 * squared);
    }
    OptimizerDefinition definition = spec.startDefinition(ParameterLayout.vector("x", 2), KEY);
    assertEquals(Outcome.RUNNING, definition.step(new double[2], new double[] {1, 2}, 1));
    double[] pi = definition.save().doubles().get("momentum");
    double squared = definition.save().numbers().get("momentumSquared");
    assertEquals(squared, pi[0] * pi[0] + pi[1] * pi[1], 1e-12 * squared);
  }

  @Test
  void aFirstGradientOfZeroGivesNoMomentum() {
    EcdSep spec = new EcdSep(0.1, 1, 1e-3, 0, 2, true, 0, true, 0, 0);
    Live live = new Live(spec, 0);
    OptimizerDefinition definition = spec.startDefinition(ParameterLayout.vector("x", 2), KEY);
    assertEquals(Outcome.RUNNING, live.step(1));
    assertEquals(Outcome.RUNNING, definition.step(new double[2], new double[2], 1));
    assertEquals(0.0, live.optimizer.save().numbers().get("momentumSquared"));
    assertEquals(0.0, definition.save().numbers().get("momentumSquared"));
    assertArrayEquals(new float[N], live.optimizer.save().floats().get("momentum"));
  }

  /** An engine with its parameters, and gradients that are all the same but for the test's. */
  private static final class Live {
    final Optimizer optimizer;
    final float[] theta = new float[N];
    final float[] gradient = new float[N];

    Live(OptimizerSpec spec, float slope) {
      optimizer = spec.start(ParameterLayout.vector("x", N), KEY);
      Arrays.fill(theta, spec instanceof Adam ? 1 : 0);
      Arrays.fill(gradient, slope);
    }

    Outcome step(double loss) {
      return optimizer.step(theta, gradient, loss);
    }

    void expectRefusal() {
      float[] thetaBefore = theta.clone();
      String before = text(optimizer.save());
      assertEquals(Outcome.DIVERGED, step(1));
      assertArrayEquals(thetaBefore, theta);
      assertEquals(before, text(optimizer.save()));
    }

    boolean finite() {
      State state = optimizer.save();
      return AllFinite.allFinite(N, theta, 0)
          && state.floats().values().stream().allMatch(x -> AllFinite.allFinite(x.length, x, 0))
          && state.numbers().values().stream().allMatch(Double::isFinite);
    }
  }

  private static String text(State state) {
    StringBuilder text = new StringBuilder(state.numbers().toString());
    state.floats().values().forEach(x -> text.append(" #").append(Arrays.hashCode(x)));
    state.doubles().values().forEach(x -> text.append(" #").append(Arrays.hashCode(x)));
    return text.toString();
  }
}
