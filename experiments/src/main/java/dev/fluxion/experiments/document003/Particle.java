package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import dev.fluxion.problems.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of an energy conserving rule's double definition that shows its phase space: {@code V = (F
 * - F₀)^η}, Θ, Π and the energy {@code V(Π² + s)}.
 */
final class Particle {
  private final Problem problem;
  private final ObjectiveDefinition f;
  private final OptimizerSpec spec;
  private final Map<String, Object> settings;
  private final RandomKey random;
  private final OptimizerDefinition rule;
  private final double[] theta;
  private final double[] gradient;
  private double loss;
  private int step;

  private Particle(RunKey key, RandomKey random) {
    this.problem = Execution.problem(key);
    this.f = problem.definition();
    this.spec = key.optimizerSpec();
    this.settings = Settings.values((Record) spec);
    this.random = random;
    this.rule = spec.startDefinition(problem.layout(), random);
    this.theta =
        key.start().isEmpty()
            ? problem.start().clone()
            : key.start().stream().mapToDouble(Double::doubleValue).toArray();
    this.gradient = new double[theta.length];
  }

  static Particle of(RunKey key) {
    return new Particle(key, RandomKey.of(key.seed()).split("optimizer"));
  }

  /** The same with other random numbers of the rule, by number. */
  static Particle sample(RunKey key, int number) {
    return new Particle(key, RandomKey.of(key.seed()).split("optimizer").split(number));
  }

  /** One step of the rule from the present Θ. */
  Outcome step() {
    f.beginStep(step++);
    loss = f.valueAndGradient(theta, gradient);
    return rule.step(theta, gradient, loss);
  }

  int dimension() {
    return theta.length;
  }

  Problem problem() {
    return problem;
  }

  /** Θ itself, not a copy. */
  double[] theta() {
    return theta;
  }

  /** F where the last step began. */
  double lossBefore() {
    return loss;
  }

  /** F here. */
  double loss() {
    return f.value(theta);
  }

  /** The gradient here, as a new array. */
  double[] slope() {
    double[] slope = new double[theta.length];
    f.valueAndGradient(theta, slope);
    return slope;
  }

  State state() {
    return rule.save();
  }

  double[] momentum() {
    return state().doubles().get("momentum");
  }

  /** A number that the rule reports. */
  double reported(String name) {
    return rule.telemetry().get(name).value;
  }

  /** A setting of the rule. */
  double setting(String name) {
    Object value = settings.get(name);
    return value instanceof Boolean on ? (on ? 1 : 0) : ((Number) value).doubleValue();
  }

  double s() {
    return setting("regularized");
  }

  /** V of a loss. */
  double potential(double height) {
    return StrictMath.pow(height - setting("f0"), setting("eta"));
  }

  /** The same rule with one setting changed, on the same problem, with the same random numbers. */
  OptimizerDefinition variant(String setting, String value) {
    @SuppressWarnings("unchecked") // of the same class
    OptimizerSpec changed = (OptimizerSpec) Settings.with((Record) spec, Map.of(setting, value));
    return changed.startDefinition(problem.layout(), random);
  }

  /** Where a step leads from a point (Θ, Π) of phase space, the rest of the state being as now. */
  double[] map(double[] point) {
    int n = theta.length;
    double[] at = Arrays.copyOf(point, n);
    double[] pi = Arrays.copyOfRange(point, n, 2 * n);
    double[] g = new double[n];
    Map<String, Double> numbers = new TreeMap<>(state().numbers());
    numbers.put("momentumSquared", squared(pi));
    OptimizerDefinition fresh = spec.startDefinition(problem.layout(), random);
    fresh.restore(new State(Map.of(), Map.of("momentum", pi), numbers));
    fresh.step(at, g, f.valueAndGradient(at, g));
    double[] image = Arrays.copyOf(at, 2 * n);
    System.arraycopy(fresh.save().doubles().get("momentum"), 0, image, n, n);
    return image;
  }

  static double squared(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum;
  }
}
