package dev.fluxion.autodiff.objective;

import java.util.Optional;

/**
 * A float engine together with the curvature of its double definition.
 *
 * @param engine value and gradient
 * @param exact products with the Hessian, as of the same data
 */
public record CurvedObjective(Objective engine, Curvature exact) implements Objective {
  public CurvedObjective {
    if (engine.dimension() != exact.dimension()) {
      throw new IllegalArgumentException(
          "engine and curvature disagree: "
              + engine.dimension()
              + " and "
              + exact.dimension()
              + " parameters");
    }
  }

  @Override
  public int dimension() {
    return engine.dimension();
  }

  @Override
  public double valueAndGradient(float[] theta, float[] gradient) {
    return engine.valueAndGradient(theta, gradient);
  }

  @Override
  public double value(float[] theta) {
    return engine.value(theta);
  }

  @Override
  public void beginStep(int step) {
    engine.beginStep(step);
  }

  @Override
  public Optional<Curvature> curvature() {
    return Optional.of(exact);
  }
}
