package dev.fluxion.experiments.document003;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.Bbi;
import dev.fluxion.optimizers.physics.EcdSep;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hyperparameters that document 003's published notebooks found, by optimizer. */
final class Published {
  private Published() {}

  /** On Zakharov's function in ten dimensions. */
  static Map<String, OptimizerSpec> zakharov() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put(
        "ecdsep",
        new EcdSep(
            9594.610818688134,
            1.0115627615016867,
            0.08155467868356955,
            0,
            5.051214553994412,
            true,
            0,
            true,
            1e-10,
            1e-40));
    rules.put(
        "adam", new Adam(1.2542526723690335, 0.7268302532453466, 0.9054713087941392, 1e-8, 0));
    rules.put("momentum", new Momentum(3.727912236249505e-06, 0.9425714481791437));
    rules.put("bbi", bbi(0));
    return rules;
  }

  /**
   * The published BBI on Zakharov's function with a number of fixed bounces, of which the document
   * does not tell.
   */
  static Bbi bbi(int bounces) {
    return new Bbi(0.0026001081349641686, 0, 1e-22, true, 1000, 3000, bounces);
  }

  /** On Ackley's function in two dimensions, with c = 0.02. */
  static Map<String, OptimizerSpec> ackley() {
    Map<String, OptimizerSpec> rules = new LinkedHashMap<>();
    rules.put("ecdsep", ackley(1e-3));
    rules.put(
        "adam", new Adam(0.9500469494874144, 0.9280965275549561, 0.9985324889463372, 1e-8, 0));
    rules.put("momentum", new Momentum(0.0007705675764663562, 0.9123637514861792));
    return rules;
  }

  /** The published ECDSep on Ackley's function, with another F₀. */
  static EcdSep ackley(double f0) {
    return new EcdSep(
        0.6978430924580129,
        1.0102203109384507,
        0.5072722919129238,
        f0,
        10,
        true,
        0,
        true,
        1e-10,
        1e-40);
  }
}
