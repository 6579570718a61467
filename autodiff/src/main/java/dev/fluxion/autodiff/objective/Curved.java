package dev.fluxion.autodiff.objective;

import java.util.Optional;

/** What may know its curvature; of an objective, {@link DifferencedCurvature} knows it roughly. */
public interface Curved {
  /** Exact products with the Hessian, if there are any. */
  default Optional<Curvature> curvature() {
    return Optional.empty();
  }
}
