package dev.fluxion.autodiff.catalog;

/** Something that carries a {@link Card} and can be looked up by its id in a {@link Catalog}. */
public interface Described {
  /** The card. */
  Card card();
}
