package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.EcdSep;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps of live optimizers, as a user runs them: with their checks of loss and gradient. Counted
 * are the least flops and bytes that the formula needs, in a single pass.
 */
final class Steps {
  private static final int[] SIZES = {1_000, 100_000, 1_000_000, 10_000_000};

  private final List<Case> cases = new ArrayList<>();

  private Steps() {
    row("adam", new Adam(), 16, 16, 12, 16);
    row("adamw", new AdamW(), 16, 16, 12, 16);
    row("momentum", new Momentum(), 7, 12, 8, 12);
    row("sgd", new Sgd(), 2, 8, 4, 8);
    row("ecdsep", new EcdSep(0.4, 1, 1e-5, 0, 1, true, 0, true, 1e-10, 1e-40), 12, 12, 8, 12);
  }

  static List<Case> cases() {
    return new Steps().cases;
  }

  /** Flops, bytes read, bytes written and bytes of the arrays, each per parameter. */
  private void row(String name, OptimizerSpec spec, int flops, int read, int written, int arrays) {
    for (int n : SIZES) {
      cases.add(
          new Case(
              Part.OPTIM,
              Table.sized(name, n),
              Metric.MICROSECONDS,
              Kind.UPDATE,
              Cost.perElement(n, flops, read, written, arrays),
              new Subject.Step(name, n),
              () -> work(spec, n)));
    }
  }

  private static Work work(OptimizerSpec spec, int n) {
    Optimizer rule = spec.start(ParameterLayout.vector("theta", n), RandomKey.of(1));
    float[] theta = Inputs.normals("theta", n);
    float[] gradient = Inputs.normals("gradient", n);
    return new Work(
        () -> {
          if (rule.step(theta, gradient, 1) != Outcome.RUNNING) {
            throw new IllegalStateException("the optimizer has stopped");
          }
        },
        theta);
  }
}
