package dev.fluxion.propertytests.arbitraries;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A quadratic with a chosen condition number, and a point to start from.
 *
 * <p>Formula: {@code f(x) = ½(x-a)ᵀA(x-a) + offset}, {@code A = QΛQᵀ}; the eigenvalues Λ are
 * log-uniform from {@code curvature} to {@code condition · curvature}, both attained. Q is a
 * product of random reflections, or the identity for seed 0; the start is {@code a + d} with normal
 * d, or d = (1, …, 1) for seed 0.
 *
 * @param dimension number of parameters
 * @param curvature the smallest eigenvalue
 * @param condition the condition number κ ≥ 1; 1 in one dimension
 * @param shift the size of the center a
 * @param offset the minimum
 * @param seed chooses Q, Λ, a and d; 0 for the plain ones
 */
public record Bowl(
    int dimension, double curvature, double condition, double shift, double offset, int seed) {

  /** Bowls up to a dimension and a condition number; the minimum is 0. */
  public static Arbitrary<Bowl> arbitrary(int maximumDimension, double maximumCondition) {
    return Combinators.combine(
            Arbitraries.integers().between(1, maximumDimension),
            often(1.0, Doubles.logUniform(0x1p-6, 1)),
            often(1.0, Doubles.logUniform(1, maximumCondition)),
            often(0.0, Doubles.spread(-4, 4)),
            often(0, Arbitraries.integers().between(1, 1000)))
        .as((n, c, k, shift, seed) -> new Bowl(n, c, n == 1 ? 1 : k, shift, 0, seed))
        .withoutEdgeCases();
  }

  /** One plain value in eight, which the others shrink to. */
  private static <T> Arbitrary<T> often(T plain, Arbitrary<T> others) {
    return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(plain)), Tuple.of(7, others));
  }

  /** The same above another minimum. */
  public Bowl withOffset(double value) {
    return new Bowl(dimension, curvature, condition, shift, value, seed);
  }

  /** The center a, exact in float. */
  public double[] center() {
    double[] a = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      a[i] = (float) (shift * (seed == 0 ? 1 : key("center").normal(0, i)));
    }
    return a;
  }

  /** The start, exact in float. */
  public double[] start() {
    double[] x = center();
    for (int i = 0; i < dimension; i++) {
      x[i] = (float) (x[i] + (seed == 0 ? 1 : key("start").normal(0, i)));
    }
    return x;
  }

  /** The eigenvalues. */
  public double[] eigenvalues() {
    double[] lambda = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      double position = seed == 0 ? i / Math.max(1.0, dimension - 1) : key("λ").uniform(0, i);
      lambda[i] = curvature * StrictMath.pow(condition, position);
    }
    lambda[0] = curvature;
    lambda[dimension - 1] = curvature * condition;
    return lambda;
  }

  /** The matrix A. */
  public double[][] matrix() {
    double[] lambda = eigenvalues();
    double[][] q = seed == 0 ? identity(dimension) : rotation(dimension, key("axes"));
    double[][] matrix = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = 0; k < dimension; k++) {
          matrix[i][j] += q[i][k] * lambda[k] * q[j][k];
        }
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  /** A random orthogonal matrix: a product of n reflections. */
  public static double[][] rotation(int n, RandomKey key) {
    double[][] q = identity(n);
    for (int r = 0; r < n; r++) {
      double[] v = new double[n];
      double squared = 0;
      for (int i = 0; i < n; i++) {
        v[i] = key.normal(r, i);
        squared += v[i] * v[i];
      }
      for (double[] row : q) {
        double share = 0;
        for (int i = 0; i < n; i++) {
          share += 2 * row[i] * v[i] / squared;
        }
        for (int i = 0; i < n; i++) {
          row[i] -= share * v[i];
        }
      }
    }
    return q;
  }

  private static double[][] identity(int n) {
    double[][] q = new double[n][n];
    for (int i = 0; i < n; i++) {
      q[i][i] = 1;
    }
    return q;
  }

  private RandomKey key(String purpose) {
    return RandomKey.of(seed).split(purpose);
  }

  /** The function in double. */
  public ObjectiveDefinition definition() {
    return new Definition(matrix(), center(), offset);
  }

  /** The same function of floats, computed in double: only θ and the gradient are rounded. */
  public Objective engine() {
    return new Engine(definition());
  }

  private record Definition(double[][] matrix, double[] center, double offset)
      implements ObjectiveDefinition {
    @Override
    public int dimension() {
      return center.length;
    }

    @Override
    public double value(double[] theta) {
      return valueAndGradient(theta, new double[center.length]);
    }

    @Override
    public double valueAndGradient(double[] theta, double[] gradient) {
      double f = 0;
      for (int i = 0; i < center.length; i++) {
        double g = 0;
        for (int j = 0; j < center.length; j++) {
          g += matrix[i][j] * (theta[j] - center[j]);
        }
        gradient[i] = g;
        f += 0.5 * g * (theta[i] - center[i]);
      }
      return f + offset;
    }

    @Override
    public Optional<Curvature> curvature() {
      return Optional.of(new Exact(matrix));
    }
  }

  private record Engine(ObjectiveDefinition definition) implements Objective {
    @Override
    public int dimension() {
      return definition.dimension();
    }

    @Override
    public double value(float[] theta) {
      return valueAndGradient(theta, new float[theta.length]);
    }

    @Override
    public double valueAndGradient(float[] theta, float[] gradient) {
      double[] wide = new double[theta.length];
      double[] g = new double[theta.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = theta[i];
      }
      double f = definition.valueAndGradient(wide, g);
      for (int i = 0; i < g.length; i++) {
        gradient[i] = (float) g[i];
      }
      return f;
    }

    @Override
    public Optional<Curvature> curvature() {
      return definition.curvature();
    }
  }

  /** The Hessian A; with A^½(x-a) as outputs and half their squares as loss, Gauss–Newton's too. */
  private record Exact(double[][] matrix) implements Curvature {
    @Override
    public int dimension() {
      return matrix.length;
    }

    @Override
    public void hessianTimes(double[] theta, double[] v, double[] product) {
      for (int i = 0; i < matrix.length; i++) {
        product[i] = 0;
        for (int j = 0; j < matrix.length; j++) {
          product[i] += matrix[i][j] * v[j];
        }
      }
    }

    @Override
    public void gaussNewtonTimes(double[] theta, double[] v, double[] product) {
      hessianTimes(theta, v, product);
    }

    @Override
    public String gaussNewtonObstacle() {
      return "";
    }
  }
}
