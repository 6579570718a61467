package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Set;

/**
 * The Gauss–Newton method with conjugate gradients, for losses that are convex functions of the
 * outputs of a model: no matrix is formed, only products.
 *
 * <p>Formula: {@code (G + λI)p = -g} by {@link ConjugateGradients}, {@code G = Jᵀ(∇²ℓ)J} with the
 * Jacobian J of the outputs and the loss ℓ as a function of them; {@code θ ← θ + t·p}, t from a
 * {@link StrongWolfe} search that tries 1 first. G is positive semidefinite, so p leads downhill
 * everywhere; it is the Hessian where the model is linear or fits the data.
 *
 * <p>Source: C. F. Gauss, 1809; K. Levenberg, «A Method for the Solution of Certain Non-Linear
 * Problems in Least Squares», 1944 (λ); N. Schraudolph, «Fast Curvature Matrix-Vector Products for
 * Second-Order Gradient Descent», 2002. λ is fixed, 1e-4 by default: without it, steps along what
 * the data do not determine are long. A line search controls the step. An objective whose outputs
 * are not known is refused.
 *
 * @param maximumProducts most products in one step
 * @param forcing the constant η
 * @param damping the damping λ
 * @param sufficientDecrease the constant c₁ of the search
 * @param curvature the constant c₂ of the search
 * @param gradientTolerance the largest element of a gradient that counts as 0
 * @param changeTolerance the decrease of the loss that counts as none
 */
public record GaussNewton(
    @Setting(value = "most Gauss–Newton products in one step", min = 1) int maximumProducts,
    @Setting(
            value = "largest residual η of the inner loop, as a share of ‖g‖",
            above = 0,
            below = 1)
        double forcing,
    @Setting(value = "damping λ, added to the diagonal", min = 0) double damping,
    @Setting(value = "constant c₁ of the search, less than c₂", above = 0, below = 1)
        double sufficientDecrease,
    @Setting(value = "constant c₂ of the search", above = 0, below = 1) double curvature,
    @Setting(value = "largest element of a gradient that counts as 0", min = 0)
        double gradientTolerance,
    @Setting(value = "expected decrease of the loss that counts as none", min = 0)
        double changeTolerance)
    implements OptimizerSpec {
  public GaussNewton {
    Settings.check(
        GaussNewton.class,
        maximumProducts,
        forcing,
        damping,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
    QuasiNewton.check(sufficientDecrease, curvature);
  }

  /** The defaults. */
  public GaussNewton() {
    this(100, 1e-7, 1e-4, 1e-4, 0.9, 1e-7, 1e-9);
  }

  @Override
  public Card card() {
    return new Card(
        "gauss-newton",
        "The Gauss–Newton method with conjugate gradients, for models with a convex loss.",
        "θ ← θ + t·p,  (Jᵀ(∇²ℓ)J + λI)p = -g by conjugate gradients,  t from a strong Wolfe search",
        "C. F. Gauss, 1809; K. Levenberg, A Method for the Solution of Certain Non-Linear Problems"
            + " in Least Squares, 1944; N. Schraudolph, Fast Curvature Matrix-Vector Products for"
            + " Second-Order Gradient Descent, 2002",
        "λ is fixed, 1e-4 by default; a line search controls the step. Products count as two"
            + " evaluations each.");
  }

  @Override
  public Set<Need> needs() {
    return TruncatedNewton.needs();
  }

  @Override
  public Set<Invariance> invariances() {
    return TruncatedNewton.invariances();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new TruncatedNewtonEngine(common(), false, layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new TruncatedNewtonDefinition(common(), false, layout.size());
  }

  private TruncatedNewton common() {
    return new TruncatedNewton(
        true,
        maximumProducts,
        forcing,
        damping,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
  }
}
