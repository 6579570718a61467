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
 * Document 004's rule: one scale for all parameters, loss over squared gradient norm.
 *
 * <p>Formula: {@code θ ← θ - s·g} with {@code s = min((L - L*) / |g|², cap)}. It is Newton's root
 * finding for {@code L = L*} along the gradient, and Polyak's step with factor 1.
 *
 * <p>On a quadratic with minimum L* and condition number κ, {@code f(next)/f} lies in [¼,
 * (κ+1)²/(16κ)] (Kantorovich): the loss surely falls only for κ ≤ 7+4√3 ≈ 13.93, the distance to
 * the minimizer always.
 *
 * <p>Source: B. Polyak, «Introduction to Optimization», 1987, section 5.3; document 004 (L* = 0, no
 * guards: {@code guarded=false}).
 *
 * @param lowerBound the lower bound L* of the loss
 * @param maxScale the cap on the scale
 * @param guarded false for the document's formula without any guard
 */
public record Polyak(
    @Setting("lower bound L* of the loss") double lowerBound,
    @Setting(value = "cap on the scale", above = 0, infinite = true) double maxScale,
    @Setting("false for the document's formula without any guard") boolean guarded)
    implements OptimizerSpec {
  public Polyak {
    Settings.check(Polyak.class, lowerBound, maxScale, guarded);
  }

  /** The defaults. */
  public Polyak() {
    this(0, Double.POSITIVE_INFINITY, true);
  }

  @Override
  public Card card() {
    return new Card(
        "polyak",
        "One scale for all parameters: loss over squared gradient norm.",
        "θ ← θ - s·g,  s = min((L - L*) / |g|², cap)",
        "B. Polyak, Introduction to Optimization, 1987; document 004, Update Rule",
        "Guarded by default: norms in double; L ≤ L* stops as REACHED, a zero gradient above L* as"
            + " STALLED, an overflow as DIVERGED. guarded=false is the document's formula in the"
            + " engine's precision.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND);
  }

  @Override
  public Set<Invariance> invariances() {
    return Invariances.scaleFree(
        lowerBound,
        maxScale,
        Invariance.PERMUTATION,
        Invariance.ROTATION,
        Invariance.TRANSLATION,
        Invariance.SEGMENTATION);
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
    return new GroupedPolyak(lowerBound, maxScale, guarded, 1, layout.whole().castToList());
  }
}
