package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * Compares Hessian products with central differences of gradients along a random vector with
 * elements from -1 to 1: {@code (∇f(θ + hv) - ∇f(θ - hv)) / 2h} with Richardson's extrapolation
 * from h and h/2, error of order h⁴.
 */
public final class HessianCheck {
  /** Room for h⁴ = 1e-12 times fifth derivatives, and for 2⁻⁵³/h = 1e-13 of the gradient. */
  public static final double TOLERANCE = 1e-7;

  private static final double STEP = 1e-3;

  private HessianCheck() {}

  /** The largest disagreement of one product. */
  public static GradientCheck.Result products(
      ObjectiveDefinition f, Curvature curvature, double[] theta) {
    double[] v = new double[theta.length];
    RandomKey.of(0).split("direction").uniforms(0, 0, v.length, -1, 1, v, 0);
    double[] product = new double[theta.length];
    curvature.hessianTimes(theta, v, product);
    double[] coarse = differences(f, theta, v, STEP);
    double[] expected = differences(f, theta, v, STEP / 2);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (4 * expected[i] - coarse[i]) / 3;
    }
    return GradientCheck.compare(product, expected);
  }

  private static double[] differences(ObjectiveDefinition f, double[] theta, double[] v, double h) {
    double[] above = gradient(f, theta, v, h);
    double[] below = gradient(f, theta, v, -h);
    for (int i = 0; i < above.length; i++) {
      above[i] = (above[i] - below[i]) / (2 * h);
    }
    return above;
  }

  private static double[] gradient(ObjectiveDefinition f, double[] theta, double[] v, double h) {
    double[] point = theta.clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += h * v[i];
    }
    double[] gradient = new double[point.length];
    f.valueAndGradient(point, gradient);
    return gradient;
  }
}
