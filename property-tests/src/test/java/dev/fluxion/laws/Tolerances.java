package dev.fluxion.laws;

import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.OptimizerSpec;

/** All tolerances of the laws, each with its reason. A law that names none is exact. */
final class Tolerances {
  /** Half the distance of neighbouring doubles near 1. */
  static final double DOUBLE = 0x1p-53;

  /** Half the distance of neighbouring floats near 1. */
  static final double FLOAT = 0x1p-24;

  /**
   * Engine against definition, as a multiple of what random errors of 2⁻²⁴ in θ and gradient do to
   * the definition. Over 3000 bowls the median is 0.6 and the largest is 16 (a rule whose scale
   * bursts near a minimum above its lower bound); a wrong constant shows as thousands.
   */
  static final double ENGINE = 64;

  /**
   * The same for rules that take differences of gradients: an error of 2⁻²⁴|g| divided by h = 5e-3
   * is amplified by up to |g| / (hHᵢᵢ); the largest of 3000 bowls is 162.
   */
  static final double ENGINE_WITH_DIFFERENCES = 1024;

  /**
   * Invariances of the definition, relative to the size of the run and multiplied by the growth of
   * small errors in it. Rounding is 1e-16; the rest is reserve. A broken symmetry shows as 1e-3.
   */
  static final double INVARIANCE = 1e-9;

  /** The same for differences of gradients with h = 1e-5: κ|θ - a|·2⁻⁵³/h. */
  static final double INVARIANCE_WITH_DIFFERENCES = 1e-6;

  /** Double backward against central differences; their own error is of order h⁴, h = 1e-3. */
  static final double GRADIENT_FORMULA = 1e-6;

  /** Float engine against double definition of a program: some hundred roundings of 6e-8. */
  static final double GRADIENT_ENGINE = 2e-5;

  /**
   * A float vector that is scaled to a norm has it up to one rounding of every element and one of
   * the factor.
   */
  static final double FLOAT_NORM = 4 * FLOAT;

  /** E = V(Π² + s), computed again from θ and Π: the rescaling, one division, one root. */
  static final double ENERGY = 1e-12;

  /** The norm of 400 normal numbers: three standard deviations of 1/√800. */
  static final double NORM_OF_NORMALS = 0.11;

  /** A float product: one rounding, and one of a factor. */
  static final double FLOAT_PRODUCT = 2 * FLOAT;

  /** A first step in double: 1-βᵗ loses up to ten bits at β₂ = 0.999, and a root halves that. */
  static final double FIRST_STEP = 1e-12;

  /** The same in float: the moments, their corrections, a root and a quotient. */
  static final double FIRST_STEP_FLOAT = 16 * FLOAT;

  /**
   * Quasi-Newton against conjugate gradients: the search leaves a slope of 1e-8 of the first, which
   * six steps with κ = 20 amplify.
   */
  static final double CONJUGATE = 1e-5;

  /** A determinant by central differences with h = 1e-4: h² and 2⁻⁵³/h, times third derivatives. */
  static final double VOLUME = 1e-6;

  /**
   * Areas by differences of fourth order with h = 2⁻¹⁰: h⁴/30 times fifth derivatives below 1e4,
   * and 2⁻⁵³/h.
   */
  static final double AREA = 1e-8;

  /**
   * Derivatives of small nets and spectra of small matrices in double: some thousand roundings of
   * 2⁻⁵³ on numbers that are at most a hundred times the scale they are compared with.
   */
  static final double DUAL = 1e-10;

  /** Slopes in a log-log plot over four halvings: the next order of the error is still seen. */
  static final double ORDER = 0.2;

  private Tolerances() {}

  /** Engine against definition. */
  static double engine(OptimizerSpec spec) {
    return takesDifferences(spec) ? ENGINE_WITH_DIFFERENCES : ENGINE;
  }

  /** Invariances. */
  static double invariance(OptimizerSpec spec) {
    return takesDifferences(spec) ? INVARIANCE_WITH_DIFFERENCES : INVARIANCE;
  }

  private static boolean takesDifferences(OptimizerSpec spec) {
    return spec.needs().contains(Need.EXTRA_EVALUATIONS);
  }

  /**
   * Relative error of sums over n products with a matrix of condition κ, as they enter the polyak
   * laws: n roundings, amplified by at most κ; 16 for the few sums in a step.
   */
  static double quadratic(int n, double condition) {
    return 16 * n * condition * DOUBLE;
  }

  /**
   * A matrix turned by n reflections, each of n products with a quotient: 32 roundings for each.
   */
  static double reflections(int n) {
    return 32 * (n + 1) * n * DOUBLE;
  }
}
