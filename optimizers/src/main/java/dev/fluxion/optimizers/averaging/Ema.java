package dev.fluxion.optimizers.averaging;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.transform.Transform;
import java.util.Set;

/**
 * Keeps an exponential moving average of the parameters beside the steps of another optimizer.
 *
 * <p>Formula: {@code a ← βₜa + (1 - βₜ)θ} after step t, {@code βₜ = min(β, (t - 1)/(t + 9))}, so
 * that a begins with the first θ and forgets it soon.
 *
 * <p>Source: B. Polyak, A. Juditsky, «Acceleration of Stochastic Approximation by Averaging», 1992;
 * the growing βₜ is that of TensorFlow's ExponentialMovingAverage with {@code num_updates = t - 1},
 * with its {@code (1 + n)/(10 + n)} taken from {@code n = -1} on.
 *
 * @param decay the memory β of the average
 * @param base the optimizer that takes the steps
 */
public record Ema(
    @Setting(value = "memory β of the average", min = 0, below = 1) double decay,
    @Setting("optimizer that takes the steps: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "adam";

  public Ema {
    Settings.check(Ema.class, decay, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public Ema() {
    this(0.999, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "ema",
        "Keeps an exponential moving average of the parameters.",
        "a ← βₜa + (1 - βₜ)θ,  βₜ = min(β, (t - 1)/(t + 9))",
        "B. Polyak, A. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992",
        "The memory grows to β, so that the start is forgotten.");
  }

  @Override
  public Set<Invariance> invariances() {
    return inner().invariances();
  }

  @Override
  public AveragingEngine start(ParameterLayout layout, RandomKey key) {
    return new AveragingEngine(new Rule(), inner().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new AveragingDefinition(new Rule(), inner().startDefinition(layout, key));
  }

  private final class Rule implements Weighting {
    @Override
    public boolean counts(long steps) {
      return true;
    }

    @Override
    public double weight(long averaged) {
      return 1 - Math.min(decay, averaged / (averaged + 10.0));
    }

    @Override
    public String begins() {
      return "the average begins with the first step";
    }
  }
}
