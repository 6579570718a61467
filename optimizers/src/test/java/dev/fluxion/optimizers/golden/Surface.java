package dev.fluxion.optimizers.golden;

import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;

/** The functions of the golden files, in both precisions. */
enum Surface {
  QUADRATIC3(3, 0) {
    @Override
    double evaluate(double[] x, double[] g) {
      return quadratic(x, g);
    }
  },
  QUADRATIC3_PLUS_HALF(3, 0.5) {
    @Override
    double evaluate(double[] x, double[] g) {
      return quadratic(x, g);
    }
  },
  ROSENBROCK2(2, 0) {
    @Override
    double evaluate(double[] x, double[] g) {
      double rise = x[1] - x[0] * x[0];
      g[0] = -400 * x[0] * rise - 2 * (1 - x[0]);
      g[1] = 200 * rise;
      return 100 * rise * rise + (1 - x[0]) * (1 - x[0]);
    }
  };

  private final int dimension;
  private final double offset;

  Surface(int dimension, double offset) {
    this.dimension = dimension;
    this.offset = offset;
  }

  abstract double evaluate(double[] x, double[] g);

  /** Σ cᵢ(xᵢ - 1)² with c = 1, 10, 100. */
  private static double quadratic(double[] x, double[] g) {
    double f = 0;
    double c = 1;
    for (int i = 0; i < 3; i++, c *= 10) {
      g[i] = 2 * c * (x[i] - 1);
      f += c * (x[i] - 1) * (x[i] - 1);
    }
    return f;
  }

  ObjectiveDefinition definition() {
    return new ObjectiveDefinition() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public double value(double[] theta) {
        return valueAndGradient(theta, new double[dimension]);
      }

      @Override
      public double valueAndGradient(double[] theta, double[] gradient) {
        return evaluate(theta, gradient) + offset;
      }
    };
  }

  Objective engine() {
    return new Objective() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public double value(float[] theta) {
        return valueAndGradient(theta, new float[dimension]);
      }

      @Override
      public double valueAndGradient(float[] theta, float[] gradient) {
        double[] x = new double[dimension];
        double[] g = new double[dimension];
        for (int i = 0; i < dimension; i++) {
          x[i] = theta[i];
        }
        double f = evaluate(x, g);
        for (int i = 0; i < dimension; i++) {
          gradient[i] = (float) g[i];
        }
        return f + offset;
      }
    };
  }
}
