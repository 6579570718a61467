package dev.fluxion.problems.surface;

/**
 * A function of two coordinates.
 *
 * <p>Formula: {@code f(x, y)}; {@code g = (∂f/∂x, ∂f/∂y)}. A subclass gives the three.
 */
abstract class Plane extends Surface {
  Plane() {
    super(2);
  }

  /** {@code f(x, y)}. */
  abstract double value(double x, double y);

  /** {@code ∂f/∂x}. */
  abstract double slopeX(double x, double y);

  /** {@code ∂f/∂y}. */
  abstract double slopeY(double x, double y);

  @Override
  public final double value(double[] x) {
    return value(x[0], x[1]);
  }

  @Override
  public final double valueAndGradient(double[] x, double[] gradient) {
    gradient[0] = slopeX(x[0], x[1]);
    gradient[1] = slopeY(x[0], x[1]);
    return value(x[0], x[1]);
  }
}
