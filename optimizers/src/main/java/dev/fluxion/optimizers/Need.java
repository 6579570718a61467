package dev.fluxion.optimizers;

/** What a rule asks for beyond the gradient; declared on its card, so that tests branch on data. */
public enum Need {
  /** The value of the loss enters the step. */
  LOSS,
  /** A lower bound of the loss is a hyperparameter. */
  LOWER_BOUND,
  /** Random numbers. */
  NOISE,
  /** More than one evaluation of the objective per step. */
  EXTRA_EVALUATIONS,
  /** Products of second derivatives with vectors. */
  HESSIAN_PRODUCTS
}
