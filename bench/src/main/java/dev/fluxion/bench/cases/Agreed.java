package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;

/** What comes before every timing of a program: engine and definition agree. */
final class Agreed {
  private Agreed() {}

  static void require(Objective engine, ObjectiveDefinition definition, float[] theta) {
    GradientCheck.Result result = GradientCheck.engine(engine, definition, theta);
    if (!(result.error() <= 1e-5)) {
      throw new IllegalStateException("engine and definition disagree: " + result);
    }
  }
}
