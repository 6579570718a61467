package dev.fluxion.autodiff.objective;

import java.util.Arrays;

/**
 * Hessian products by central differences of the gradient: for objectives that know no exact ones.
 * Of a quadratic they are exact up to rounding.
 *
 * <p>Formula: {@code Hv ≈ (∇f(θ + hv) - ∇f(θ - hv)) / 2h} with {@code h = r·max(1, ‖θ‖) / ‖v‖}. The
 * error is of order h² from the third derivatives and of order u/h from rounding; r = u^⅓ balances
 * them, u being 2⁻⁵³ in double and 2⁻²⁴ in float: relative errors near 1e-10 and 1e-5.
 *
 * <p>Source: J. Nocedal, S. Wright, «Numerical Optimization», 2006, section 8.1.
 */
public final class DifferencedCurvature implements Curvature {
  private static final double STEP_DOUBLE = 4.8e-6;
  private static final double STEP_FLOAT = 3.9e-3;

  private final Gradient gradient;
  private final double relativeStep;
  private final double[] point;
  private final double[] above;
  private final double[] below;

  /** ∇f in either precision. */
  private interface Gradient {
    void at(double[] theta, double[] gradient);
  }

  private DifferencedCurvature(int dimension, double relativeStep, Gradient gradient) {
    this.gradient = gradient;
    this.relativeStep = relativeStep;
    this.point = new double[dimension];
    this.above = new double[dimension];
    this.below = new double[dimension];
  }

  /** Of a definition. */
  public static DifferencedCurvature of(ObjectiveDefinition f) {
    return new DifferencedCurvature(f.dimension(), STEP_DOUBLE, f::valueAndGradient);
  }

  /** Of a float engine. */
  public static DifferencedCurvature of(Objective f) {
    float[] theta = new float[f.dimension()];
    float[] gradient = new float[f.dimension()];
    return new DifferencedCurvature(
        f.dimension(),
        STEP_FLOAT,
        (point, result) -> {
          for (int i = 0; i < theta.length; i++) {
            theta[i] = (float) point[i];
          }
          f.valueAndGradient(theta, gradient);
          for (int i = 0; i < theta.length; i++) {
            result[i] = gradient[i];
          }
        });
  }

  @Override
  public int dimension() {
    return point.length;
  }

  @Override
  public void hessianTimes(double[] theta, double[] v, double[] product) {
    double length = norm(v);
    if (length == 0) {
      Arrays.fill(product, 0);
      return;
    }
    double h = relativeStep * Math.max(1, norm(theta)) / length;
    move(theta, h, v);
    gradient.at(point, above);
    move(theta, -h, v);
    gradient.at(point, below);
    for (int i = 0; i < product.length; i++) {
      product[i] = (above[i] - below[i]) / (2 * h);
    }
  }

  private void move(double[] theta, double h, double[] v) {
    for (int i = 0; i < point.length; i++) {
      point[i] = theta[i] + h * v[i];
    }
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double element : x) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }
}
