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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/** Who competes on which surfaces, each with a grid of 48 settings. */
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

  /** β = 0.4: at the longest step of the grid the particle loses all spin. */
  static Map<String, OptimizerSpec> rules() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("spin literal", Particles.literal(0.05, 1, 1e-3, 0.5, 0.4));
    rules.put("spin", Particles.consistent(0.05, 1, 1e-3, 0.5, 0.4));
    rules.put("no spin", Particles.consistent(0.05, 1, 0, 0.5, 0));
    rules.put("sgd", new Sgd(0.01, 0, 0, false, 0));
    rules.put("momentum", new Momentum(0.01, 0.9));
    rules.put("adam", new Adam(0.01, 0.9, 0.999, 1e-8, 0));
    return rules;
  }

  /**
   * 48 points each. The particle's steps Δt grow by 2.5, and γΔt, the share of K that a step loses,
   * is 0.1, 0.25, 0.5 and 1 for each, so that the best ones lie inside (γΔt = 1 is all of K).
   * Without spin there is no I to tune: the same 24 steps and dampings.
   */
  static String grid(String rule) {
    return switch (rule) {
      case "spin literal", "spin" -> particle("1e-5:1e-3");
      case "no spin" -> particle("0");
      case "sgd" -> "learningRate=" + rates();
      case "momentum" ->
          "learningRate=1e-4:3e-4:1e-3:2e-3:5e-3:0.01:0.02:0.05:0.1:0.3:0.5:1"
              + ";momentum=0.6:0.8:0.9:0.97";
      case "adam" ->
          "learningRate=1e-3:3e-3:0.01:0.03:0.1:0.2:0.3:0.5:1:2:3:10;beta1=0.5:0.7:0.8:0.9";
      default -> throw new IllegalArgumentException("no grid for " + rule);
    };
  }

  private static String particle(String inertia) {
    return Stream.of(
            "0.025;damping=4:10:20:40",
            "0.0625;damping=1.6:4:8:16",
            "0.16;damping=0.625:1.5625:3.125:6.25",
            "0.4;damping=0.25:0.625:1.25:2.5",
            "1;damping=0.1:0.25:0.5:1",
            "2.5;damping=0.04:0.1:0.2:0.4")
        .map(pairs -> "stepSize=" + pairs + ";inertia=" + inertia)
        .collect(Collectors.joining("|"));
  }

  /** From 1e-4 to 5, ten a decade. */
  private static String rates() {
    return Stream.of("e-4", "e-3", "e-2", "e-1", "e0")
        .flatMap(
            power ->
                Stream.of("1", "1.25", "1.6", "2", "2.5", "3.2", "4", "5", "6.3", "8")
                    .map(number -> number + power))
        .limit(48)
        .collect(Collectors.joining(":"));
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
