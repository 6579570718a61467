package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import java.util.Arrays;

/**
 * Whether NaN and infinities come out of the float engine where they come out of the double
 * definition: in the value as the same one, and somewhere in the gradient of both or of none.
 */
public final class SpecialValues {
  /** Parameters that are tried, evenly spaced. */
  private static final int PLACES = 16;

  private SpecialValues() {}

  /** The first disagreement as text; empty if there is none. */
  public static String disagreement(
      Objective engine, ObjectiveDefinition definition, float[] theta) {
    int n = theta.length;
    int places = Math.min(n, PLACES);
    float[] point = theta.clone();
    float[] gradient = new float[n];
    double[] expected = new double[n];
    for (float special :
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int place = 0; place < places; place++) {
        int i = (int) ((long) place * n / places);
        point[i] = special;
        double value = engine.valueAndGradient(point, gradient);
        double expectedValue = definition.valueAndGradient(Convert.toDouble(point), expected);
        point[i] = theta[i];
        String where = "with theta[" + i + "] = " + special + ", ";
        boolean bothFinite = Double.isFinite(value) && Double.isFinite(expectedValue);
        if (!bothFinite && Double.compare(value, expectedValue) != 0) {
          return where + "the value is " + value + " instead of " + expectedValue;
        }
        if (finite(Convert.toDouble(gradient)) != finite(expected)) {
          return where
              + "the gradient is "
              + (finite(expected) ? "not finite, but should be" : "finite, but should not be");
        }
      }
    }
    return "";
  }

  private static boolean finite(double[] x) {
    return Arrays.stream(x).allMatch(Double::isFinite);
  }
}
