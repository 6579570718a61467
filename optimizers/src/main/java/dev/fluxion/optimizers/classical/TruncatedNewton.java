package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What {@link Newton} and {@link GaussNewton} share.
 *
 * <p>Formula: {@code (B + λI)p = -g} by {@link ConjugateGradients}; {@code θ ← θ + t·p} with t from
 * {@link StrongWolfe}, which tries t = 1 first. It ends as {@code REACHED} where no element of g
 * exceeds {@code gradientTolerance} or a decrease of no more than {@code changeTolerance}, {@code
 * -gᵀp}, is expected; as {@code STALLED} where the search finds no lower loss.
 *
 * @param gaussNewton whether B is the Gauss–Newton matrix; else it is the Hessian
 * @param maximumProducts most products in one step
 * @param forcing the constant η of the inner loop
 * @param damping λ
 * @param sufficientDecrease the constant c₁ of the search
 * @param curvature the constant c₂ of the search
 * @param gradientTolerance the largest element of a gradient that counts as 0
 * @param changeTolerance the decrease of the loss that counts as none
 */
record TruncatedNewton(
    boolean gaussNewton,
    int maximumProducts,
    double forcing,
    double damping,
    double sufficientDecrease,
    double curvature,
    double gradientTolerance,
    double changeTolerance) {
  static Set<Need> needs() {
    return Set.of(Need.LOSS, Need.EXTRA_EVALUATIONS, Need.HESSIAN_PRODUCTS);
  }

  /** Of coordinates alone: the inner loop stops by √‖g‖, which a factor of the loss changes. */
  static Set<Invariance> invariances() {
    return Classical.symmetries(
        0, Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION);
  }

  StrongWolfe search() {
    return new StrongWolfe(sufficientDecrease, curvature);
  }

  /**
   * The curvature to use.
   *
   * @param exact what the objective knows
   * @param differences what stands in for it; null if nothing may
   */
  Curvature choose(Optional<Curvature> exact, Supplier<Curvature> differences) {
    if (gaussNewton) {
      String obstacle =
          exact.map(Curvature::gaussNewtonObstacle).orElse("this objective knows no curvature");
      if (!obstacle.isEmpty()) {
        throw new IllegalArgumentException(
            "gauss-newton needs products with the Gauss–Newton matrix, but "
                + obstacle
                + "; use newton, or a problem that fits a model");
      }
    } else if (exact.isEmpty() && differences == null) {
      throw new IllegalArgumentException(
          "newton needs products with the Hessian, but this objective knows none; set"
              + " differences=true to take central differences of its gradient");
    }
    return exact.isPresent() ? exact.get() : differences.get();
  }
}
