package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.kernel.AbsoluteMax;
import dev.fluxion.optimizers.Invariance;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the classical rules share.
 *
 * <p>Formulas: {@code |g| < 2⁶²}, so that {@code (2g)²} is a float; a rule has the symmetry T if
 * its run on {@code f∘T⁻¹} from {@code Tθ₀} is T applied to its run on f from θ₀.
 */
final class Classical {
  private Classical() {}

  /** The given symmetries, and that of translation unless the parameters decay towards 0. */
  static Set<Invariance> symmetries(double decay, Invariance... others) {
    Set<Invariance> all = EnumSet.noneOf(Invariance.class);
    all.addAll(List.of(others));
    if (decay == 0) {
      all.add(Invariance.TRANSLATION);
    }
    return all;
  }

  /** A positive number rounded to a float that is not 0, so that 0/(0 + ε) stays 0. */
  static float positive(double epsilon) {
    return Math.max((float) epsilon, Float.MIN_VALUE);
  }

  /**
   * Whether a gradient, with decay added to it, may be so steep that its square, or that of twice
   * as much, is not a float: the second moment would be infinite for ever.
   *
   * @param steepest the largest magnitude in the gradient
   */
  static boolean tooSteep(double steepest, double weightDecay, float[] theta) {
    double decay =
        weightDecay == 0 ? 0 : weightDecay * AbsoluteMax.absoluteMax(theta.length, theta, 0);
    return !(steepest + decay < 0x1p62);
  }

  /** The same in double. */
  static boolean tooSteep(double[] gradient, double weightDecay, double[] theta) {
    for (int i = 0; i < theta.length; i++) {
      if (!(Math.abs(gradient[i] + weightDecay * theta[i]) < 0x1p510)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The number of elements of an n×n matrix.
   *
   * @throws IllegalArgumentException if they are more than an array can hold
   */
  static int square(String id, int n) {
    if ((long) n * n > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          id + " keeps a matrix of " + n + " x " + n + " numbers, more than an array can hold");
    }
    return n * n;
  }
}
