package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.BatchStatisticsOp;
import dev.fluxion.autodiff.op.Conv2dOp;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.op.VarianceOp;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values and gradients of single ops against PyTorch in float64: every case of the file. */
class GoldenGradientsTest {
  /** Double definitions: a few roundings, relative to numbers above 1. */
  private static final double DOUBLE = 1e-12;

  /** Float engine: a few roundings of 6e-8, relative to numbers above 1. */
  private static final double FLOAT = 2e-6;

  private static final Map<String, Function<Case, Tensor>> VERBS = new HashMap<>();

  static {
    VERBS.put("matmul", c -> c.tensor("a").matmul(c.tensor("b")));
    VERBS.put("matmul_batched", c -> c.tensor("a").matmul(c.tensor("b")));
    VERBS.put("matvec", c -> c.tensor("a").matmul(c.tensor("b")));
    VERBS.put("add_bias", c -> c.tensor("x").addBias(c.tensor("b")));
    VERBS.put("add_bias_column", c -> c.tensor("x").plus(c.tensor("b")));
    VERBS.put("mul_broadcast", c -> c.tensor("x").times(c.tensor("b")));
    VERBS.put("div", c -> c.tensor("a").div(c.tensor("b")));
    VERBS.put("maximum", c -> c.tensor("input").maximum(c.tensor("other")));
    VERBS.put("relu", c -> c.tensor("input").relu());
    VERBS.put("leaky_relu_0.01", c -> c.tensor("x").leakyRelu(0.01));
    VERBS.put("elu", c -> c.tensor("x").elu());
    VERBS.put("sigmoid", c -> c.tensor("input").sigmoid());
    VERBS.put("gelu_tanh", c -> c.tensor("x").geluTanh());
    VERBS.put("softplus", c -> c.tensor("x").softplus());
    VERBS.put("square", c -> c.tensor("input").square());
    VERBS.put("abs", c -> c.tensor("input").abs());
    VERBS.put("sqrt", c -> c.tensor("input").sqrt());
    VERBS.put("exp", c -> c.tensor("input").exp());
    VERBS.put("log", c -> c.tensor("input").log());
    VERBS.put("pow3", c -> c.tensor("x").pow(3));
    VERBS.put("sin", c -> c.tensor("input").sin());
    VERBS.put("softmax_last", c -> c.tensor("x").softmax());
    VERBS.put("log_softmax_last", c -> c.tensor("x").logSoftmax());
    VERBS.put("logsumexp", c -> c.tensor("x").logSumExp(-1));
    VERBS.put("cross_entropy_mean", c -> c.tensor("x").crossEntropy(c.data("target")));
    VERBS.put("bce_with_logits", c -> c.tensor("x").binaryCrossEntropy(c.data("target")));
    VERBS.put("mse_mean", c -> c.tensor("x").meanSquaredError(c.tensor("y")));
    VERBS.put("mse_sum", c -> c.tensor("x").minus(c.tensor("y")).square().sum());
    VERBS.put("smooth_l1_mean", c -> c.tensor("x").smoothL1Loss(c.tensor("y"), 1));
    VERBS.put("sum_axes_all", c -> c.tensor("x").sum());
    VERBS.put("mean_axes_all", c -> c.tensor("x").mean());
    VERBS.put("sum_axes_0", c -> c.tensor("x").sum(0));
    VERBS.put("sum_axes_1", c -> c.tensor("x").sum(1));
    VERBS.put("sum_axes_2", c -> c.tensor("x").sum(2));
    VERBS.put("mean_axes_2", c -> c.tensor("x").mean(2));
    VERBS.put("mean_axes_0_2", c -> c.tensor("x").mean(0, 2));
    VERBS.put("mean_keepdim_axis1", c -> c.tensor("x").mean(1).unsqueeze(1));
    VERBS.put("var_biased_axis1", c -> c.tensor("x").variance(1));
    VERBS.put(
        "var_unbiased_axis1",
        c -> c.tensor("x").apply(new VarianceOp(IntLists.immutable.with(1), false, 1)));
    VERBS.put("reshape", c -> c.tensor("x").reshape(4, -1));
    VERBS.put("concat_axis0", c -> c.tensor("a").concat(0, c.tensor("b")));
    VERBS.put("stack", c -> c.tensor("a").stack(c.stackAxis(), c.tensor("b")));
    VERBS.put("slice_rows1_3_cols0_4_2", c -> c.tensor("x").slice(0, 1, 3).slice(1, 0, 4, 2));
    VERBS.put("gather_cols", c -> c.tensor("x").gather(1, c.data("index")));
    VERBS.put("embedding", c -> c.tensor("w").embedding(c.data("index")));
    VERBS.put("layer_norm", c -> c.tensor("x").layerNorm(c.tensor("w"), c.tensor("b")));
    VERBS.put("batch_norm_2d_input", GoldenGradientsTest::batchNorm);
    VERBS.put("conv2d", GoldenGradientsTest::conv2d);
    VERBS.put("conv2d_rect", GoldenGradientsTest::conv2d);
    VERBS.put("max_pool2d_k2_s2", c -> c.tensor("x").maxPool2d(2, 2, 0));
    VERBS.put("max_pool2d_k3_s1_p1", c -> c.tensor("x").maxPool2d(3, 1, 1));
    VERBS.put("max_pool2d_ties", c -> c.tensor("x").maxPool2d(2, 2, 0));
    VERBS.put("avg_pool2d_k2_s2", c -> c.tensor("x").averagePool2d(2, 2, 0));
    VERBS.put("avg_pool2d_k3_s1_p1", c -> c.tensor("x").averagePool2d(3, 1, 1));
    VERBS.put("dropout_mask_p0.25", c -> c.tensor("x").times(c.data("mask")).div(1 - 0.25));
    VERBS.put("attention", c -> c.tensor("q").attention(c.tensor("k"), c.tensor("w"), false));
  }

  private static Tensor batchNorm(Case c) {
    Tensor x = c.tensor("x");
    return x.batchNorm(x.batchStatistics(), c.tensor("w"), c.tensor("b"));
  }

  private static Tensor conv2d(Case c) {
    Op op =
        new Conv2dOp(
            c.number("stride", 0),
            c.number("stride", 1),
            c.number("padding", 0),
            c.number("padding", 1),
            1);
    return c.tensor("x").apply(op, c.tensor("w")).addChannelBias(c.tensor("b"));
  }

  /** One case of the file, being recorded. */
  private static final class Case {
    private final JsonNode json;
    private final Tape tape = new Tape();
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, float[]> data = new HashMap<>();
    private final List<Double> theta = new ArrayList<>();
    private final List<Double> gradient = new ArrayList<>();

    Case(JsonNode json) {
      this.json = json;
      json.get("inputs")
          .properties()
          .forEach(
              input -> {
                String name = input.getKey();
                tensors.put(name, tape.parameter(name, Role.COORDINATE, extents(input.getValue())));
                flatten(input.getValue(), theta);
                flatten(json.get("grads").get(name), gradient);
              });
    }

    /** An input with a gradient. */
    Tensor tensor(String name) {
      return tensors.get(name);
    }

    /** A constant, set as data. */
    Tensor data(String name) {
      return data(name, json.get("const").get(name));
    }

    Tensor data(String name, JsonNode values) {
      List<Double> flat = new ArrayList<>();
      flatten(values, flat);
      data.put(name, Convert.toFloat(array(flat)));
      return tape.input(name, extents(values));
    }

    /** A number, or one of a list. */
    int number(String name, int i) {
      JsonNode value = json.get("const").get(name);
      return value.isArray() ? value.get(i).asInt() : value.asInt();
    }

    int stackAxis() {
      int[] shape = extents(json.get("output"));
      int axis = 0;
      while (shape[axis] != 2) {
        axis++;
      }
      return axis;
    }
  }

  @TestFactory
  Stream<DynamicTest> definitionAndEngineAgreeWithPyTorch() throws Exception {
    return cases().stream()
        .map(json -> DynamicTest.dynamicTest(json.get("op").asString(), () -> check(json)));
  }

  private static List<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream in =
        GoldenGradientsTest.class.getResourceAsStream("/golden/op_gradients.json")) {
      JsonMapper.shared().readTree(in).get("cases").forEach(cases::add);
    }
    return cases;
  }

  @Test
  void runningStatisticsAgreeWithPyTorch() throws Exception {
    JsonNode json =
        cases().stream()
            .filter(c -> c.get("op").asString().equals("batch_norm_2d_input"))
            .findFirst()
            .orElseThrow();
    Case c = new Case(json);
    Tensor statistics = c.tensor("x").batchStatistics();
    Workspace workspace = c.tape.compile(statistics.sum()).newWorkspace();
    workspace.value(Convert.toFloat(array(c.theta)));
    float[] batch = new float[6];
    workspace.read(statistics, batch);
    float[] running = {0, 0, 0, 1, 1, 1};
    BatchStatisticsOp.update(0.1, 6, batch, running);
    List<Double> expected = new ArrayList<>();
    flatten(json.get("extra").get("running_mean"), expected);
    flatten(json.get("extra").get("running_var"), expected);
    compare("running", array(expected), Convert.toDouble(running), FLOAT);
  }

  private static void check(JsonNode json) {
    Function<Case, Tensor> verb = VERBS.get(json.get("op").asString());
    assertNotNull(verb, "no verb");
    Case c = new Case(json);
    Tensor out = verb.apply(c);
    List<Double> output = new ArrayList<>();
    List<Double> upstream = new ArrayList<>();
    flatten(json.get("output"), output);
    flatten(json.get("upstream"), upstream);
    assertEquals(Shape.of(extents(json.get("output"))), out.shape());
    Tensor loss;
    if (out.shape().isScalar()) {
      loss = out.times(upstream.getFirst());
    } else {
      loss = out.times(c.data("upstream", json.get("upstream"))).sum();
    }
    Program program = c.tape.compile(loss);
    double[] theta = array(c.theta);
    double[] gradient = array(c.gradient);

    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    c.data.forEach(definition::set);
    if (!out.shape().isScalar()) {
      definition.set("upstream", array(upstream));
    }
    double[] found = new double[theta.length];
    definition.valueAndGradient(theta, found);
    compare("output", array(output), definition.read(out), DOUBLE);
    compare("gradient", gradient, found, DOUBLE);

    Workspace engine = program.newWorkspace();
    c.data.forEach(engine::set);
    float[] narrow = new float[theta.length];
    float[] values = new float[output.size()];
    engine.valueAndGradient(Convert.toFloat(theta), narrow);
    engine.read(out, values);
    compare("engine's output", array(output), Convert.toDouble(values), FLOAT);
    compare("engine's gradient", gradient, Convert.toDouble(narrow), FLOAT);
  }

  private static void compare(String what, double[] expected, double[] found, double tolerance) {
    assertEquals(expected.length, found.length, what);
    for (int i = 0; i < found.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], found[i], tolerance * scale, what + " " + i);
    }
  }

  /** The extents of nested lists. */
  private static int[] extents(JsonNode values) {
    List<Integer> extents = new ArrayList<>();
    for (JsonNode node = values; node.isArray(); node = node.get(0)) {
      extents.add(node.size());
    }
    return extents.stream().mapToInt(Integer::intValue).toArray();
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
}
