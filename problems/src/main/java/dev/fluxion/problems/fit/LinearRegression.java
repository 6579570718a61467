package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.Linear;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Least squares for {@code y = x·w + b} on data of a chosen condition number.
 *
 * <p>Formula: {@code L(w, b) = Σ (xₙ·w + b - yₙ)² / N}. The columns of x are made orthonormal (mean
 * 0, variance 1, uncorrelated); then the first is shifted by {@code μ = κ^¼ - κ^-¼}, which couples
 * it to b and gives the Hessian the condition number κ. The noise is made orthogonal to all columns
 * and scaled to the mean square {@code noise²}, so the minimum is {@code noise²} (up to the
 * rounding of the data to float), taken at the true (w, b). Start: 0.
 *
 * <p>Source: document 004, experiment 4.
 *
 * @param samples the number N of rows
 * @param features the number of features
 * @param condition the condition number κ of the Hessian
 * @param noise the root mean square of the noise
 */
public record LinearRegression(
    @Setting(value = "number of rows", min = 3, max = 1e6) int samples,
    @Setting(value = "number of features", min = 1, max = 1e4) int features,
    @Setting(value = "condition number κ of the Hessian", min = 1, max = 1e6) double condition,
    @Setting(value = "root mean square of the noise", min = 0) double noise)
    implements ProblemSpec {
  public LinearRegression {
    Settings.check(LinearRegression.class, samples, features, condition, noise);
    if (samples < features + 2) {
      throw new IllegalArgumentException(
          "samples = " + samples + " must be at least features + 2 = " + (features + 2));
    }
  }

  /** 64 rows, one feature, condition number 10, exact. */
  public LinearRegression() {
    this(64, 1, 10, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "linear-regression",
        "Least squares for y = x·w + b on data of a chosen condition number.",
        "L(w, b) = Σ (xₙ·w + b - yₙ)² / N",
        "document 004, experiment 4");
  }

  @Override
  public Problem open(RandomKey key) {
    double[][] columns = orthonormalColumns(key);
    double shift = StrictMath.pow(condition, 0.25) - StrictMath.pow(condition, -0.25);
    double[] truth = new double[features + 1];
    for (int j = 0; j <= features; j++) {
      truth[j] = key.split("truth").normal(0, j);
    }
    float[] x = new float[samples * features];
    float[] y = new float[samples];
    for (int i = 0; i < samples; i++) {
      double sum = truth[features] + noise * columns[features + 1][i];
      for (int j = 0; j < features; j++) {
        x[i * features + j] = (float) (columns[j + 1][i] + (j == 0 ? shift : 0));
        sum += truth[j] * x[i * features + j];
      }
      y[i] = (float) sum;
    }
    LeastSquares exact = LeastSquares.solve(x, y, features);
    return Fit.meanSquaredError(
        new Linear(features, 1),
        x,
        y,
        new double[features + 1],
        OptionalDouble.of(exact.minimum()),
        Optional.of(exact.minimizer()));
  }

  /** The constant 1, the features and the noise: mean square 1, orthogonal to each other. */
  private double[][] orthonormalColumns(RandomKey key) {
    double[][] columns = new double[features + 2][samples];
    Arrays.fill(columns[0], 1);
    for (int j = 1; j < columns.length; j++) {
      for (int i = 0; i < samples; i++) {
        columns[j][i] = key.split("column").split(j).normal(0, i);
      }
      for (int pass = 0; pass < 2; pass++) { // twice is enough (Kahan, Parlett)
        for (int l = 0; l < j; l++) {
          double share = LeastSquares.dot(columns[j], columns[l]) / samples;
          LeastSquares.subtract(columns[j], share, columns[l]);
        }
      }
      double norm = Math.sqrt(LeastSquares.dot(columns[j], columns[j]) / samples);
      for (int i = 0; i < samples; i++) {
        columns[j][i] /= norm;
      }
    }
    return columns;
  }
}
