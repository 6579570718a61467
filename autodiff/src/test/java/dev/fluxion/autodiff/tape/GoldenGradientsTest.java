package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.layout.Role;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values and gradients of single ops against PyTorch in float64. */
class GoldenGradientsTest {
  /** Double definitions: a few roundings of numbers of order 1. */
  private static final double DOUBLE = 1e-13;

  /** Float engine: a few roundings of 6e-8 on numbers of order 1. */
  private static final double FLOAT = 2e-6;

  private record Golden(String op, List<String> inputs, Function<List<Tensor>, Tensor> record) {}

  private static final List<Golden> OPS =
      List.of(
          new Golden("matmul", List.of("a", "b"), t -> t.get(0).matmul(t.get(1))),
          new Golden("add_bias", List.of("x", "b"), t -> t.get(0).addBias(t.get(1))),
          new Golden("relu", List.of("input"), t -> t.get(0).relu()),
          new Golden("sigmoid", List.of("input"), t -> t.get(0).sigmoid()),
          new Golden("square", List.of("input"), t -> t.get(0).square()),
          new Golden("mse_mean", List.of("x", "y"), t -> t.get(0).meanSquaredError(t.get(1))));

  @TestFactory
  Stream<DynamicTest> definitionAndEngineAgreeWithPyTorch() throws Exception {
    JsonNode cases;
    try (InputStream in = getClass().getResourceAsStream("/golden/op_gradients.json")) {
      cases = JsonMapper.shared().readTree(in).get("cases");
    }
    return OPS.stream()
        .map(golden -> DynamicTest.dynamicTest(golden.op(), () -> check(golden, cases)));
  }

  private static void check(Golden golden, JsonNode cases) {
    JsonNode data = find(cases, golden.op());
    Tape tape = new Tape();
    List<Tensor> inputs = new ArrayList<>();
    List<Double> theta = new ArrayList<>();
    List<Double> gradient = new ArrayList<>();
    for (String name : golden.inputs()) {
      inputs.add(tape.parameter(name, Role.COORDINATE, extents(data.get("shapes").get(name))));
      flatten(data.get("inputs").get(name), theta);
      JsonNode given = data.get("grads").get(name);
      int from = gradient.size();
      if (given != null) {
        flatten(given, gradient);
      }
      while (gradient.size() < theta.size()) {
        gradient.add(Double.NaN); // not given
      }
      assertEquals(theta.size(), gradient.size(), name + " from " + from);
    }
    Tensor out = golden.record().apply(inputs);
    List<Double> upstream = new ArrayList<>();
    flatten(data.get("upstream"), upstream);
    Tensor loss = out;
    if (!out.shape().isScalar()) {
      int[] extents = new int[out.shape().rank()];
      for (int i = 0; i < extents.length; i++) {
        extents[i] = out.shape().extent(i);
      }
      loss = out.times(tape.input("upstream", extents)).sum();
    }
    Program program = tape.compile(loss);
    double factor = out.shape().isScalar() ? upstream.getFirst() : 1;
    definition(program, out, data, theta, gradient, upstream, factor);
    engine(program, theta, gradient, upstream, factor);
  }

  private static void definition(
      Program program,
      Tensor out,
      JsonNode data,
      List<Double> theta,
      List<Double> gradient,
      List<Double> upstream,
      double factor) {
    DefinitionWorkspace workspace = program.newDefinitionWorkspace();
    if (!out.shape().isScalar()) {
      workspace.set("upstream", array(upstream));
    }
    double[] found = new double[theta.size()];
    workspace.valueAndGradient(array(theta), found);
    List<Double> output = new ArrayList<>();
    flatten(data.get("output"), output);
    assertArrayEquals(array(output), workspace.read(out), DOUBLE, "output");
    compare(gradient, found, factor, DOUBLE);
  }

  private static void engine(
      Program program,
      List<Double> theta,
      List<Double> gradient,
      List<Double> upstream,
      double factor) {
    Workspace workspace = program.newWorkspace();
    if (upstream.size() > 1) {
      workspace.set("upstream", narrow(upstream));
    }
    float[] found = new float[theta.size()];
    workspace.valueAndGradient(narrow(theta), found);
    double[] wide = new double[found.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = found[i];
    }
    compare(gradient, wide, factor, FLOAT);
  }

  private static void compare(
      List<Double> gradient, double[] found, double factor, double tolerance) {
    for (int i = 0; i < found.length; i++) {
      if (!gradient.get(i).isNaN()) {
        double expected = gradient.get(i);
        assertEquals(
            expected,
            factor * found[i],
            tolerance * Math.max(1, Math.abs(expected)),
            "gradient " + i);
      }
    }
  }

  private static JsonNode find(JsonNode cases, String op) {
    for (JsonNode c : cases) {
      if (c.get("op").asString().equals(op)) {
        return c;
      }
    }
    throw new AssertionError("no golden case " + op);
  }

  private static int[] extents(JsonNode shape) {
    int[] extents = new int[shape.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = shape.get(i).asInt();
    }
    return extents;
  }

  private static void flatten(JsonNode node, List<Double> into) {
    if (node.isArray()) {
      node.forEach(child -> flatten(child, into));
    } else {
      into.add(node.asDouble());
    }
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static float[] narrow(List<Double> list) {
    float[] narrow = new float[list.size()];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = list.get(i).floatValue();
    }
    return narrow;
  }
}
