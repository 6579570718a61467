package dev.fluxion.autodiff.curvature;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest or smallest eigenvalue of a Hessian, by the method of Lanczos. The largest is called
 * sharpness: gradient descent is stable near a minimum while its step is below 2 / sharpness.
 *
 * <p>Formula: from a random unit vector q₁, {@code βⱼqⱼ₊₁ = Hqⱼ - αⱼqⱼ - βⱼ₋₁qⱼ₋₁}; the eigenvalues
 * λ of the tridiagonal matrix of α and β approach those of H at both ends of the spectrum, and
 * {@code ‖Hv - λv‖ = βⱼ|sⱼ|}, s being its eigenvector. It has converged where this residual is at
 * most {@code tolerance} times the largest magnitude of an eigenvalue seen; then H has an
 * eigenvalue that near to λ. All q are kept and orthogonalized twice, so it takes n numbers for
 * each product.
 *
 * <p>Source: C. Lanczos, 1950; G. Golub, C. Van Loan, «Matrix Computations», 2013, chapter 10; J.
 * Cohen et al., «Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability»,
 * 2021.
 *
 * @param value the eigenvalue λ
 * @param vector the eigenvector v, of length 1
 * @param residual {@code ‖Hv - λv‖}, as computed with v
 * @param products number of Hessian products
 * @param converged whether the residual is small enough; if not, value is a bound from within the
 *     spectrum: too small for the largest, too large for the smallest
 */
public record Sharpness(
    double value, double[] vector, double residual, int products, boolean converged) {

  /** The largest eigenvalue to 1e-6, by at most 200 products. */
  public static Sharpness of(Curvature curvature, double[] theta, RandomKey key) {
    return largest(curvature, theta, 1e-6, 200, key);
  }

  /**
   * The largest eigenvalue.
   *
   * @param curvature the function's
   * @param theta where
   * @param tolerance residual that counts as none, relative to the largest magnitude seen
   * @param most most Hessian products, the one for the residual not counted
   * @param key chooses the first vector
   */
  public static Sharpness largest(
      Curvature curvature, double[] theta, double tolerance, int most, RandomKey key) {
    return new Lanczos(curvature, theta, tolerance, most).run(true, key);
  }

  /** The smallest eigenvalue: below 0 where the function curves downwards. */
  public static Sharpness smallest(
      Curvature curvature, double[] theta, double tolerance, int most, RandomKey key) {
    return new Lanczos(curvature, theta, tolerance, most).run(false, key);
  }

  /**
   * This, if it has converged.
   *
   * @throws ArithmeticException if not; the message has the residual and what to try
   */
  public Sharpness orThrow() {
    if (!converged) {
      throw new ArithmeticException(
          "no eigenvalue found by "
              + products
              + " products: the best is "
              + value
              + " with a residual of "
              + residual
              + "; allow more products or a larger tolerance");
    }
    return this;
  }

  /** One search. */
  private static final class Lanczos {
    /** A share that is rounding: the vectors found span all that the first one reaches. */
    private static final double NOTHING = 0x1p-48;

    private final Curvature curvature;
    private final double[] theta;
    private final double tolerance;
    private final int most;
    private final List<double[]> basis = new ArrayList<>();
    private final List<Double> alpha = new ArrayList<>();
    private final List<Double> beta = new ArrayList<>();

    Lanczos(Curvature curvature, double[] theta, double tolerance, int most) {
      Vectors.requireLength("theta", theta.length, curvature.dimension());
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance = " + tolerance + " must be above 0");
      }
      if (most < 1) {
        throw new IllegalArgumentException("most = " + most + " must be at least 1");
      }
      this.curvature = curvature;
      this.theta = theta;
      this.tolerance = tolerance;
      this.most = Math.min(most, theta.length);
    }

    Sharpness run(boolean upper, RandomKey key) {
      double largest = 0;
      double[] q = new double[theta.length];
      for (int i = 0; i < q.length; i++) {
        q[i] = key.normal(0, i);
      }
      Vectors.scale(1 / Vectors.norm(q), q);
      for (int j = 0; ; j++) {
        basis.add(q);
        double[] next = new double[q.length];
        curvature.hessianTimes(theta, q, next);
        alpha.add(Vectors.dot(q, next));
        requireFinite(alpha.getLast());
        orthogonalize(next);
        orthogonalize(next);
        double left = Vectors.norm(next);
        largest = Math.max(largest, Math.max(left, Math.abs(alpha.getLast())));
        boolean last = j + 1 == most || left <= NOTHING * largest;
        if (last || j % 4 == 3) {
          SymmetricEigen ritz = SymmetricEigen.of(tridiagonal());
          int k = upper ? j : 0;
          double size = Math.max(Math.abs(ritz.values()[0]), Math.abs(ritz.values()[j]));
          double residual = left * Math.abs(ritz.vectors()[k][j]);
          if (last || residual <= 0.5 * tolerance * size) {
            return result(ritz.values()[k], ritz.vectors()[k], size);
          }
        }
        beta.add(left);
        q = next;
        Vectors.scale(1 / left, q);
      }
    }

    private void orthogonalize(double[] x) {
      for (double[] q : basis) {
        Vectors.add(-Vectors.dot(q, x), q, x);
      }
    }

    private double[][] tridiagonal() {
      int n = alpha.size();
      double[][] t = new double[n][n];
      for (int i = 0; i < n; i++) {
        t[i][i] = alpha.get(i);
        if (i > 0) {
          t[i][i - 1] = beta.get(i - 1);
        }
      }
      return t;
    }

    private Sharpness result(double value, double[] shares, double size) {
      double[] v = new double[theta.length];
      for (int j = 0; j < shares.length; j++) {
        Vectors.add(shares[j], basis.get(j), v);
      }
      Vectors.scale(1 / Vectors.norm(v), v);
      double[] product = new double[v.length];
      curvature.hessianTimes(theta, v, product);
      Vectors.add(-value, v, product);
      double residual = Vectors.norm(product);
      return new Sharpness(value, v, residual, basis.size() + 1, residual <= tolerance * size);
    }

    private void requireFinite(double value) {
      if (!Double.isFinite(value)) {
        throw new ArithmeticException(
            "a Hessian product is " + value + "; the function is not finite at theta");
      }
    }
  }
}
