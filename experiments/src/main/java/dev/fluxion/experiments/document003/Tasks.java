package dev.fluxion.experiments.document003;

import dev.fluxion.experiments.Scale;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The learning tasks that stand in for those of document 003, §4.2 to §4.4, and who solves them.
 */
final class Tasks {
  /** ECDSep as in the document: constant step, F₀ = δE = 0; weight decay as the others have it. */
  static final String ECD =
      "{\"stepSize\":{\"type\":\"log\",\"low\":0.05,\"high\":5},"
          + "\"eta\":{\"type\":\"uniform\",\"low\":1,\"high\":5},"
          + "\"nu\":{\"type\":\"log\",\"low\":1e-6,\"high\":0.001},"
          + "\"weightDecay\":{\"type\":\"log\",\"low\":1e-6,\"high\":0.001}}";

  static final String SGD =
      "{\"learningRate\":{\"type\":\"log\",\"low\":0.001,\"high\":1},"
          + "\"momentum\":{\"type\":\"uniform\",\"low\":0.8,\"high\":0.99},"
          + "\"weightDecay\":{\"type\":\"log\",\"low\":1e-6,\"high\":0.001}}";

  static final String ADAM =
      "{\"learningRate\":{\"type\":\"log\",\"low\":0.0001,\"high\":0.1},"
          + "\"weightDecay\":{\"type\":\"log\",\"low\":1e-6,\"high\":0.001}}";

  static final String ADAMW =
      "{\"learningRate\":{\"type\":\"log\",\"low\":0.0001,\"high\":0.1},"
          + "\"weightDecay\":{\"type\":\"log\",\"low\":0.0001,\"high\":0.1}}";

  /** The document's own scan on images. */
  static final String IMAGE_SCAN =
      "{\"stepSize\":[0.4,0.6],\"eta\":1,\"nu\":[1e-4,5e-5,1e-5],\"weightDecay\":0.0005}";

  /** The document's own scan on graphs. */
  static final String GRAPH_SCAN =
      "{\"stepSize\":[1.5,1.8,2,2.5,2.8,3],\"eta\":[4.5,5,5.5,6],\"nu\":1e-5}";

  private Tasks() {}

  /** Images with a convolutional net; fewer of them where little work is asked for. */
  static Training images(Scale scale) {
    return new Training(
        "digits(samples=" + scale.choose(100, 600, 600) + ",side=8,noise=0.1)",
        "residual-net",
        20,
        Loss.AUTO,
        0.2,
        0.3,
        true);
  }

  /** The tasks by name. */
  static Map<String, Training> all(Scale scale) {
    Map<String, Training> tasks = new LinkedHashMap<>();
    tasks.put("images", images(scale));
    tasks.put(
        "graph",
        new Training(
            "block-graph(inside=0.6)", "graph-sage:in-16-16-out", 0, Loss.AUTO, 0.2, 0.3, true));
    tasks.put(
        "language",
        new Training(
            "token-patterns(counting=40,repeating=40,random=10,vocabulary=20,length=10)",
            "transformer",
            9,
            Loss.AUTO,
            0.2,
            0.3,
            false));
    tasks.put(
        "spirals", new Training("spirals", "mlp:in-16-16-out", 30, Loss.AUTO, 0.2, 0.3, true));
    return tasks;
  }

  /** Their names. */
  static List<String> names() {
    return List.of("images", "graph", "language", "spirals");
  }

  /** The optimizers by name; what the search does not set is as here. */
  static Map<String, OptimizerSpec> rules() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("ecdsep", new EcdSep());
    rules.put("sgd", new Sgd(0.1, 0.9, 0, false, 0));
    rules.put("adam", new Adam());
    rules.put("adamw", new AdamW());
    return rules;
  }

  /** The space of a rule. */
  static String space(String rule) {
    return switch (rule) {
      case "ecdsep" -> ECD;
      case "sgd" -> SGD;
      case "adam" -> ADAM;
      default -> ADAMW;
    };
  }
}
