package dev.fluxion.experiments.training;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.experiments.Precision;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import dev.fluxion.optimizers.Stateful;
import dev.fluxion.problems.Problem;

/** Objective, optimizer and parameters of a training, in either precision. */
abstract sealed class Engine {
  /** The loss before the last step. */
  double loss;

  static Engine start(TrainingPlan plan, Problem problem) {
    return plan.precision() == Precision.FLOAT
        ? new InFloat(plan, problem)
        : new InDouble(plan, problem);
  }

  /** Takes step k; allocates nothing in float. */
  abstract Outcome step(int k);

  abstract Stateful optimizer();

  /** A copy of the parameters. */
  abstract double[] theta();

  abstract void restore(double[] theta, State state);

  /** The average that the optimizer keeps beside its steps, or null if there is none yet. */
  final double[] average() {
    State state = optimizer().save();
    if (state.numbers().getOrDefault("averaged", 0.0) == 0) {
      return null;
    }
    float[] narrow = state.floats().get("average");
    return narrow == null ? state.doubles().get("average") : Convert.toDouble(narrow);
  }

  private static final class InFloat extends Engine {
    private final Objective objective;
    private final Optimizer optimizer;
    private final float[] theta;
    private final float[] gradient;

    InFloat(TrainingPlan plan, Problem problem) {
      this.objective = problem.objective();
      this.optimizer = plan.optimizer().start(problem.layout(), plan.optimizerKey());
      this.theta = Convert.toFloat(problem.start());
      this.gradient = new float[theta.length];
      optimizer.attach(objective);
    }

    @Override
    Outcome step(int k) {
      objective.beginStep(k);
      loss = objective.valueAndGradient(theta, gradient);
      return optimizer.step(theta, gradient, loss);
    }

    @Override
    Stateful optimizer() {
      return optimizer;
    }

    @Override
    double[] theta() {
      return Convert.toDouble(theta);
    }

    @Override
    void restore(double[] saved, State state) {
      optimizer.restore(state);
      System.arraycopy(Convert.toFloat(saved), 0, theta, 0, theta.length);
    }
  }

  private static final class InDouble extends Engine {
    private final ObjectiveDefinition objective;
    private final OptimizerDefinition optimizer;
    private final double[] theta;
    private final double[] gradient;

    InDouble(TrainingPlan plan, Problem problem) {
      this.objective = problem.definition();
      this.optimizer = plan.optimizer().startDefinition(problem.layout(), plan.optimizerKey());
      this.theta = problem.start().clone();
      this.gradient = new double[theta.length];
      optimizer.attach(objective);
    }

    @Override
    Outcome step(int k) {
      objective.beginStep(k);
      loss = objective.valueAndGradient(theta, gradient);
      return optimizer.step(theta, gradient, loss);
    }

    @Override
    Stateful optimizer() {
      return optimizer;
    }

    @Override
    double[] theta() {
      return theta.clone();
    }

    @Override
    void restore(double[] saved, State state) {
      optimizer.restore(state);
      System.arraycopy(saved, 0, theta, 0, theta.length);
    }
  }
}
