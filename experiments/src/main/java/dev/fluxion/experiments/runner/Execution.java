package dev.fluxion.experiments.runner;

import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Executes one run: a pure function from its key to its result. */
public final class Execution {
  private Execution() {}

  /** Does with problem and optimizer what the key's probe says. */
  public static RunResult run(RunKey key) {
    return Probe.parse(key.probe()).run(key);
  }

  /** One descent to the end, recorded at every iteration. */
  public static RunResult descend(RunKey key) {
    Problem problem = problem(key);
    Recorder recorder = new Recorder(key, problem);
    Minimizer.Result result =
        Minimizer.run(descent(key, problem), key.steps(), Double.NEGATIVE_INFINITY, recorder);
    return new RunResult(
        key,
        result.outcome(),
        result.stepsTaken(),
        result.evaluations(),
        problem.minimum().orElse(Double.NaN),
        result.bestLoss(),
        result.bestIteration(),
        Arrays.copyOf(result.loss(), result.stepsTaken() + 1),
        arrays(recorder.theta),
        arrays(recorder.layers),
        arrays(recorder.telemetry),
        new TreeMap<>());
  }

  /** The problem of a key. */
  public static Problem problem(RunKey key) {
    Problem problem = key.problemSpec().open(RandomKey.of(key.seed()).split("problem"));
    int[] sizes = key.split().stream().mapToInt(Integer::intValue).toArray();
    return sizes.length == 0 ? problem : problem.split(sizes);
  }

  /** The descent of a key, at its start. */
  public static Descent descent(RunKey key, Problem problem) {
    return descent(key, problem, key.optimizerSpec());
  }

  /** The descent of a key with another optimizer in place of its own, at its start. */
  public static Descent descent(RunKey key, Problem problem, OptimizerSpec spec) {
    double[] start =
        key.start().isEmpty()
            ? problem.start()
            : key.start().stream().mapToDouble(Double::doubleValue).toArray();
    RandomKey random = RandomKey.of(key.seed()).split("optimizer");
    return descent(key.precision(), problem, spec, start, random);
  }

  /** A descent from a point of the caller's choice, with random numbers of its own. */
  public static Descent descent(
      Precision precision, Problem problem, OptimizerSpec spec, double[] start, RandomKey random) {
    return precision == Precision.FLOAT
        ? Descent.of(problem.objective(), spec.start(problem.layout(), random), start)
        : Descent.of(problem.definition(), spec.startDefinition(problem.layout(), random), start);
  }

  private static SortedMap<String, double[]> arrays(Map<String, List<Double>> lists) {
    SortedMap<String, double[]> arrays = new TreeMap<>();
    lists.forEach(
        (name, list) -> arrays.put(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  /** Collects the series of one run. */
  private static final class Recorder implements Minimizer.Observer {
    private final RunKey key;
    private final List<Range> ranges;
    private final Map<String, List<Double>> theta = new TreeMap<>();
    private final Map<String, List<Double>> layers = new TreeMap<>();
    private final Map<String, List<Double>> telemetry = new TreeMap<>();

    Recorder(RunKey key, Problem problem) {
      this.key = key;
      this.ranges = problem.layout().layers().castToList();
    }

    @Override
    public void observe(int iteration, double loss, Descent descent) {
      if (key.watch().contains(RunKey.Watch.THETA)) {
        for (int i = 0; i < descent.dimension(); i++) {
          add(theta, "x" + i, descent.theta(i));
        }
      }
      if (key.watch().contains(RunKey.Watch.LAYERS) && iteration < key.steps()) {
        for (Range range : ranges) {
          add(layers, range.name(), gradientNorm(descent, range));
        }
      }
      if (iteration > 0) {
        descent.telemetry().forEach((name, cell) -> add(telemetry, name, cell.value));
      }
    }

    private static double gradientNorm(Descent descent, Range range) {
      double sum = 0;
      for (int i = range.offset(); i < range.offset() + range.size(); i++) {
        sum += descent.gradient(i) * descent.gradient(i);
      }
      return Math.sqrt(sum);
    }

    private static void add(Map<String, List<Double>> series, String name, double value) {
      series.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }
}
