package dev.fluxion.bench.cases;

/** What a case computes, in terms that another library can compute too. */
public sealed interface Subject {
  /**
   * {@code C ← A·B} with A of m × k and B of k × n, row-major.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k inner length
   * @param transposedA whether A is stored as k × m
   * @param transposedB whether B is stored as n × k
   */
  record Product(int m, int n, int k, boolean transposedA, boolean transposedB) implements Subject {
    /** A as stored. */
    public float[] a() {
      return Inputs.normals("a", m * k);
    }

    /** B as stored. */
    public float[] b() {
      return Inputs.normals("b", k * n);
    }
  }

  /**
   * A function of every element of {@link Inputs#normals}{@code ("x", n)}.
   *
   * @param function its name
   * @param n number of elements
   */
  record Map(String function, int n) implements Subject {}

  /**
   * A reduction of {@link Inputs#normals}{@code ("x", n)}, and of "y" if it takes two.
   *
   * @param function its name
   * @param n number of elements
   */
  record Reduction(String function, int n) implements Subject {}

  /**
   * A step of an optimizer from θ = normals("theta", n) with the gradient normals("gradient", n).
   *
   * @param rule the optimizer's name
   * @param n number of parameters
   */
  record Step(String rule, int n) implements Subject {}

  /**
   * Normally distributed random numbers.
   *
   * @param n how many
   */
  record Normals(int n) implements Subject {}

  /** Something of our own. */
  record Own() implements Subject {}
}
