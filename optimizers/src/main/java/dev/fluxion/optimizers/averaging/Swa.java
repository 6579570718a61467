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
 * Keeps the mean of the parameters at every so many steps of another optimizer.
 *
 * <p>Formula: {@code a ← (n·a + θ)/(n + 1)} after step {@code start + every}, {@code start +
 * 2·every} …
 *
 * <p>Source: P. Izmailov et al., «Averaging Weights Leads to Wider Optima and Better
 * Generalization», 2018, algorithm 1; its learning rate, constant or cyclical, is a schedule of the
 * base. Batch-norm statistics: see {@link AveragingEngine#withAverage}.
 *
 * @param start the number of steps before the first that counts
 * @param every the number of steps c of a cycle
 * @param base the optimizer that takes the steps
 */
public record Swa(
    @Setting(value = "number of steps before averaging begins", min = 0) int start,
    @Setting(value = "number of steps c of a cycle", min = 1) int every,
    @Setting("optimizer that takes the steps: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "adam";

  public Swa {
    Settings.check(Swa.class, start, every, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public Swa() {
    this(0, 1, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "swa",
        "Keeps the mean of the parameters at every so many steps.",
        "a ← (n·a + θ)/(n + 1) at the end of every cycle",
        "P. Izmailov et al., Averaging Weights Leads to Wider Optima and Better Generalization,"
            + " 2018, algorithm 1",
        "Statistics of batch normalization are recomputed by the caller, with"
            + " AveragingEngine.withAverage.");
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
      return steps > start && (steps - start) % every == 0;
    }

    @Override
    public double weight(long averaged) {
      return 1 / (averaged + 1.0);
    }

    @Override
    public String begins() {
      return "the average begins with step " + ((long) start + every);
    }
  }
}
