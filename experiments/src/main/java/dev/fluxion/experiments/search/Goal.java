package dev.fluxion.experiments.search;

/** What a trial is judged by. */
public enum Goal {
  /** The smallest loss seen. */
  BEST,
  /** The loss at the end; infinite if the run diverged. */
  FINAL
}
