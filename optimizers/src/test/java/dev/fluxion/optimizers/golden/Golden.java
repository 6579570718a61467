package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.State;
import dev.fluxion.optimizers.Stateful;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs an optimizer as a golden file did. */
final class Golden {
  static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Beside θ the engine rounds gradient, Π and rates, and errors may all point one way. */
  private static final double ROUNDINGS = 4;

  private Golden() {}

  static JsonNode read(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  /**
   * Losses and parameters of all iterations, what they cost, and their average at the end, if the
   * optimizer keeps one.
   */
  record Run(
      double[] loss,
      Map<Integer, double[]> theta,
      double[] average,
      int stepsTaken,
      long evaluations) {
    /** The largest difference of any coordinate at any iteration. */
    double distance(Run other) {
      double worst = 0;
      for (int k : theta.keySet()) {
        for (int i = 0; i < theta.get(k).length; i++) {
          worst = Math.max(worst, Math.abs(theta.get(k)[i] - other.theta.get(k)[i]));
        }
      }
      return worst;
    }
  }

  /**
   * Runs the definition, and the engine up to float rounding times the stated amplification,
   * against a file of the folder {@code ecdsep}; returns the run of the definition. The stated
   * amplification is that of the start; where Π² = E/V - s is a small difference, rounding on the
   * way does more, and {@link #strayed} says how much.
   */
  static Run compare(JsonNode golden, OptimizerSpec spec, double wide, double narrow) {
    Surface surface = Surface.of(golden);
    double[] start = numbers(golden.get("start"));
    int steps = golden.get("steps").asInt();
    JsonNode amplification = golden.get("amplification");
    boolean single = golden.get("dtype").asString().equals("float32");
    Run engine = run(surface, spec, true, start, steps);
    Run definition = run(surface, spec, false, start, steps);
    Map<Integer, Double> strayed = strayed(surface, spec, start, definition);
    double factor = 1;
    for (String iteration : golden.get("theta").propertyNames()) {
      int k = Integer.parseInt(iteration);
      double[] expected = numbers(golden.get("theta").get(iteration));
      JsonNode grown = amplification.get(iteration); // null where it could not be measured
      factor = grown == null || grown.isNull() ? factor : Math.max(factor, grown.asDouble());
      double allowed = Math.max(narrow * factor, ROUNDINGS * strayed.get(k));
      close(expected, engine.theta().get(k), allowed, "float theta at " + k);
      if (!single) {
        close(expected, definition.theta().get(k), wide, "theta at " + k);
      }
    }
    if (!single) {
      close(numbers(golden.get("loss")), definition.loss(), wide, "loss");
    }
    return definition;
  }

  /**
   * How far, relative to max(1, |θ|), the definition strays up to every iteration when θ is off by
   * half a float's ulp after every step: the largest of four runs.
   */
  private static Map<Integer, Double> strayed(
      Surface surface, OptimizerSpec spec, double[] start, Run exact) {
    Map<Integer, Double> worst = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      RandomKey rounding = RandomKey.of(i).split("rounding");
      ParameterLayout layout = ParameterLayout.vector("x", start.length);
      OptimizerDefinition optimizer = spec.startDefinition(layout, RandomKey.of(0));
      double[] theta = start.clone();
      double[] gradient = new double[start.length];
      double farthest = 0;
      for (int k = 0; k < exact.loss.length; k++) {
        double scale = 1;
        double off = 0;
        for (int j = 0; j < theta.length; j++) {
          scale = Math.max(scale, Math.abs(exact.theta.get(k)[j]));
          off = Math.max(off, Math.abs(theta[j] - exact.theta.get(k)[j]));
        }
        farthest = Math.max(farthest, off / scale);
        worst.merge(k, farthest, Math::max);
        optimizer.step(theta, gradient, surface.definition().valueAndGradient(theta, gradient));
        for (int j = 0; j < theta.length; j++) {
          theta[j] *= 1 + 0x1p-24 * (2 * rounding.uniform(k, j) - 1);
        }
      }
    }
    return worst;
  }

  static Run run(Surface surface, OptimizerSpec spec, boolean single, double[] start, int steps) {
    ParameterLayout layout = ParameterLayout.vector("x", start.length);
    RandomKey key = RandomKey.of(0);
    Stateful optimizer = single ? spec.start(layout, key) : spec.startDefinition(layout, key);
    Descent descent =
        optimizer instanceof Optimizer engine
            ? Descent.of(surface.engine(), engine, start)
            : Descent.of(surface.definition(), (OptimizerDefinition) optimizer, start);
    Map<Integer, double[]> theta = new TreeMap<>();
    Minimizer.Result result =
        Minimizer.run(
            descent,
            steps,
            Double.NEGATIVE_INFINITY,
            (iteration, loss, d) -> theta.put(iteration, d.theta()));
    for (int k = 0; k <= steps; k++) {
      theta.putIfAbsent(k, result.theta()); // stands still after an early end
    }
    return new Run(
        result.loss(), theta, average(optimizer.save()), result.stepsTaken(), result.evaluations());
  }

  private static double[] average(State state) {
    float[] single = state.floats().get("average");
    return single == null ? state.doubles().get("average") : Convert.toDouble(single);
  }

  static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode x = array.get(i);
      numbers[i] = x.isString() ? Double.parseDouble(x.asString()) : x.asDouble();
    }
    return numbers;
  }

  /** |found - expected| ≤ tolerance · max(1, largest |expected|). */
  static void close(double[] expected, double[] found, double tolerance, String what) {
    double scale = 1;
    for (double x : expected) {
      scale = Math.max(scale, Math.abs(x));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], tolerance * scale, what + "[" + i + "]");
    }
  }
}
