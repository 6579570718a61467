package dev.fluxion.experiments;

/** How much work a run of the laboratory may do. */
public enum Scale {
  /** Seconds; for continuous integration. */
  SMOKE,
  /** Minutes at most; the default. */
  NORMAL,
  /** As long as it takes. */
  FULL;

  /** One of three values. */
  public int choose(int smoke, int normal, int full) {
    return switch (this) {
      case SMOKE -> smoke;
      case NORMAL -> normal;
      case FULL -> full;
    };
  }
}
