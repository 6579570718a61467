package dev.fluxion.problems.surface;

/**
 * A sum of functions of one coordinate each.
 *
 * <p>Formula: {@code f(x) = Σ φᵢ(xᵢ)}; {@code gᵢ = φᵢ'(xᵢ)}, i = 1 … n. A subclass gives φ, {@link
 * #term}, and φ', {@link #slope}.
 */
abstract class Separable extends Surface {
  Separable(int dimension) {
    super(dimension);
  }

  /** {@code φᵢ(x)}. */
  abstract double term(int i, double x);

  /** {@code φᵢ'(x)}. */
  abstract double slope(int i, double x);

  @Override
  public final double value(double[] x) {
    double f = 0;
    for (int i = 0; i < x.length; i++) {
      f += term(i + 1, x[i]);
    }
    return f;
  }

  @Override
  public final double valueAndGradient(double[] x, double[] gradient) {
    double f = 0;
    for (int i = 0; i < x.length; i++) {
      f += term(i + 1, x[i]);
      gradient[i] = slope(i + 1, x[i]);
    }
    return f;
  }
}
