package dev.fluxion.laws;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;

/** A run of a definition with a momentum, whose place in phase space can be read and set. */
final class PhaseSpace {
  final OptimizerDefinition optimizer;
  final double[] theta;
  private final ObjectiveDefinition f;
  private final double[] gradient;
  private final String name;

  PhaseSpace(OptimizerSpec spec, ObjectiveDefinition f, double[] start) {
    this(spec, f, start, "momentum");
  }

  /** Of a rule that has another name for its momentum. */
  PhaseSpace(OptimizerSpec spec, ObjectiveDefinition f, double[] start, String name) {
    this.f = f;
    this.name = name;
    this.theta = start.clone();
    this.gradient = new double[start.length];
    this.optimizer = spec.startDefinition(Trial.layout(start.length), Trial.KEY);
  }

  /** A step that has to be taken. */
  void step() {
    double loss = f.valueAndGradient(theta, gradient);
    Assertions.assertEquals(Outcome.RUNNING, optimizer.step(theta, gradient, loss));
  }

  void steps(int count) {
    for (int k = 0; k < count; k++) {
      step();
    }
  }

  double[] momentum() {
    return optimizer.save().doubles().get(name);
  }

  /** Puts another momentum in the place of the present one; Π² goes with it, if it is kept. */
  void momentum(double[] pi) {
    State state = optimizer.save();
    TreeMap<String, double[]> doubles = new TreeMap<>(state.doubles());
    TreeMap<String, Double> numbers = new TreeMap<>(state.numbers());
    doubles.put(name, pi);
    numbers.replace("momentumSquared", squared(pi));
    optimizer.restore(new State(state.floats(), doubles, numbers));
  }

  /** Where a step leads from a point (θ, Π) of phase space; this run stays where it is. */
  double[] map(double[] point) {
    int n = theta.length;
    double[] home = theta.clone();
    State state = optimizer.save();
    System.arraycopy(point, 0, theta, 0, n);
    momentum(Arrays.copyOfRange(point, n, 2 * n));
    step();
    double[] image = Arrays.copyOf(theta, 2 * n);
    System.arraycopy(momentum(), 0, image, n, n);
    optimizer.restore(state);
    System.arraycopy(home, 0, theta, 0, n);
    return image;
  }

  static double squared(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum;
  }

  static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }

  static double[] minus(double[] x) {
    return Arrays.stream(x).map(each -> -each).toArray();
  }

  /** The slope of a regression of log y on log x. */
  static double order(double[] x, double[] y) {
    int count = x.length;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < count; i++) {
      meanX += StrictMath.log(x[i]) / count;
      meanY += StrictMath.log(y[i]) / count;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < count; i++) {
      double dx = StrictMath.log(x[i]) - meanX;
      xy += dx * (StrictMath.log(y[i]) - meanY);
      xx += dx * dx;
    }
    return xy / xx;
  }
}
