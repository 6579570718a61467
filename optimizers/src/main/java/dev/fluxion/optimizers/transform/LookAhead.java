package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpby;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * Lets another optimizer run ahead, and follows a part of the way.
 *
 * <p>Formula: after every k steps of the base, {@code φ ← (1 - a)φ + aθ} and {@code θ ← φ}, from
 * {@code φ = θ₀}.
 *
 * <p>Source: M. Zhang, J. Lucas, G. Hinton, J. Ba, «Lookahead Optimizer: k steps forward, 1 step
 * back», 2019, algorithm 1. The base keeps its state at the step back.
 *
 * @param every the number k of steps that the base runs ahead
 * @param part the part a of the way that is followed
 * @param base the optimizer that runs ahead
 */
public record LookAhead(
    @Setting(value = "number k of steps that the base runs ahead", min = 1) int every,
    @Setting(value = "part a of the way that is followed", above = 0, max = 1) double part,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  private static final String PLAIN = "sgd";

  public LookAhead {
    Settings.check(LookAhead.class, every, part, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public LookAhead() {
    this(5, 0.5, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "look-ahead",
        "Lets another optimizer run ahead, and follows a part of the way.",
        "φ ← (1 - a)φ + aθ, θ ← φ after every k steps of the base",
        "M. Zhang, J. Lucas, G. Hinton, J. Ba, Lookahead Optimizer: k steps forward, 1 step back,"
            + " 2019, algorithm 1",
        "The base keeps its state at the step back.");
  }

  @Override
  public Set<Invariance> invariances() {
    return inner().invariances();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(inner().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(inner().startDefinition(layout, key));
  }

  private final class Definition extends OptimizerDefinition {
    private final OptimizerDefinition base;
    private final double[] slow;
    private final Cell steps = number("steps", 0);

    Definition(OptimizerDefinition base) {
      super(base.dimension());
      this.base = base;
      this.slow = doubles("slow", base.dimension());
      include("base", base);
    }

    @Override
    public void attach(ObjectiveDefinition objective) {
      base.attach(objective);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double[] start = theta.clone();
      Outcome outcome = base.step(theta, gradient, loss);
      if (outcome.isFinal()) {
        return outcome;
      }
      if (steps.value == 0) {
        System.arraycopy(start, 0, slow, 0, slow.length);
      }
      steps.value++;
      if (steps.value % every == 0) {
        for (int i = 0; i < slow.length; i++) {
          slow[i] = (1 - part) * slow[i] + part * theta[i];
          theta[i] = slow[i];
        }
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final Optimizer base;
    private final float[] slow;
    private final float[] start;
    private final Cell steps = number("steps", 0);

    Engine(Optimizer base) {
      super(base.dimension());
      this.base = base;
      this.slow = floats("slow", base.dimension());
      this.start = new float[base.dimension()];
      include("base", base);
    }

    @Override
    public void attach(Objective objective) {
      base.attach(objective);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      if (steps.value == 0) {
        System.arraycopy(theta, 0, start, 0, n);
      }
      Outcome outcome = base.step(theta, gradient, loss);
      if (outcome.isFinal()) {
        return outcome;
      }
      if (steps.value == 0) {
        System.arraycopy(start, 0, slow, 0, n);
      }
      steps.value++;
      if (steps.value % every == 0) {
        Axpby.axpby(n, (float) part, (float) (1 - part), theta, 0, slow, 0);
        System.arraycopy(slow, 0, theta, 0, n);
      }
      return Outcome.RUNNING;
    }
  }
}
