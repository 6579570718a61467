package dev.fluxion.optimizers;

/** How a step, or a whole run, ended. */
public enum Outcome {
  /** The step was taken; the run goes on. */
  RUNNING,
  /** The target or the known lower bound of the loss has been reached. */
  REACHED,
  /** The budget of steps is used up. */
  BUDGET,
  /** The observer ended the run. */
  STOPPED,
  /**
   * The rule cannot move from here (zero gradient, vanished potential …) without having arrived.
   */
  STALLED,
  /**
   * Loss or gradient are NaN or infinite, or the step would be; the parameters were left as they
   * were.
   */
  DIVERGED;

  /** Whether the run is over. */
  public boolean isFinal() {
    return this != RUNNING;
  }
}
