package dev.fluxion.experiments.document000;

import dev.fluxion.experiments.probe.Tuned;
import dev.fluxion.experiments.probe.Tuned.Goal;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Ackley;
import dev.fluxion.problems.surface.Beale;
import dev.fluxion.problems.surface.Booth;
import dev.fluxion.problems.surface.Himmelblau;
import dev.fluxion.problems.surface.Levy;
import dev.fluxion.problems.surface.Matyas;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Rastrigin;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.surface.ThreeHumpCamel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/** Who competes on which surfaces, each with a grid of 24 settings. */
final class Contest {
  /** Surfaces with one basin, and with several minima of equal height. */
  static final List<String> CONVERGE =
      List.of("ravine", "matyas", "booth", "beale", "rosenbrock", "himmelblau");

  /** Surfaces with many minima. */
  static final List<String> EXPLORE = List.of("rastrigin", "ackley", "levy", "camel");

  static final List<String> CLASSICAL = List.of("sgd", "momentum", "adam");

  private Contest() {}

  static Map<String, ProblemSpec> surfaces() {
    Map<String, ProblemSpec> surfaces = new LinkedHashMap<>();
    surfaces.put(
        "ravine",
        new Quadratic(DoubleLists.immutable.with(0.5, 50), DoubleLists.immutable.with(0), 0));
    surfaces.put("matyas", new Matyas());
    surfaces.put("booth", new Booth());
    surfaces.put("beale", new Beale());
    surfaces.put("rosenbrock", new Rosenbrock());
    surfaces.put("himmelblau", new Himmelblau());
    surfaces.put("rastrigin", new Rastrigin(2));
    surfaces.put("ackley", new Ackley(2, 0.2, 0));
    surfaces.put("levy", new Levy(2));
    surfaces.put("camel", new ThreeHumpCamel());
    return surfaces;
  }

  /** Half of the usual domain, at most 5: Ackley's is too wide for any of the rules. */
  static double side(ProblemSpec surface) {
    return Math.min(5, surface.domain().orElseThrow().high() / 2);
  }

  static Map<String, OptimizerSpec> rules() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("spin literal", Particles.literal(0.05, 1, 1e-3, 0.5, 0.5));
    rules.put("spin", Particles.consistent(0.05, 1, 1e-3, 0.5, 0.5));
    rules.put("no spin", Particles.consistent(0.05, 1, 0, 0.5, 0));
    rules.put("sgd", new Sgd(0.01, 0, 0, false, 0));
    rules.put("momentum", new Momentum(0.01, 0.9));
    rules.put("adam", new Adam(0.01, 0.9, 0.999, 1e-8, 0));
    return rules;
  }

  /** 24 points each. */
  static String grid(String rule) {
    return switch (rule) {
      case "spin literal", "spin" ->
          "stepSize=0.003:0.01:0.03:0.1:0.3:0.5;damping=0.3:2;inertia=1e-5:1e-3";
      case "no spin" -> "stepSize=0.003:0.01:0.03:0.1:0.3:0.5;damping=0.1:0.3:1:2";
      case "sgd" ->
          "learningRate=1e-5:2e-5:3e-5:5e-5:7e-5:1e-4:2e-4:3e-4:5e-4:7e-4:1e-3:2e-3:3e-3:5e-3:7e-3"
              + ":0.01:0.02:0.03:0.05:0.07:0.1:0.2:0.3:0.5";
      case "momentum" ->
          "learningRate=1e-5:1e-4:3e-4:1e-3:3e-3:0.01:0.03:0.1;momentum=0.8:0.9:0.97";
      case "adam" -> "learningRate=1e-3:3e-3:0.01:0.03:0.1:0.3:1:3;beta1=0.7:0.8:0.9";
      default -> throw new IllegalArgumentException("no grid for " + rule);
    };
  }

  /** Without tuning where no seeds are for it. */
  static Tuned tuned(String rule, String place, int tuning, int seeds) {
    ProblemSpec surface = surfaces().get(place);
    Goal goal = CONVERGE.contains(place) ? Goal.COST : Goal.ENDING;
    double side = side(surface);
    return new Tuned(
        tuning == 0 ? "" : grid(rule), Math.max(1, tuning), seeds, -side, side, 1e-6, goal);
  }
}
