package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
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

  private Golden() {}

  static JsonNode read(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  /** Losses and the parameters of all iterations. */
  record Run(double[] loss, Map<Integer, double[]> theta) {}

  static Run run(Surface surface, OptimizerSpec spec, boolean single, double[] start, int steps) {
    ParameterLayout layout = ParameterLayout.vector("x", start.length);
    RandomKey key = RandomKey.of(0);
    Descent descent =
        single
            ? Descent.of(surface.engine(), spec.start(layout, key), start)
            : Descent.of(surface.definition(), spec.startDefinition(layout, key), start);
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
    return new Run(result.loss(), theta);
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
