package dev.fluxion.optimizers;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Described;

/**
 * Reads an optimizer that is written in one word, as settings of other optimizers name it: {@code
 * adam}, {@code adam(learningRate=0.01,beta1=0.8)}, {@code spin-energy(base=adam(beta1=0.8))}. See
 * {@link CatalogText}.
 */
public final class SpecText {
  private SpecText() {}

  /**
   * The optimizer with an id and some of its settings.
   *
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  public static OptimizerSpec parse(String text) {
    return parse(OptimizerSpec.catalog(), text);
  }

  /** The entry of a catalog, such as that of schedules, with an id and some of its settings. */
  public static <T extends Described> T parse(Catalog<T> catalog, String text) {
    return CatalogText.parse(catalog, "an id of " + catalog.kind() + "s", text);
  }

  /**
   * The word that {@link #parse} reads as this optimizer: its id, and settings off the defaults.
   */
  public static String of(OptimizerSpec spec) {
    return CatalogText.of(OptimizerSpec.catalog(), spec);
  }

  /**
   * The optimizer that a setting of another names.
   *
   * @throws IllegalArgumentException as {@link #parse}, naming the setting
   */
  public static OptimizerSpec inner(String setting, String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + " = '" + text + "': " + e.getMessage(), e);
    }
  }
}
