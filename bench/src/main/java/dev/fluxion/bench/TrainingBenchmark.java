package dev.fluxion.bench;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One training step: forward, backward and update. Run with {@code -prof gc}: the allocation rate
 * per operation must be 0. Agreement of engine and definition is proved on the first gradient.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrainingBenchmark extends Benchmarks {
  /** The problem. */
  @Param({"mlp-fit", "square-net-fit", "linear-regression", "rosenbrock"})
  public String problem;

  /** The optimizer. */
  @Param({"sgd", "adam", "polyak"})
  public String optimizer;

  private Problem opened;
  private Optimizer rule;
  private float[] theta;
  private float[] gradient;
  private float[] start;

  /** Opens the problem and proves that engine and definition agree. */
  @Setup
  public void agree() {
    opened = ProblemSpec.catalog().get(problem).open(RandomKey.of(1));
    rule = OptimizerSpec.catalog().get(optimizer).start(opened.layout(), RandomKey.of(1));
    int n = opened.dimension();
    start = Convert.toFloat(opened.start());
    theta = start.clone();
    gradient = new float[n];
    double[] expected = new double[n];
    opened.objective().valueAndGradient(theta, gradient);
    opened.definition().valueAndGradient(Convert.toDouble(theta), expected);
    for (int i = 0; i < n; i++) {
      if (Math.abs(gradient[i] - expected[i]) > 1e-5 * Math.max(1, Math.abs(expected[i]))) {
        throw new IllegalStateException("engine and definition disagree; nothing is timed");
      }
    }
  }

  /** One step from the same parameters every time, so that the work does not change. */
  @Benchmark
  public double step() {
    System.arraycopy(start, 0, theta, 0, start.length);
    double loss = opened.objective().valueAndGradient(theta, gradient);
    rule.step(theta, gradient, loss);
    return loss;
  }
}
