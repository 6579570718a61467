package dev.fluxion.optimizers.check;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What every optimizer must satisfy, tried on a quadratic bowl. In a test of your own optimizer:
 *
 * <pre>{@code
 * OptimizerContract.check(new MyOptimizer()).forEach(Finding::expect);
 * }</pre>
 */
public final class OptimizerContract {
  /** Relative tolerance between float engine and double definition over {@value #STEPS} steps. */
  public static final double ENGINE_TOLERANCE = 1e-4;

  private static final int STEPS = 10;
  private static final int DIMENSION = 37; // a vector and a tail at every width
  private static final RandomKey KEY = RandomKey.of(7);

  private OptimizerContract() {}

  /**
   * The result of one check.
   *
   * @param optimizer the optimizer's id
   * @param law what must hold
   * @param holds whether it does
   * @param detail what was measured
   */
  public record Finding(String optimizer, String law, boolean holds, String detail) {
    /**
     * Requires that the law holds.
     *
     * @throws AssertionError if it does not
     */
    public void expect() {
      if (!holds) {
        throw new AssertionError(optimizer + ": " + law + ": " + detail);
      }
    }
  }

  /** Tries one optimizer. */
  public static List<Finding> check(OptimizerSpec spec) {
    List<Finding> findings = new ArrayList<>();
    String id = spec.card().id();
    double difference = engineAgainstDefinition(spec);
    findings.add(
        new Finding(
            id,
            "the float engine follows the double definition",
            difference < ENGINE_TOLERANCE,
            "largest relative difference " + difference));
    findings.add(
        new Finding(
            id,
            "the same key gives the same bits",
            Arrays.equals(run(spec, STEPS), run(spec, STEPS)),
            "two runs"));
    findings.add(
        new Finding(
            id,
            "a restored state continues with the same bits",
            Arrays.equals(run(spec, STEPS), interrupted(spec)),
            "interrupted after " + STEPS / 2 + " steps"));
    findings.add(refuses(spec, "a NaN gradient", Float.NaN, 1));
    findings.add(refuses(spec, "an infinite gradient", Float.POSITIVE_INFINITY, 1));
    findings.add(refuses(spec, "a NaN loss", 1, Double.NaN));
    findings.add(refuses(spec, "an infinite loss", 1, Double.POSITIVE_INFINITY));
    return findings;
  }

  private static double engineAgainstDefinition(OptimizerSpec spec) {
    Bowl bowl = new Bowl();
    Descent engine = Descent.of(bowl, spec.start(layout(), KEY), start());
    Descent definition =
        Descent.of(bowl.definition(), spec.startDefinition(layout(), KEY), start());
    double[] single = Minimizer.run(engine, STEPS).theta();
    double[] wide = Minimizer.run(definition, STEPS).theta();
    double worst = 0;
    for (int i = 0; i < DIMENSION; i++) {
      double error = Math.abs(single[i] - wide[i]) / Math.max(1, Math.abs(wide[i]));
      worst = Double.isNaN(error) ? Double.NaN : Math.max(worst, error);
    }
    return worst;
  }

  private static float[] run(OptimizerSpec spec, int steps) {
    float[] theta = Convert.toFloat(start());
    advance(attached(spec), theta, steps);
    return theta;
  }

  private static float[] interrupted(OptimizerSpec spec) {
    float[] theta = Convert.toFloat(start());
    Optimizer first = attached(spec);
    advance(first, theta, STEPS / 2);
    State saved = first.save();
    Optimizer second = attached(spec);
    second.restore(saved);
    advance(second, theta, STEPS - STEPS / 2);
    return theta;
  }

  private static Optimizer attached(OptimizerSpec spec) {
    Optimizer optimizer = spec.start(layout(), KEY);
    optimizer.attach(new Bowl());
    return optimizer;
  }

  private static void advance(Optimizer optimizer, float[] theta, int steps) {
    Bowl bowl = new Bowl();
    float[] gradient = new float[DIMENSION];
    for (int k = 0; k < steps; k++) {
      double loss = bowl.valueAndGradient(theta, gradient);
      optimizer.step(theta, gradient, loss);
    }
  }

  private static Finding refuses(OptimizerSpec spec, String what, float slope, double loss) {
    float[] theta = Convert.toFloat(start());
    Optimizer optimizer = attached(spec);
    advance(optimizer, theta, 2);
    float[] before = theta.clone();
    State state = optimizer.save();
    float[] gradient = new float[DIMENSION];
    Arrays.fill(gradient, 1);
    gradient[DIMENSION - 1] = slope;
    Outcome outcome = optimizer.step(theta, gradient, loss);
    boolean untouched = Arrays.equals(theta, before) && same(state, optimizer.save());
    return new Finding(
        spec.card().id(),
        "refuses " + what,
        outcome == Outcome.DIVERGED && untouched,
        outcome + (untouched ? ", nothing touched" : ", parameters or state were touched"));
  }

  private static boolean same(State left, State right) {
    return left.numbers().equals(right.numbers())
        && left.floats().keySet().equals(right.floats().keySet())
        && left.floats().keySet().stream()
            .allMatch(name -> Arrays.equals(left.floats().get(name), right.floats().get(name)));
  }

  private static ParameterLayout layout() {
    return ParameterLayout.vector("x", DIMENSION).split(5, 32);
  }

  private static double[] start() {
    double[] start = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      start[i] = (float) KEY.normal(0, i);
    }
    return start;
  }

  /** {@code f(x) = Σ cᵢxᵢ² + 1} with c from 1 to 2; the minimum 1 keeps rules on L* = 0 moving. */
  private static final class Bowl implements Objective {
    private static double coefficient(int i) {
      return 1 + (double) i / DIMENSION;
    }

    @Override
    public int dimension() {
      return DIMENSION;
    }

    @Override
    public double value(float[] theta) {
      double f = 1;
      for (int i = 0; i < DIMENSION; i++) {
        f += coefficient(i) * theta[i] * theta[i];
      }
      return f;
    }

    @Override
    public double valueAndGradient(float[] theta, float[] gradient) {
      for (int i = 0; i < DIMENSION; i++) {
        gradient[i] = (float) (2 * coefficient(i) * theta[i]);
      }
      return value(theta);
    }

    @Override
    public Optional<Curvature> curvature() {
      return Optional.of(new Diagonal());
    }

    /** The same function in double. */
    ObjectiveDefinition definition() {
      return new ObjectiveDefinition() {
        @Override
        public int dimension() {
          return DIMENSION;
        }

        @Override
        public double value(double[] theta) {
          double f = 1;
          for (int i = 0; i < DIMENSION; i++) {
            f += coefficient(i) * theta[i] * theta[i];
          }
          return f;
        }

        @Override
        public double valueAndGradient(double[] theta, double[] gradient) {
          for (int i = 0; i < DIMENSION; i++) {
            gradient[i] = 2 * coefficient(i) * theta[i];
          }
          return value(theta);
        }

        @Override
        public Optional<Curvature> curvature() {
          return Optional.of(new Diagonal());
        }
      };
    }
  }

  /** The Hessian of the bowl: 2c. With √c·x as outputs and squares as loss, Gauss–Newton's too. */
  private static final class Diagonal implements Curvature {
    @Override
    public int dimension() {
      return DIMENSION;
    }

    @Override
    public void hessianTimes(double[] theta, double[] v, double[] product) {
      for (int i = 0; i < DIMENSION; i++) {
        product[i] = 2 * Bowl.coefficient(i) * v[i];
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
