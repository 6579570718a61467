package dev.fluxion.laws;

/** What all laws share. */
public final class Laws {
  /**
   * The seed of all properties: a build tries the same cases, and gives the same verdict, on every
   * machine. Empty, every run tries new ones: set it so to hunt for counterexamples.
   */
  public static final String SEED = "20261121";

  private Laws() {}
}
