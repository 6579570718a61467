package dev.fluxion.laws;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import java.util.Optional;

/** Two valleys: {@code f = x⁴ - x² + y²}, with its Hessian but without outputs of a model. */
final class Valleys implements ObjectiveDefinition, Curvature {
  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public double value(double[] t) {
    return t[0] * t[0] * (t[0] * t[0] - 1) + t[1] * t[1];
  }

  @Override
  public double valueAndGradient(double[] t, double[] gradient) {
    gradient[0] = 4 * t[0] * t[0] * t[0] - 2 * t[0];
    gradient[1] = 2 * t[1];
    return value(t);
  }

  @Override
  public void hessianTimes(double[] t, double[] v, double[] product) {
    product[0] = (12 * t[0] * t[0] - 2) * v[0];
    product[1] = 2 * v[1];
  }

  @Override
  public Optional<Curvature> curvature() {
    return Optional.of(this);
  }

  /** In float. */
  static final class Engine implements Objective {
    private final Valleys wide = new Valleys();

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double value(float[] theta) {
      return wide.value(Convert.toDouble(theta));
    }

    @Override
    public double valueAndGradient(float[] theta, float[] gradient) {
      double[] slopes = new double[2];
      double value = wide.valueAndGradient(Convert.toDouble(theta), slopes);
      gradient[0] = (float) slopes[0];
      gradient[1] = (float) slopes[1];
      return value;
    }

    @Override
    public Optional<Curvature> curvature() {
      return Optional.of(wide);
    }
  }
}
