package dev.fluxion.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.parallel.Workers;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Nesterov;
import dev.fluxion.optimizers.classical.Sgd;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Large steps are shared among the threads: θ and state have the bits of one thread. */
class ParallelStepTest {
  private static final int N = 100_003;
  private final int threads = Workers.count();

  @AfterEach
  void restore() {
    Workers.limit(threads);
  }

  static Stream<OptimizerSpec> specs() {
    return Stream.of(
        new Adam(), new AdamW(), new Sgd(), new Momentum(0.01, 0.9), new Nesterov(0.01, 0.9));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void anyNumberOfThreadsGivesTheSameBits(OptimizerSpec spec) {
    Workers.limit(1);
    float[] expected = new float[N];
    State state = train(spec, expected);
    for (int t = 2; t <= threads; t++) {
      Workers.limit(t);
      float[] theta = new float[N];
      State other = train(spec, theta);
      assertEquals(state.numbers(), other.numbers());
      state.floats().forEach((name, x) -> assertArrayEquals(x, other.floats().get(name), name));
      assertArrayEquals(expected, theta);
    }
  }

  private static State train(OptimizerSpec spec, float[] theta) {
    RandomKey key = RandomKey.of(3);
    Optimizer optimizer = spec.start(ParameterLayout.vector("theta", N), key);
    float[] gradient = new float[N];
    for (int step = 0; step < 4; step++) {
      key.split(step).normals(0, N, gradient, 0);
      assertEquals(Outcome.RUNNING, optimizer.step(theta, gradient, 1));
    }
    return optimizer.save();
  }
}
