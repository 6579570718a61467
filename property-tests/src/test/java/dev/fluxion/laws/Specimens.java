package dev.fluxion.laws;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.EcdDecoupledDecay;
import dev.fluxion.optimizers.physics.EcdDiscreteEnergy;
import dev.fluxion.optimizers.physics.EcdLeapfrog;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.optimizers.polyak.LossShare;
import dev.fluxion.optimizers.polyak.Polyak;
import dev.fluxion.optimizers.polyak.PolyakHybrid;
import dev.fluxion.optimizers.polyak.PolyakPerLayer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The optimizers that laws are tried on: all that are registered, and settings off the defaults.
 */
final class Specimens {
  /** Every registered optimizer with its defaults. */
  static final List<OptimizerSpec> REGISTERED = OptimizerSpec.catalog().all();

  /** Every registered optimizer, and others with the less common parts of their rule in use. */
  static final List<OptimizerSpec> ALL =
      Stream.concat(
              REGISTERED.stream(),
              Stream.of(
                  new Sgd(0.005, 0.8, 0.3, false, 0.01),
                  new Sgd(0.005, 0.8, 0, true, 0),
                  new Adam(0.01, 0.5, 0.9, 1e-4, 0.1),
                  new EcdSep(0.1, 2, 1e-2, -1, 0.5, true, 0.01, true, 1e-10, 1e-40),
                  new EcdSep(0.01, 1, 0, -1, 0, false, 0, false, 1e-10, 1e-40),
                  new EcdSep(0.05, 1, 0, -1, 0.5, true, 0.01, true, 1e-10, 1e-40),
                  new EcdLeapfrog(0.05, 1.5, 0, -1, 0.5, false, true, 1e-10, 1e-40),
                  new EcdDecoupledDecay(0.05, 1, 0, -1, 0.5, true, 0.1, 1e-10, 1e-40),
                  new EcdDiscreteEnergy(0.05, 1, 0, -1, 0.5, true, true, 0.5, 1e-10, 1e-40),
                  new EcdDiscreteEnergy(0.05, 2, 1e-2, -1, 0, false, true, 0.1, 0, 1e-40),
                  new Polyak(0, 0.01, true),
                  new Polyak(0, Double.POSITIVE_INFINITY, false),
                  new PolyakPerLayer(0, Double.POSITIVE_INFINITY, true, LossShare.EQUAL),
                  new PolyakHybrid(0.1, 0.5, 0.9, 1e-8, 0, false)))
          .toList();

  private Specimens() {}
}
