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
 * Newton's method with conjugate gradients (Newton–CG): no matrix is formed, only products with the
 * Hessian.
 *
 * <p>Formula: {@code Hp = -g} by {@link ConjugateGradients} until {@code ‖Hp + g‖ ≤ min(η,
 * √‖g‖)·‖g‖}, or as far as H curves upwards; {@code θ ← θ + t·p}, t from a {@link StrongWolfe}
 * search that tries 1 first.
 *
 * <p>Source: R. Dembo, T. Steihaug, «Truncated-Newton Algorithms for Large-Scale Unconstrained
 * Optimization», 1983; J. Nocedal, S. Wright, «Numerical Optimization», 2006, algorithm 7.1. Three
 * deviations: a largest number of products; strong Wolfe conditions instead of Armijo's alone; and
 * η = 1e-7 instead of 0.5, so that the step is Newton's to the precision of a float gradient (and
 * 21 steps lead through Rosenbrock's valley, instead of 70); larger ones spend less on each step.
 * Products are exact where the objective is recorded on a tape; elsewhere they are central
 * differences of the gradient, unless that is switched off.
 *
 * @param maximumProducts most products in one step
 * @param forcing the constant η
 * @param differences whether differences of gradients may stand in for exact products
 * @param sufficientDecrease the constant c₁ of the search
 * @param curvature the constant c₂ of the search
 * @param gradientTolerance the largest element of a gradient that counts as 0
 * @param changeTolerance the decrease of the loss that counts as none
 */
public record Newton(
    @Setting(value = "most Hessian products in one step", min = 1) int maximumProducts,
    @Setting(
            value = "largest residual η of the inner loop, as a share of ‖g‖",
            above = 0,
            below = 1)
        double forcing,
    @Setting("whether central differences of the gradient may stand in for exact products")
        boolean differences,
    @Setting(value = "constant c₁ of the search, less than c₂", above = 0, below = 1)
        double sufficientDecrease,
    @Setting(value = "constant c₂ of the search", above = 0, below = 1) double curvature,
    @Setting(value = "largest element of a gradient that counts as 0", min = 0)
        double gradientTolerance,
    @Setting(value = "expected decrease of the loss that counts as none", min = 0)
        double changeTolerance)
    implements OptimizerSpec {
  public Newton {
    Settings.check(
        Newton.class,
        maximumProducts,
        forcing,
        differences,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
    QuasiNewton.check(sufficientDecrease, curvature);
  }

  /** The defaults. */
  public Newton() {
    this(100, 1e-7, true, 1e-4, 0.9, 1e-7, 1e-9);
  }

  @Override
  public Card card() {
    return new Card(
        "newton",
        "Newton's method with conjugate gradients, by products with the Hessian.",
        "θ ← θ + t·p,  Hp = -g by conjugate gradients as far as H curves upwards,  t from a strong"
            + " Wolfe search",
        "R. Dembo, T. Steihaug, Truncated-Newton Algorithms for Large-Scale Unconstrained"
            + " Optimization, 1983; J. Nocedal, S. Wright, Numerical Optimization, 2006, algorithm"
            + " 7.1",
        "A largest number of products; strong Wolfe conditions instead of Armijo's; η = 1e-7"
            + " instead of 0.5. Exact products count as two evaluations each.");
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
    return new TruncatedNewtonEngine(common(), differences, layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new TruncatedNewtonDefinition(common(), differences, layout.size());
  }

  private TruncatedNewton common() {
    return new TruncatedNewton(
        false,
        maximumProducts,
        forcing,
        0,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
  }
}
