package dev.fluxion.optimizers.transform;

import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An optimizer around another one, its {@code base}: it changes the gradient before the base's
 * step, or what the step does. {@link Chain} puts transforms one into the other.
 */
public interface Transform extends OptimizerSpec {
  /** The optimizer inside, as {@link SpecText} reads it. */
  String base();

  /** The optimizer inside. */
  default OptimizerSpec inner() {
    return SpecText.inner("base", base());
  }

  @Override
  default Set<Need> needs() {
    return inner().needs();
  }

  /** Requires that the text of a base other than the default can be read. */
  static void check(String base, String plain) {
    if (!base.equals(plain)) { // the catalog makes every record with its default
      SpecText.inner("base", base);
    }
  }

  /** Those of some symmetries that the base has as well. */
  default Set<Invariance> shared(Invariance... own) {
    Set<Invariance> all = EnumSet.noneOf(Invariance.class);
    all.addAll(List.of(own));
    all.retainAll(inner().invariances());
    return all;
  }

  /**
   * The optimizer inside, which must see no gradient but the one it is given.
   *
   * @throws IllegalArgumentException if it evaluates the objective itself
   */
  default OptimizerSpec obedient() {
    OptimizerSpec inner = inner();
    if (inner.needs().contains(Need.EXTRA_EVALUATIONS)) {
      throw new IllegalArgumentException(
          "base = '"
              + base()
              + "' takes gradients of its own, which "
              + card().id()
              + " could not change; allowed: an optimizer without extra evaluations");
    }
    return inner;
  }
}
