package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes one step by the mean of several gradients.
 *
 * <p>Formula: {@code s ← s + g/k}; every k-th time the base's step by s and the mean loss, and
 * {@code s ← 0}. In between θ rests.
 *
 * <p>Source: common practice; a step by k minibatches is that by their union.
 *
 * @param every the number k of gradients to a step
 * @param base the optimizer that takes the step
 */
public record Accumulation(
    @Setting(value = "number k of gradients to a step", min = 1) int every,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public Accumulation {
    Settings.check(Accumulation.class, every, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public Accumulation() {
    this(4, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "accumulation",
        "Takes one step by the mean of several gradients.",
        "s ← s + g/k; every k-th time the base's step by s, and s ← 0",
        "common practice",
        "The mean, not the sum, so that the learning rate need not change with k.");
  }

  @Override
  public Set<Invariance> invariances() {
    return inner().invariances();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(obedient().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(obedient().startDefinition(layout, key));
  }

  private final class Definition extends OptimizerDefinition {
    private final OptimizerDefinition base;
    private final double[] mean;
    private final Cell count = number("count", 0);
    private final Cell meanLoss = number("meanLoss", 0);

    Definition(OptimizerDefinition base) {
      super(base.dimension());
      this.base = base;
      this.mean = doubles("mean", base.dimension());
      include("base", base);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double[] next = mean.clone();
      for (int i = 0; i < next.length; i++) {
        next[i] += gradient[i] / every;
      }
      double nextLoss = meanLoss.value + loss / every;
      if (!Double.isFinite(nextLoss) || !Arrays.stream(next).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      boolean full = count.value + 1 == every;
      if (full) {
        Outcome outcome = base.step(theta, next, nextLoss);
        if (outcome.isFinal()) {
          return outcome;
        }
        Arrays.fill(next, 0);
      }
      System.arraycopy(next, 0, mean, 0, next.length);
      meanLoss.value = full ? 0 : nextLoss;
      count.value = full ? 0 : count.value + 1;
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final Optimizer base;
    private final float[] mean;
    private final float[] next;
    private final Cell count = number("count", 0);
    private final Cell meanLoss = number("meanLoss", 0);

    Engine(Optimizer base) {
      super(base.dimension());
      this.base = base;
      this.mean = floats("mean", base.dimension());
      this.next = new float[base.dimension()];
      include("base", base);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      System.arraycopy(mean, 0, next, 0, n);
      Axpy.axpy(n, 1f / every, gradient, 0, next, 0);
      double nextLoss = meanLoss.value + loss / every;
      if (!Double.isFinite(nextLoss) || !AllFinite.allFinite(n, next, 0)) {
        return Outcome.DIVERGED;
      }
      boolean full = count.value + 1 == every;
      if (full) {
        Outcome outcome = base.step(theta, next, nextLoss);
        if (outcome.isFinal()) {
          return outcome;
        }
        Arrays.fill(next, 0);
      }
      System.arraycopy(next, 0, mean, 0, n);
      meanLoss.value = full ? 0 : nextLoss;
      count.value = full ? 0 : count.value + 1;
      return Outcome.RUNNING;
    }
  }
}
