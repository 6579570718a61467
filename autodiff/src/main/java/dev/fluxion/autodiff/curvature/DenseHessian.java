package dev.fluxion.autodiff.curvature;

import dev.fluxion.autodiff.objective.Curvature;

/**
 * The whole Hessian of a function of few parameters.
 *
 * <p>Formula: column j is {@code H·eⱼ}: n products. The matrix is the mean of these columns and
 * their transpose, which differ by rounding only.
 */
public final class DenseHessian {
  /** The largest number of parameters: a matrix of 128 MB. */
  public static final int MOST_PARAMETERS = 4096;

  private DenseHessian() {}

  /**
   * {@code ∇²f(θ)}, row by row.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST_PARAMETERS} parameters
   */
  public static double[][] of(Curvature curvature, double[] theta) {
    return matrix(curvature, theta, curvature::hessianTimes);
  }

  /** The Gauss–Newton matrix, row by row. */
  public static double[][] gaussNewton(Curvature curvature, double[] theta) {
    return matrix(curvature, theta, curvature::gaussNewtonTimes);
  }

  /** A product with a vector. */
  private interface Product {
    void times(double[] theta, double[] v, double[] product);
  }

  private static double[][] matrix(Curvature curvature, double[] theta, Product product) {
    int n = curvature.dimension();
    Vectors.requireLength("theta", theta.length, n);
    if (n > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "a matrix of "
              + n
              + " x "
              + n
              + " numbers is too large; allowed: "
              + MOST_PARAMETERS
              + " parameters; use Sharpness, HessianDiagonal or products instead");
    }
    double[][] matrix = new double[n][n];
    double[] unit = new double[n];
    for (int j = 0; j < n; j++) {
      unit[j] = 1;
      product.times(theta, unit, matrix[j]);
      unit[j] = 0;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (matrix[i][j] + matrix[j][i]);
        matrix[i][j] = mean;
        matrix[j][i] = mean;
      }
    }
    return matrix;
  }
}
