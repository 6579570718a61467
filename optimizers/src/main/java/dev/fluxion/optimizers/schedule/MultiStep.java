package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Multiplies the rate at given steps.
 *
 * <p>Formula: {@code α·γ^c}, c the number of milestones ≤ k.
 *
 * <p>Source: PyTorch's MultiStepLR.
 *
 * @param milestones steps from which the rate is lower
 * @param gamma factor γ of a change
 */
public record MultiStep(
    @Setting(value = "steps from which the rate is lower", min = 0) ImmutableIntList milestones,
    @Setting(value = "factor γ of a change", min = 0) double gamma)
    implements Schedule {
  public MultiStep {
    Settings.check(MultiStep.class, milestones, gamma);
  }

  /** The defaults. */
  public MultiStep() {
    this(IntLists.immutable.with(500, 750), 0.1);
  }

  @Override
  public Card card() {
    return new Card(
        "multi-step",
        "Multiplies the rate at given steps.",
        "α·γ^(number of milestones ≤ k)",
        "PyTorch's MultiStepLR");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    int passed = 0;
    for (int i = 0; i < milestones.size(); i++) {
      passed += k >= milestones.get(i) ? 1 : 0;
    }
    return base * StrictMath.pow(gamma, passed);
  }
}
