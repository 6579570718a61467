package dev.fluxion.optimizers;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Set;

/**
 * An optimizer and its hyperparameters: an immutable, validated record that prints, compares, and
 * gives the command line its flags.
 *
 * <p>To add an optimizer, write one public record with a constructor without arguments (the
 * defaults) and name it in {@code META-INF/services/dev.fluxion.optimizers.OptimizerSpec}.
 */
public interface OptimizerSpec extends Described {
  /** Starts the float engine. */
  Optimizer start(ParameterLayout layout, RandomKey key);

  /** Starts the double definition. */
  OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key);

  /** What the rule asks for beyond the gradient. */
  default Set<Need> needs() {
    return Set.of();
  }

  /** The symmetries that the rule claims. */
  default Set<Invariance> invariances() {
    return Set.of();
  }

  /** All registered optimizers, with their defaults. */
  static Catalog<OptimizerSpec> catalog() {
    return Catalog.load("optimizer", OptimizerSpec.class);
  }
}
