package dev.fluxion.optimizers.polyak;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Set;

/**
 * Document 004's first fix: a scale of its own for every parameter tensor.
 *
 * <p>Formula: for each tensor T, {@code θ_T ← θ_T - s_T·g_T} with {@code s_T = min(w(L - L*) /
 * |g_T|², cap)}; the document takes w = 1 (the total loss), which makes k tensors overshoot k
 * times; {@code lossShare=equal} takes w = 1/k.
 *
 * <p>Source: document 004, Potential Fix Directions, 1.
 *
 * @param lowerBound the lower bound L* of the loss
 * @param maxScale the cap on the scale
 * @param guarded false for the document's formula without any guard
 * @param lossShare the part of the loss each tensor is to remove
 */
public record PolyakPerTensor(
    @Setting("lower bound L* of the loss") double lowerBound,
    @Setting(value = "cap on the scale", above = 0, infinite = true) double maxScale,
    @Setting("false for the document's formula without any guard") boolean guarded,
    @Setting("the part of the loss each group is to remove") LossShare lossShare)
    implements OptimizerSpec {
  public PolyakPerTensor {
    Settings.check(PolyakPerTensor.class, lowerBound, maxScale, guarded, lossShare);
  }

  /** The defaults. */
  public PolyakPerTensor() {
    this(0, Double.POSITIVE_INFINITY, true, LossShare.TOTAL);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-per-tensor",
        "Loss over squared gradient norm, a scale of its own for every parameter tensor.",
        "θ_T ← θ_T - s_T·g_T,  s_T = min(w(L - L*) / |g_T|², cap)",
        "document 004, Potential Fix Directions, 1",
        "Guarded as polyak is; lossShare=equal divides the loss among the tensors.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND);
  }

  @Override
  public Set<Invariance> invariances() {
    return Invariances.scaleFree(lowerBound, maxScale, Invariance.TRANSLATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return rule(layout).start(layout);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return rule(layout).startDefinition(layout);
  }

  private GroupedPolyak rule(ParameterLayout layout) {
    return GroupedPolyak.of(
        lowerBound, maxScale, guarded, lossShare, layout.tensors().castToList());
  }
}
