package dev.fluxion.autodiff.curvature;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * The diagonal of a Hessian and its trace: exact for few parameters, estimated for many.
 *
 * <p>Formula: exact, {@code dⱼ = eⱼᵀHeⱼ}, n products; estimated, the mean of {@code z∘Hz} over
 * random signs z, whose expectation is the diagonal and whose variance is {@code Σ Hᵢⱼ²} over j ≠
 * i. The trace is the sum: the mean of {@code zᵀHz}.
 *
 * <p>Source: M. Hutchinson, «A Stochastic Estimator of the Trace of the Influence Matrix for
 * Laplacian Smoothing Splines», 1990; C. Bekas, E. Kokiopoulou, Y. Saad, «An Estimator for the
 * Diagonal of a Matrix», 2007.
 *
 * @param values the diagonal
 * @param errors the standard error of each element; 0 if exact
 * @param trace the sum
 * @param traceError its standard error; 0 if exact
 */
public record HessianDiagonal(double[] values, double[] errors, double trace, double traceError) {
  /** The diagonal itself, by as many products as there are parameters. */
  public static HessianDiagonal exact(Curvature curvature, double[] theta) {
    int n = curvature.dimension();
    Vectors.requireLength("theta", theta.length, n);
    double[] values = new double[n];
    double[] unit = new double[n];
    double[] product = new double[n];
    double trace = 0;
    for (int j = 0; j < n; j++) {
      unit[j] = 1;
      curvature.hessianTimes(theta, unit, product);
      unit[j] = 0;
      values[j] = product[j];
      trace += product[j];
    }
    return new HessianDiagonal(values, new double[n], trace, 0);
  }

  /**
   * Hutchinson's estimate.
   *
   * @param curvature the function's
   * @param theta where
   * @param probes number of products, at least 2: the standard error needs two
   * @param key chooses the signs
   */
  public static HessianDiagonal estimate(
      Curvature curvature, double[] theta, int probes, RandomKey key) {
    if (probes < 2) {
      throw new IllegalArgumentException("probes = " + probes + " must be at least 2");
    }
    int n = curvature.dimension();
    Vectors.requireLength("theta", theta.length, n);
    double[] mean = new double[n];
    double[] squares = new double[n];
    double[] product = new double[n];
    double trace = 0;
    double traceSquares = 0;
    for (int probe = 0; probe < probes; probe++) {
      double[] z = Vectors.signs(n, key, probe);
      curvature.hessianTimes(theta, z, product);
      double quadratic = 0;
      for (int i = 0; i < n; i++) {
        double sample = z[i] * product[i];
        double deviation = sample - mean[i];
        mean[i] += deviation / (probe + 1);
        squares[i] += deviation * (sample - mean[i]);
        quadratic += sample;
      }
      double deviation = quadratic - trace;
      trace += deviation / (probe + 1);
      traceSquares += deviation * (quadratic - trace);
    }
    double divisor = (probes - 1.0) * probes;
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      errors[i] = Math.sqrt(squares[i] / divisor);
    }
    return new HessianDiagonal(mean, errors, trace, Math.sqrt(traceSquares / divisor));
  }
}
