package dev.fluxion.autodiff.objective;

/**
 * The second derivatives of an objective, as products with vectors, in double: curvature without a
 * matrix.
 *
 * <p>Formula: {@code Hv} with {@code H = ∇²f(θ)}. For a loss {@code f = ℓ(z(θ))} of the outputs z
 * of a model, {@code H = Jᵀ(∇²ℓ)J + Σₖ ∂ℓ/∂zₖ·∇²zₖ}, J being the Jacobian of z; the first term is
 * the Gauss–Newton matrix, positive semidefinite where ℓ is convex.
 *
 * <p>Source: B. Pearlmutter, «Fast Exact Multiplication by the Hessian», 1994; N. Schraudolph,
 * «Fast Curvature Matrix-Vector Products for Second-Order Gradient Descent», 2002.
 */
public interface Curvature {
  /** Number of parameters. */
  int dimension();

  /**
   * {@code product ← ∇²f(θ)·v}.
   *
   * @param theta the parameters; not changed
   * @param v the vector; not changed
   * @param product receives the product; overwritten; not {@code v}
   */
  void hessianTimes(double[] theta, double[] v, double[] product);

  /**
   * {@code product ← Jᵀ(∇²ℓ)J·v}.
   *
   * @throws UnsupportedOperationException if {@link #gaussNewtonObstacle} says why
   */
  default void gaussNewtonTimes(double[] theta, double[] v, double[] product) {
    throw new UnsupportedOperationException(gaussNewtonObstacle());
  }

  /** Why there are no Gauss–Newton products; empty if there are. */
  default String gaussNewtonObstacle() {
    return "nothing is known about the outputs of a model in this objective";
  }
}
