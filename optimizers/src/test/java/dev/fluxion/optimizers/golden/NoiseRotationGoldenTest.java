package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.physics.EcdSep;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The angle by which the noise turns Π: mean and spread of the authors' published code. */
class NoiseRotationGoldenTest {
  private static final int DRAWS = 40;

  /** Standard errors; one of 8 cases in 2 precisions exceeds this once in 1e5 times. */
  private static final double SIGNIFICANT = 5;

  @TestFactory
  Stream<DynamicTest> anglesMatch() throws IOException {
    return Golden.read(Golden.FOLDER.resolve("noise_rotation.json"))
        .valueStream()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    "ν√n = " + golden.get("nu_sqrt_n") + " in " + golden.get("split"),
                    () -> compare(golden)));
  }

  private static void compare(JsonNode golden) {
    double nu = golden.get("nu").asDouble();
    int n = golden.get("n").asInt();
    int[] sizes = golden.get("split").valueStream().mapToInt(JsonNode::asInt).toArray();
    ParameterLayout layout = ParameterLayout.vector("x", n).split(sizes);
    double single = 0;
    double wide = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      RandomKey key = RandomKey.of(draw);
      single += angle(engine(layout, key, 0), engine(layout, key, nu)) / DRAWS;
      wide += angle(definition(layout, key, 0), definition(layout, key, nu)) / DRAWS;
    }
    double expected = golden.get("mean_angle_rad").asDouble();
    double spread = golden.get("sd_rad").asDouble();
    double error = spread * Math.sqrt(1.0 / DRAWS + 1 / golden.get("draws").asDouble());
    assertEquals(expected, wide, SIGNIFICANT * error);
    assertEquals(expected, single, SIGNIFICANT * error);
  }

  private static EcdSep spec(double nu) {
    return new EcdSep(0.01, 1, nu, 0, 1, true, 0, true, 0, 0);
  }

  /** Π after a first step. */
  private static double[] definition(ParameterLayout layout, RandomKey key, double nu) {
    OptimizerDefinition optimizer = spec(nu).startDefinition(layout, key);
    double[] gradient = new double[layout.size()];
    Arrays.fill(gradient, 1);
    optimizer.step(new double[gradient.length], gradient, 1);
    return optimizer.save().doubles().get("momentum");
  }

  private static double[] engine(ParameterLayout layout, RandomKey key, double nu) {
    Optimizer optimizer = spec(nu).start(layout, key);
    float[] gradient = new float[layout.size()];
    Arrays.fill(gradient, 1);
    optimizer.step(new float[gradient.length], gradient, 1);
    return Convert.toDouble(optimizer.save().floats().get("momentum"));
  }

  private static double angle(double[] x, double[] y) {
    double dot = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      dot += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return StrictMath.acos(dot / Math.sqrt(xx * yy));
  }
}
