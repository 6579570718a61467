package dev.fluxion.optimizers.golden;

import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import tools.jackson.databind.JsonNode;

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
  },
  ZAKHAROV10(10, 0) {
    @Override
    double evaluate(double[] x, double[] g) {
      double f = 0;
      double a = 0;
      for (int i = 0; i < x.length; i++) {
        f += x[i] * x[i];
        a += 0.5 * (i + 1) * x[i];
      }
      for (int i = 0; i < x.length; i++) {
        g[i] = 2 * x[i] + (2 * a + 4 * a * a * a) * 0.5 * (i + 1);
      }
      return f + a * a + a * a * a * a;
    }
  },
  ACKLEY_C002(2, 0) {
    @Override
    double evaluate(double[] x, double[] g) {
      return ackley(0.02, x, g);
    }
  },
  ACKLEY_C02(2, 0) {
    @Override
    double evaluate(double[] x, double[] g) {
      return ackley(0.2, x, g);
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

  /** -20·exp(-c·√(|x|²/2)) - exp((cos 2πx₀ + cos 2πx₁)/2) + 20 + e + 1e-8|x|⁸. */
  private static double ackley(double c, double[] x, double[] g) {
    double squared = x[0] * x[0] + x[1] * x[1];
    double root = Math.sqrt(squared / 2);
    double turn = 2 * Math.PI;
    double bell = 20 * StrictMath.exp(-c * root);
    double waves = StrictMath.exp((StrictMath.cos(turn * x[0]) + StrictMath.cos(turn * x[1])) / 2);
    for (int i = 0; i < 2; i++) {
      g[i] =
          bell * c * x[i] / (2 * root)
              + waves * Math.PI * StrictMath.sin(turn * x[i])
              + 8e-8 * squared * squared * squared * x[i];
    }
    return -bell - waves + 20 + Math.E + 1e-8 * squared * squared * squared * squared;
  }

  /** The function that a golden file of the folder {@code ecdsep} was made with. */
  static Surface of(JsonNode golden) {
    return switch (golden.get("function").asString()) {
      case "quadratic3" -> QUADRATIC3_PLUS_HALF;
      case "rosenbrock2" -> ROSENBROCK2;
      case "zakharov10" -> ZAKHAROV10;
      case "ackley_c002" -> ACKLEY_C002;
      case "ackley_c02" -> ACKLEY_C02;
      default -> throw new IllegalArgumentException(golden.get("function").asString());
    };
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
