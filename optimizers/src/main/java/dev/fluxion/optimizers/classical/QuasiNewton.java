package dev.fluxion.optimizers.classical;

import dev.fluxion.optimizers.Need;
import java.util.Set;

/**
 * What {@link Lbfgs} and {@link Bfgs} share: a step is one iteration, and a rule learns an inverse
 * Hessian H from it.
 *
 * <p>Formula: {@code d = -Hg}; {@code θ ← θ + t·d} with t from {@link StrongWolfe}, or {@code t =
 * α} without a line search; the next step learns from {@code s = t·d} and {@code y = g - g_before}
 * if {@code yᵀs > 1e-10}. The first step tries {@code t = α·min(1, 1/|g|)}, the others {@code t =
 * α}. It ends as {@code REACHED} where no element of g exceeds {@code gradientTolerance} or a
 * decrease of no more than {@code changeTolerance}, {@code -gᵀd}, is expected; as {@code STALLED}
 * where the search finds no lower loss.
 *
 * @param learningRate the step size α
 * @param lineSearch whether to search along the line
 * @param sufficientDecrease the constant c₁ of the search
 * @param curvature the constant c₂ of the search
 * @param gradientTolerance the largest element of a gradient that counts as 0
 * @param changeTolerance the decrease of the loss that counts as none
 */
record QuasiNewton(
    double learningRate,
    boolean lineSearch,
    double sufficientDecrease,
    double curvature,
    double gradientTolerance,
    double changeTolerance) {
  /** Below this, yᵀs says too little about the curvature. */
  static final double LEAST_CURVATURE = 1e-10;

  /** Refuses constants of the search that no step may satisfy. */
  static void check(double sufficientDecrease, double curvature) {
    if (sufficientDecrease >= curvature) {
      throw new IllegalArgumentException(
          "sufficientDecrease = "
              + sufficientDecrease
              + " is out of range; allowed: less than curvature = "
              + curvature);
    }
  }

  Set<Need> needs() {
    return lineSearch ? Set.of(Need.LOSS, Need.EXTRA_EVALUATIONS) : Set.of();
  }

  StrongWolfe search() {
    return new StrongWolfe(sufficientDecrease, curvature);
  }
}
