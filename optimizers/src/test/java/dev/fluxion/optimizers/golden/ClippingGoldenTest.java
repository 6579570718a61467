package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.transform.ClipNorm;
import dev.fluxion.optimizers.transform.ClipNorm.Norms;
import dev.fluxion.optimizers.transform.ClipNorm.Scope;
import dev.fluxion.optimizers.transform.ClipValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Clipped gradients against PyTorch's: what a step of size 1 from 0 takes away. */
class ClippingGoldenTest {
  private static final String STEP = "sgd(learningRate=1)";

  @TestFactory
  Stream<DynamicTest> gradientsAreClippedAsByPyTorch() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : Golden.read(Golden.FOLDER.resolve("clipping.json")).get("cases")) {
      OptimizerSpec spec = spec(golden);
      String name = golden.get("name").asString() + " " + golden.get("dtype").asString() + spec;
      tests.add(DynamicTest.dynamicTest(name, () -> compare(golden, spec)));
    }
    return tests.stream();
  }

  private static OptimizerSpec spec(JsonNode golden) {
    if (golden.get("op").asString().equals("clip_grad_value_")) {
      return new ClipValue(golden.get("clip_value").asDouble(), STEP);
    }
    JsonNode type = golden.get("norm_type");
    Norms norm = type.isString() ? Norms.MAX : type.asDouble() == 1 ? Norms.L1 : Norms.L2;
    return new ClipNorm(golden.get("max_norm").asDouble(), norm, Scope.WHOLE, STEP);
  }

  /** The norm of n numbers and the factor round n + 4 times, in either precision. */
  private static void compare(JsonNode golden, OptimizerSpec spec) {
    int[] sizes =
        StreamSupport.stream(golden.get("grads").spliterator(), false)
            .mapToInt(JsonNode::size)
            .toArray();
    double[] gradient = flat(golden.get("grads"));
    double[] expected = flat(golden.get("result"));
    int n = gradient.length;
    ParameterLayout layout = ParameterLayout.vector("x", n).split(sizes);
    boolean single = golden.get("dtype").asString().equals("float32");
    double[] clipped = single ? engine(spec, layout, gradient) : definition(spec, layout, gradient);
    double rounding = (n + 4) * (single ? 0x1p-24 : 0x1p-53);
    for (int i = 0; i < n; i++) {
      assertEquals(expected[i], clipped[i], rounding * Math.abs(expected[i]));
    }
  }

  private static double[] definition(OptimizerSpec spec, ParameterLayout layout, double[] g) {
    double[] theta = new double[g.length];
    spec.startDefinition(layout, RandomKey.of(0)).step(theta, g, 1);
    return Arrays.stream(theta).map(x -> -x).toArray();
  }

  private static double[] engine(OptimizerSpec spec, ParameterLayout layout, double[] g) {
    float[] theta = new float[g.length];
    spec.start(layout, RandomKey.of(0)).step(theta, Convert.toFloat(g), 1);
    return Arrays.stream(Convert.toDouble(theta)).map(x -> -x).toArray();
  }

  private static double[] flat(JsonNode lists) {
    return StreamSupport.stream(lists.spliterator(), false)
        .flatMapToDouble(list -> DoubleStream.of(Golden.numbers(list)))
        .toArray();
  }
}
