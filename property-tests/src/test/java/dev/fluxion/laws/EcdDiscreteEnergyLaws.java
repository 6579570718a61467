package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.EcdDiscreteEnergy;
import dev.fluxion.optimizers.physics.EcdLeapfrog;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The energy that discrete steps conserve, against the one that continuous motion does. */
class EcdDiscreteEnergyLaws {
  private static EcdDiscreteEnergy spec(double step, double eta, boolean regular, boolean keep) {
    return new EcdDiscreteEnergy(step, eta, 0, -1, 0.5, regular, keep, 1, 0, 0);
  }

  /** The plain energy of the same steps errs by Δt²: two orders are won, and no gradient spent. */
  @Example
  void theDiscreteEnergyErrsByTheFourthPowerOfTheTimeStep() {
    Bowl bowl = new Bowl(3, 0.5, 4, 0, 0, 5);
    ObjectiveDefinition rosenbrock = new Rosenbrock().open(RandomKey.of(0)).definition();
    double[] start = {-0.5, 0.5};
    assertEquals(4, order(bowl.definition(), bowl.start(), "discreteEnergy", 0.02), 0.3);
    assertEquals(4, order(rosenbrock, start, "discreteEnergy", 0.004), 0.3);
    assertEquals(2, order(bowl.definition(), bowl.start(), "energy", 0.02), 0.3);
    assertEquals(2, order(rosenbrock, start, "energy", 0.004), 0.3);
  }

  private static double order(ObjectiveDefinition f, double[] start, String what, double longest) {
    double[] steps = new double[5];
    double[] errors = new double[5];
    for (int i = 0; i < 5; i++) {
      steps[i] = Math.scalb(longest, -i);
      errors[i] = error(f, start, what, steps[i]);
    }
    return PhaseSpace.order(steps, errors);
  }

  /** The largest relative change of an energy within one unit of time. */
  private static double error(ObjectiveDefinition f, double[] start, String what, double step) {
    PhaseSpace run = new PhaseSpace(spec(step, 1, true, false), f, start);
    run.steps(3);
    double first = run.optimizer.telemetry().get(what).value;
    double worst = 0;
    for (int k = 3; k < Math.round(1 / step); k++) {
      run.step();
      worst = Math.max(worst, Math.abs(run.optimizer.telemetry().get(what).value / first - 1));
    }
    return worst;
  }

  /** Without rescaling only what is looked at differs, so that every bit of the run is the same. */
  @Property(seed = Laws.SEED, tries = 200)
  void withoutRescalingTheStepsAreLeapfrogs(
      @ForAll("bowls") Bowl bowl, @ForAll("etas") double eta, @ForAll boolean regular) {
    EcdDiscreteEnergy discrete =
        new EcdDiscreteEnergy(0.05, eta, 0.01, -1, 0.5, regular, false, 0.5, 0, 0);
    EcdLeapfrog leapfrog = new EcdLeapfrog(0.05, eta, 0.01, -1, 0.5, regular, false, 0, 0);
    assertEquals(
        0.0,
        Trial.definition(discrete, bowl.definition(), bowl.start())
            .distance(Trial.definition(leapfrog, bowl.definition(), bowl.start())));
    assertEquals(
        0.0,
        Trial.engine(discrete, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start())
            .distance(
                Trial.engine(
                    leapfrog, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start())));
  }

  /** Rescaling is a kick of its own; that to Ẽ is so small that the run hardly knows of it. */
  @Example
  void keepingItMovesTheRunLessThanKeepingThePlainEnergy() {
    double plain = moved(new EcdLeapfrog(0.02, 1, 0, -1, 0.5, true, true, 0, 0));
    double discrete = moved(spec(0.02, 1, true, true));
    assertTrue(discrete < plain / 50, discrete + " against " + plain);
  }

  /** How far θ is from that of the run without rescaling after a unit of time. */
  private static double moved(OptimizerSpec keeping) {
    Bowl bowl = new Bowl(3, 0.5, 4, 0, 0, 5);
    PhaseSpace kept = new PhaseSpace(keeping, bowl.definition(), bowl.start());
    PhaseSpace free = new PhaseSpace(spec(0.02, 1, true, false), bowl.definition(), bowl.start());
    kept.steps(50);
    free.steps(50);
    return PhaseSpace.distance(kept.theta, free.theta);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(40, 100);
  }

  @Provide
  Arbitrary<Double> etas() {
    return Doubles.logUniform(0.5, 4);
  }
}
