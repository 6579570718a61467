package dev.fluxion.problems.fit;

/**
 * The exact solution of a least-squares problem, by a QR decomposition in double.
 *
 * <p>Formula: {@code min Σ (xₙ·w + b - yₙ)² / N}; the columns of x and the constant 1 are
 * orthogonalized (modified Gram-Schmidt, the target along with them), then {@code R(w, b) = Qᵀy} is
 * solved backwards.
 *
 * <p>Source: Å. Björck, «Solving linear least squares problems by Gram-Schmidt orthogonalization»,
 * 1967.
 *
 * @param minimizer the weights, then the bias
 * @param minimum the mean squared residual
 */
record LeastSquares(double[] minimizer, double minimum) {
  /** Solves for data as the problem holds them, rounded to float. */
  static LeastSquares solve(float[] x, float[] y, int features) {
    int rows = y.length;
    int n = features + 1;
    double[][] q = new double[n][rows];
    double[] residual = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < features; j++) {
        q[j][i] = x[i * features + j];
      }
      q[features][i] = 1;
      residual[i] = y[i];
    }
    double[][] r = new double[n][n];
    double[] solution = new double[n];
    for (int j = 0; j < n; j++) {
      r[j][j] = Math.sqrt(dot(q[j], q[j]));
      for (int i = 0; i < rows; i++) {
        q[j][i] /= r[j][j];
      }
      for (int l = j + 1; l < n; l++) {
        r[j][l] = dot(q[j], q[l]);
        subtract(q[l], r[j][l], q[j]);
      }
      solution[j] = dot(q[j], residual);
      subtract(residual, solution[j], q[j]);
    }
    for (int j = n - 1; j >= 0; j--) {
      for (int l = j + 1; l < n; l++) {
        solution[j] -= r[j][l] * solution[l];
      }
      solution[j] /= r[j][j];
    }
    return new LeastSquares(solution, dot(residual, residual) / rows);
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static void subtract(double[] x, double factor, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] -= factor * y[i];
    }
  }
}
