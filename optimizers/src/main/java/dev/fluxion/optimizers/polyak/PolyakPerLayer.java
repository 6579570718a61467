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
 * Document 004's second fix: a scale of its own for every layer.
 *
 * <p>Formula: for each layer ℓ (the segments that share a name up to the last slash), {@code θ_ℓ ←
 * θ_ℓ - s_ℓ·g_ℓ} with {@code s_ℓ = min(w(L - L*) / |g_ℓ|², cap)}; w = 1 in the document, 1/k with
 * {@code lossShare=equal}.
 *
 * <p>Source: document 004, Potential Fix Directions, 2.
 *
 * @param lowerBound the lower bound L* of the loss
 * @param maxScale the cap on the scale
 * @param guarded false for the document's formula without any guard
 * @param lossShare the part of the loss each layer is to remove
 */
public record PolyakPerLayer(
    @Setting("lower bound L* of the loss") double lowerBound,
    @Setting(value = "cap on the scale", above = 0, infinite = true) double maxScale,
    @Setting("false for the document's formula without any guard") boolean guarded,
    @Setting("the part of the loss each group is to remove") LossShare lossShare)
    implements OptimizerSpec {
  public PolyakPerLayer {
    Settings.check(PolyakPerLayer.class, lowerBound, maxScale, guarded, lossShare);
  }

  /** The defaults. */
  public PolyakPerLayer() {
    this(0, Double.POSITIVE_INFINITY, true, LossShare.TOTAL);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak-per-layer",
        "Loss over squared gradient norm, a scale of its own for every layer.",
        "θ_ℓ ← θ_ℓ - s_ℓ·g_ℓ,  s_ℓ = min(w(L - L*) / |g_ℓ|², cap)",
        "document 004, Potential Fix Directions, 2",
        "Guarded as polyak is; lossShare=equal divides the loss among the layers.");
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
    return GroupedPolyak.of(lowerBound, maxScale, guarded, lossShare, layout.layers().castToList());
  }
}
