package dev.fluxion.optimizers.polyak;

import dev.fluxion.optimizers.Invariance;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which symmetries the rules of this family have. */
final class Invariances {
  private Invariances() {}

  /**
   * The given symmetries; and, with the lower bound 0 and without a cap, that of scale: loss over
   * squared gradient norm, times gradient, does not see a factor of the loss.
   */
  static Set<Invariance> scaleFree(double lowerBound, double maxScale, Invariance... others) {
    Set<Invariance> all = EnumSet.noneOf(Invariance.class);
    all.addAll(List.of(others));
    if (lowerBound == 0 && Double.isInfinite(maxScale)) {
      all.add(Invariance.LOSS_SCALE);
    }
    return all;
  }
}
