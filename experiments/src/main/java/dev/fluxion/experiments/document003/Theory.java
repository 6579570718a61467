package dev.fluxion.experiments.document003;

/**
 * What document 003 derives for a bowl {@code F = F₂|Θ|² + F_min} in n dimensions.
 *
 * <p>Formulas, with {@code ρ² = F - F_min} and {@code d = F_min - F₀}: the density of ρ is {@code
 * ρⁿ⁻¹·V^(-n/2)} by equation (4), and times {@code (1 - sV/E)^((n-2)/2)} where s = 1; its peak
 * {@code ρ*² = d(n-1) / (1 + n(η-1))} by (7); the speed there {@code √E·(dnη / (1 + n(η-1)))^(η/2)}
 * by (8).
 *
 * @param n the dimension
 * @param eta the power η
 * @param depth F_min - F₀
 */
record Theory(int n, double eta, double depth) {
  /** ρ* by equation (7). */
  double peak() {
    return Math.sqrt(depth * (n - 1) / (1 + n * (eta - 1)));
  }

  /** |Θ̇| at the peak by equation (8). */
  double speed(double energy) {
    return Math.sqrt(energy) * StrictMath.pow(depth * n * eta / (1 + n * (eta - 1)), eta / 2);
  }

  /** The logarithm of the density of ρ by equation (4), up to a constant. */
  double printed(double rho) {
    return (n - 1) * StrictMath.log(rho) - eta * n / 2 * StrictMath.log(rho * rho + depth);
  }

  /** The same for any s: equation (1) with {@code H = V(Π² + s)}. */
  double corrected(double rho, double s, double energy) {
    double share = 1 - s * StrictMath.pow(rho * rho + depth, eta) / energy;
    return share <= 0
        ? Double.NEGATIVE_INFINITY
        : printed(rho) + (n - 2) / 2.0 * StrictMath.log(share);
  }
}
