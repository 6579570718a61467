package dev.fluxion.experiments.search;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Zakharov;
import java.util.List;

/** Small studies for tests. */
final class Studies {
  /** One dimension of every kind. */
  static final Space SPACE =
      Space.parse(
          """
          {"learningRate": {"type": "log", "low": 1e-4, "high": 10},
           "beta1": {"type": "uniform", "low": 0.5, "high": 1},
           "beta2": [0.9, 0.99, 0.999],
           "epsilon": 1e-8}\
          """);

  private Studies() {}

  static Task task(ProblemSpec problem, OptimizerSpec optimizer, int steps, long seed) {
    return Task.of(
        RunKey.of("test", "test", problem, optimizer, Precision.DOUBLE, steps, seed), Goal.BEST);
  }

  static Study adam(Sampler sampler, Pruner pruner) {
    return new Study(task(new Zakharov(3), new Adam(), 40, 0), SPACE, sampler, pruner, 5);
  }

  static List<Sampler> samplers() {
    return List.of(
        new RandomSampler(),
        new GridSampler(3),
        new SobolSampler(),
        new TpeSampler(),
        new CmaEsSampler());
  }
}
