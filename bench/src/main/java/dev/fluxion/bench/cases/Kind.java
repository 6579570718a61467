package dev.fluxion.bench.cases;

/** What sort of loop a case is: explains why the compiler's own vectorization does not help it. */
public enum Kind {
  /** Every element alone, plain arithmetic. */
  ELEMENTWISE("C2 does not vectorize this scalar loop by itself"),
  /** A sum over all elements. */
  REDUCTION("C2 may not reorder the additions of a floating-point reduction"),
  /** A polynomial with bit operations and branches per element. */
  TRANSCENDENTAL("C2 does not vectorize the chain of clamps, bit moves and selections"),
  /** A matrix product. */
  PRODUCT("C2 keeps no tile of the result in registers"),
  /** An optimizer's step: elementwise passes and reductions. */
  UPDATE("C2 does not vectorize all passes of this step"),
  /** Integer mixing followed by a transformation. */
  RANDOM("C2 does not vectorize the rounds of the generator"),
  /** Many calls of kernels. */
  PROGRAM("the kernels below do not gain from C2's vectorization"),
  /** A ceiling of the machine. */
  CEILING("C2 does not vectorize this loop by itself");

  private final String obstacle;

  Kind(String obstacle) {
    this.obstacle = obstacle;
  }

  /** Why superword gains nothing, where it is measured to gain nothing. */
  public String obstacle() {
    return obstacle;
  }
}
