package dev.fluxion.experiments.document001;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.StableSgd;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import dev.fluxion.optimizers.physics.StableSgdAdaptive;
import dev.fluxion.optimizers.physics.StableSgdLandscape;
import dev.fluxion.optimizers.physics.StableSgdLanguage;
import dev.fluxion.optimizers.physics.StableSgdPackage;
import dev.fluxion.optimizers.physics.StableSgdSelective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that document 001 calls StableSGD, and momentum beside it, each with a grid of twelve. */
final class Rules {
  /** The forms of the text and of the three programs. */
  static final List<String> FORMS =
      List.of("text", "signed", "proximal", "script", "rough", "package");

  /** The proposals of §5. */
  static final List<String> PROPOSALS = List.of("adaptive", "selective");

  private Rules() {}

  static Map<String, OptimizerSpec> all() {
    Map<String, OptimizerSpec> all = new LinkedHashMap<>();
    all.put("momentum", new Momentum(0.005, 0.9));
    all.put("text", new StableSgd(0.005, 0.9, 0.01, Penalty.UNSIGNED, Energy.ELEMENT));
    all.put("signed", new StableSgd(0.005, 0.9, 0.01, Penalty.SIGNED, Energy.ELEMENT));
    all.put("proximal", new StableSgd(0.005, 0.9, 0.01, Penalty.PROXIMAL, Energy.ELEMENT));
    all.put("script", new StableSgdLanguage(0.005, 0.9, true));
    all.put("rough", new StableSgdLandscape(0.005, 0.9, true, true));
    all.put("package", new StableSgdPackage(0.005, 0.9, 0, false, 0, 0.01, 0.9, true));
    all.put("adaptive", new StableSgdAdaptive());
    all.put("selective", new StableSgdSelective());
    return all;
  }

  /**
   * Twelve settings each, and the same effective rates for all: where a rule applies its rate once,
   * they are the squares of those where it applies it twice.
   */
  static String grid(String rule) {
    return switch (rule) {
      case "momentum", "package" ->
          "learningRate=2.5e-5:1e-4:4e-4:9e-4:2.5e-3:4.9e-3:0.01:0.0225:0.04:0.09:0.25:1";
      case "selective" -> "learningRate=4e-4:9e-4:2.5e-3:0.01:0.04:0.09;threshold=0.3:0.45";
      case "adaptive" -> "learningRate=0.02:0.03:0.05:0.1:0.2:0.3;threshold=1e-3:1";
      case "text", "signed", "proximal" ->
          "learningRate=0.02:0.03:0.05:0.1:0.2:0.3;temporalStability=0.005:0.02";
      default -> "learningRate=5e-3:0.01:0.02:0.03:0.05:0.07:0.1:0.15:0.2:0.3:0.5:1";
    };
  }

  /** What a rule is called in a sentence. */
  static String name(String rule) {
    return switch (rule) {
      case "momentum" -> "standard SGD";
      case "text" -> "StableSGD by the text";
      case "signed" -> "StableSGD with a signed penalty";
      case "proximal" -> "StableSGD with a proximal penalty";
      case "script" -> "StableSGD of the language program";
      case "rough" -> "StableSGD of the landscape program";
      case "package" -> "StableSGD of the package";
      case "adaptive" -> "adaptive temporal stability";
      default -> "selective activation";
    };
  }
}
