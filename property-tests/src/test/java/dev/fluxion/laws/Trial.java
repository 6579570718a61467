package dev.fluxion.laws;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import dev.fluxion.propertytests.arbitraries.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Short runs of optimizers, step by step, for laws to compare. */
final class Trial {
  static final int STEPS = 10;
  static final RandomKey KEY = RandomKey.of(7);

  private Trial() {}

  /**
   * Where a run went.
   *
   * @param theta the parameters at the start and after every step
   * @param outcomes how every step ended; the run ends with the first that is final
   */
  record Path(List<double[]> theta, List<Outcome> outcomes) {
    Path() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double[] last() {
      return theta.getLast();
    }

    /** The largest difference of any coordinate at any step that both have taken. */
    double distance(Path other) {
      double worst = 0;
      for (int k = 0; k < Math.min(theta.size(), other.theta.size()); k++) {
        for (int i = 0; i < theta.get(k).length; i++) {
          double difference = Math.abs(theta.get(k)[i] - other.theta.get(k)[i]);
          worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
        }
      }
      return worst;
    }

    /** The largest coordinate. */
    double size() {
      return theta.stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    }
  }

  /** All parameters in one tensor. */
  static ParameterLayout layout(int n) {
    return ParameterLayout.vector("x", n);
  }

  /** A run of the definition. */
  static Path definition(OptimizerSpec spec, ObjectiveDefinition f, double[] start) {
    return definition(spec, f, start, 0, KEY);
  }

  /**
   * A run of the definition in which θ and the gradient are off by up to {@code epsilon} of
   * themselves at every step, as if they were rounded: what that does to the run is what rounding
   * may do to the engine.
   */
  static Path definition(
      OptimizerSpec spec,
      ObjectiveDefinition f,
      double[] start,
      double epsilon,
      RandomKey rounding) {
    int n = start.length;
    OptimizerDefinition optimizer = spec.startDefinition(layout(n), KEY);
    optimizer.attach(f);
    double[] theta = start.clone();
    double[] gradient = new double[n];
    Path path = new Path();
    path.theta.add(theta.clone());
    Outcome outcome = Outcome.RUNNING;
    for (int k = 0; k < STEPS && !outcome.isFinal(); k++) {
      double loss = f.valueAndGradient(theta, gradient);
      for (int i = 0; i < n; i++) {
        gradient[i] *= 1 + epsilon * (2 * rounding.uniform(2 * k, i) - 1);
      }
      outcome = optimizer.step(theta, gradient, loss);
      for (int i = 0; i < n; i++) {
        theta[i] *= 1 + epsilon * (2 * rounding.uniform(2 * k + 1, i) - 1);
      }
      path.theta.add(theta.clone());
      path.outcomes.add(outcome);
    }
    return path;
  }

  /** How far runs that are off by {@code epsilon} at every step stray. */
  static double strayed(
      OptimizerSpec spec, ObjectiveDefinition f, double[] start, Path path, double epsilon) {
    double worst = 0;
    for (int i = 0; i < 4; i++) {
      Path other = definition(spec, f, start, epsilon, KEY.split("rounding").split(i));
      worst = Math.max(worst, path.distance(other));
    }
    return worst;
  }

  /** A run of the engine. */
  static Path engine(OptimizerSpec spec, Objective f, ParameterLayout layout, double[] start) {
    Live live = new Live(spec.start(layout, KEY), f, Convert.toFloat(start));
    Path path = new Path();
    path.theta.add(Convert.toDouble(live.theta));
    Outcome outcome = Outcome.RUNNING;
    for (int k = 0; k < STEPS && !outcome.isFinal(); k++) {
      outcome = live.step();
      path.theta.add(Convert.toDouble(live.theta));
      path.outcomes.add(outcome);
    }
    return path;
  }

  /** An engine with its parameters. */
  static class Live {
    final Optimizer optimizer;
    final Objective objective;
    final float[] theta;
    final float[] gradient;

    Live(Optimizer optimizer, Objective objective, float[] start) {
      this.optimizer = optimizer;
      this.objective = objective;
      this.theta = start.clone();
      this.gradient = new float[start.length];
      optimizer.attach(objective);
    }

    final Outcome step() {
      return apply(objective.valueAndGradient(theta, gradient));
    }

    Outcome apply(double loss) {
      return optimizer.step(theta, gradient, loss);
    }

    final void steps(int count) {
      for (int k = 0; k < count; k++) {
        step();
      }
    }

    /** Everything that the future depends on, as text that shows every bit. */
    final String bits() {
      return Arrays.toString(Slices.bits(theta)) + bits(optimizer.save());
    }

    static String bits(State state) {
      StringBuilder text = new StringBuilder();
      state.floats().forEach((k, v) -> text.append(k).append(Arrays.toString(Slices.bits(v))));
      state.doubles().forEach((k, v) -> text.append(k).append(Arrays.toString(v)));
      state.numbers().forEach((k, v) -> text.append(k).append(v).append(' '));
      return text.toString();
    }
  }
}
