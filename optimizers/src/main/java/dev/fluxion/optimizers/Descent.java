package dev.fluxion.optimizers;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import java.util.Map;
import java.util.Optional;

/**
 * An objective, an optimizer and a point that moves: one run in progress, in either precision.
 * {@link Minimizer} drives it; observers look at it. Evaluations are counted, those that the
 * optimizer makes itself included; an exact product with second derivatives counts as two.
 */
public abstract class Descent {
  private long evaluations;

  private Descent() {}

  /** The float engine. The start is rounded to float. */
  public static Descent of(Objective objective, Optimizer optimizer, double[] start) {
    return new Engine(objective, optimizer, start);
  }

  /** The float engine from a start in float, such as a model's initial parameters. */
  public static Descent of(Objective objective, Optimizer optimizer, float[] start) {
    return of(objective, optimizer, Convert.toDouble(start));
  }

  /** The double definition. */
  public static Descent of(
      ObjectiveDefinition objective, OptimizerDefinition optimizer, double[] start) {
    return new Definition(objective, optimizer, start);
  }

  /** Number of parameters. */
  public abstract int dimension();

  /** One parameter. */
  public abstract double theta(int i);

  /** One element of the gradient, as of the last evaluation with gradient. */
  public abstract double gradient(int i);

  /** What the optimizer reports. */
  public abstract Map<String, Cell> telemetry();

  /** A copy of the parameters. */
  public final double[] theta() {
    double[] copy = new double[dimension()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = theta(i);
    }
    return copy;
  }

  /** Evaluations so far. */
  public final long evaluations() {
    return evaluations;
  }

  final double evaluate(int step, boolean withGradient) {
    evaluations++;
    return compute(step, withGradient);
  }

  abstract double compute(int step, boolean withGradient);

  abstract Outcome step(double loss);

  static void requireLength(int dimension, int start) {
    if (start != dimension) {
      throw new IllegalArgumentException(
          "the start has " + start + " numbers, but the problem has " + dimension + " parameters");
    }
  }

  /** Exact products, counted like the two gradients of a central difference. */
  private final class Counted implements Curvature {
    private final Curvature exact;

    Counted(Curvature exact) {
      this.exact = exact;
    }

    @Override
    public int dimension() {
      return exact.dimension();
    }

    @Override
    public void hessianTimes(double[] theta, double[] v, double[] product) {
      evaluations += 2;
      exact.hessianTimes(theta, v, product);
    }

    @Override
    public void gaussNewtonTimes(double[] theta, double[] v, double[] product) {
      evaluations += 2;
      exact.gaussNewtonTimes(theta, v, product);
    }

    @Override
    public String gaussNewtonObstacle() {
      return exact.gaussNewtonObstacle();
    }
  }

  private static final class Engine extends Descent implements Objective {
    private final Objective objective;
    private final Optimizer optimizer;
    private final float[] theta;
    private final float[] gradient;

    Engine(Objective objective, Optimizer optimizer, double[] start) {
      requireLength(objective.dimension(), start.length);
      this.objective = objective;
      this.optimizer = optimizer;
      this.theta = Convert.toFloat(start);
      this.gradient = new float[start.length];
      optimizer.attach(this);
    }

    @Override
    public int dimension() {
      return theta.length;
    }

    @Override
    public double theta(int i) {
      return theta[i];
    }

    @Override
    public double gradient(int i) {
      return gradient[i];
    }

    @Override
    public Map<String, Cell> telemetry() {
      return optimizer.telemetry();
    }

    @Override
    double compute(int step, boolean withGradient) {
      objective.beginStep(step);
      return withGradient ? objective.valueAndGradient(theta, gradient) : objective.value(theta);
    }

    @Override
    Outcome step(double loss) {
      return optimizer.step(theta, gradient, loss);
    }

    @Override
    public double valueAndGradient(float[] theta, float[] gradient) {
      super.evaluations++;
      return objective.valueAndGradient(theta, gradient);
    }

    @Override
    public double value(float[] theta) {
      super.evaluations++;
      return objective.value(theta);
    }

    @Override
    public Optional<Curvature> curvature() {
      return objective.curvature().map(Counted::new);
    }
  }

  private static final class Definition extends Descent implements ObjectiveDefinition {
    private final ObjectiveDefinition objective;
    private final OptimizerDefinition optimizer;
    private final double[] theta;
    private final double[] gradient;

    Definition(ObjectiveDefinition objective, OptimizerDefinition optimizer, double[] start) {
      requireLength(objective.dimension(), start.length);
      this.objective = objective;
      this.optimizer = optimizer;
      this.theta = start.clone();
      this.gradient = new double[start.length];
      optimizer.attach(this);
    }

    @Override
    public int dimension() {
      return theta.length;
    }

    @Override
    public double theta(int i) {
      return theta[i];
    }

    @Override
    public double gradient(int i) {
      return gradient[i];
    }

    @Override
    public Map<String, Cell> telemetry() {
      return optimizer.telemetry();
    }

    @Override
    double compute(int step, boolean withGradient) {
      objective.beginStep(step);
      return withGradient ? objective.valueAndGradient(theta, gradient) : objective.value(theta);
    }

    @Override
    Outcome step(double loss) {
      return optimizer.step(theta, gradient, loss);
    }

    @Override
    public double valueAndGradient(double[] theta, double[] gradient) {
      super.evaluations++;
      return objective.valueAndGradient(theta, gradient);
    }

    @Override
    public double value(double[] theta) {
      super.evaluations++;
      return objective.value(theta);
    }

    @Override
    public Optional<Curvature> curvature() {
      return objective.curvature().map(Counted::new);
    }
  }
}
