package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;

/** What comes before every timing of a program: engine and definition give the same gradient. */
final class Agreed {
  private Agreed() {}

  static void require(Objective engine, ObjectiveDefinition definition, float[] theta) {
    float[] gradient = new float[theta.length];
    double[] expected = new double[theta.length];
    engine.valueAndGradient(theta, gradient);
    definition.valueAndGradient(Convert.toDouble(theta), expected);
    double largest = 1;
    for (double g : expected) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int i = 0; i < theta.length; i++) {
      if (!(Math.abs(gradient[i] - expected[i]) <= 1e-5 * largest)) {
        throw new IllegalStateException("engine and definition disagree in gradient " + i);
      }
    }
  }
}
