package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.State;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Rprop;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.optimizers.physics.SpinEnergy;
import dev.fluxion.optimizers.physics.SpinEnergy.Form;
import dev.fluxion.optimizers.physics.SpinEnergy.Granularity;
import dev.fluxion.optimizers.physics.SpinParticle;
import dev.fluxion.optimizers.physics.SpinParticle.Direction;
import dev.fluxion.optimizers.physics.SpinParticle.Potential;
import dev.fluxion.problems.surface.HarmonicOscillator;
import dev.fluxion.problems.surface.KeplerPotential;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * The particle with spin of document 000: its bookkeeping, and the motions of which mechanics knows
 * the answer.
 */
class SpinLaws {
  /** A particle that is thrown. */
  private static final class Flight {
    private final OptimizerDefinition optimizer;
    private final ObjectiveDefinition f;
    private final double[] gradient;
    final double[] x;

    Flight(SpinParticle rule, ObjectiveDefinition f, double[] start, double[] velocity) {
      this.f = f;
      this.x = start.clone();
      this.gradient = new double[start.length];
      this.optimizer = rule.startDefinition(Trial.layout(start.length), Trial.KEY);
      State state = optimizer.save();
      TreeMap<String, double[]> doubles = new TreeMap<>(state.doubles());
      doubles.put("velocity", velocity.clone());
      optimizer.restore(new State(state.floats(), doubles, state.numbers()));
    }

    Outcome step() {
      return optimizer.step(x, gradient, f.valueAndGradient(x, gradient));
    }

    double report(String name) {
      return optimizer.telemetry().get(name).value;
    }

    double[] velocity() {
      return optimizer.save().doubles().get("velocity");
    }

    double radius() {
      return Math.sqrt(PhaseSpace.squared(x));
    }
  }

  /** Without spin and losses. */
  private static SpinParticle free(double step, Direction direction) {
    return new SpinParticle(step, 1, 0, 0, 0, direction, Potential.SCALED, true);
  }

  private static ObjectiveDefinition oscillator() {
    return new HarmonicOscillator(DoubleLists.immutable.with(1, 1))
        .open(RandomKey.of(0))
        .definition();
  }

  private static ObjectiveDefinition kepler() {
    return new KeplerPotential(2, 1, 0).open(RandomKey.of(0)).definition();
  }

  /** E is what its parts say, and without losses stays so, however the particle turns. */
  @Property(seed = Laws.SEED, tries = 200)
  void energiesAddUpAndStay(
      @ForAll("bowls") Bowl bowl,
      @ForAll Direction direction,
      @ForAll("inertias") double inertia,
      @ForAll boolean dissipation) {
    SpinParticle rule =
        new SpinParticle(0.05, 1, inertia, 0, 0, direction, Potential.SCALED, dissipation);
    Flight flight = new Flight(rule, bowl.definition(), bowl.start(), new double[bowl.dimension()]);
    double first = bowl.definition().value(bowl.start());
    for (int k = 0; k < 50 && flight.step() == Outcome.RUNNING; k++) {
      double energy = flight.report("totalEnergy");
      assertEquals(first, energy, 8 * (k + 1) * Tolerances.DOUBLE * first);
      double kinetic = flight.report("kineticEnergy");
      if (!Double.isNaN(kinetic)) {
        assertTrue(kinetic >= 0);
        double parts = flight.report("potentialEnergy") + kinetic + flight.report("spinEnergy");
        assertEquals(parts, energy, 0.0);
      }
    }
  }

  /** Damping takes, and gives nothing back: E falls, and faster than not at all. */
  @Property(seed = Laws.SEED, tries = 200)
  void dampingOnlyTakes(
      @ForAll("bowls") Bowl bowl,
      @ForAll Direction direction,
      @ForAll("rates") double damping,
      @ForAll("rates") double spinDamping) {
    SpinParticle rule =
        new SpinParticle(0.05, 1, 0.01, damping, spinDamping, direction, Potential.SCALED, true);
    Flight flight = new Flight(rule, bowl.definition(), bowl.start(), new double[bowl.dimension()]);
    double before = bowl.definition().value(bowl.start());
    double first = before;
    for (int k = 0; k < 50 && flight.step() == Outcome.RUNNING; k++) {
      double energy = flight.report("totalEnergy");
      assertTrue(energy <= before + 8 * Tolerances.DOUBLE * first, energy + " > " + before);
      before = energy;
    }
    assertTrue(before < first);
  }

  /** As the document writes it, what the spin loses returns to K: only the order is different. */
  @Example
  void theDocumentsSpinDampingDissipatesNothing() {
    double[] start = {1, 0.3};
    double[] lost = new double[2];
    for (boolean dissipation : new boolean[] {false, true}) {
      SpinParticle rule =
          new SpinParticle(0.05, 1, 1e-3, 0, 1, Direction.TRAPEZOID, Potential.SCALED, dissipation);
      Flight flight = new Flight(rule, oscillator(), start, new double[] {0, 1});
      flight.step();
      double first = flight.report("totalEnergy");
      for (int k = 0; k < 200; k++) {
        flight.step();
      }
      lost[dissipation ? 1 : 0] = 1 - flight.report("totalEnergy") / first;
    }
    assertEquals(0, lost[0], 1e-12);
    assertTrue(lost[1] > 0.01, "lost " + lost[1]);
  }

  /** From (1, 0) with speed 1 against the acceleration 1 across: tan of the angle after a step. */
  @Property(seed = Laws.SEED, tries = 100)
  void theDocumentsDirectionTurnsByHalfTheAngle(@ForAll("steps") double dt) {
    assertEquals(dt / 2, tangent(dt, Direction.DISPLACEMENT), 1e-9 * dt);
    assertEquals(dt, tangent(dt, Direction.EULER), 1e-9 * dt);
    assertEquals(StrictMath.tan(dt), tangent(dt, Direction.TRAPEZOID), dt * dt * dt);
  }

  private static double tangent(double dt, Direction direction) {
    Flight flight =
        new Flight(free(dt, direction), oscillator(), new double[] {1, 0}, new double[] {0, 1});
    flight.step();
    flight.step();
    double[] v = flight.velocity();
    return -v[0] / v[1];
  }

  /**
   * With energy right, a path is that of light with the index of refraction |v|; half the turning
   * angle makes it √|v|. Then r√|v| at the ends of the path is what it is at the start, 1. For the
   * oscillator, |v|² = 2 - r², the other end is r² = (1 + √5)/2, where the circle should stay at 1.
   */
  @Example
  void theOscillatorsCircleGrowsToTheRootOfTheGoldenRatio() {
    double wrong = Math.sqrt((1 + Math.sqrt(5)) / 2);
    assertEquals(wrong, farthest(oscillator(), 1e-3, Direction.DISPLACEMENT), 3e-3);
    assertEquals(1, farthest(oscillator(), 1e-3, Direction.EULER), 3e-3);
    assertEquals(1, farthest(oscillator(), 1e-3, Direction.TRAPEZOID), 1e-5);
  }

  /** For a planet, |v|² = 2/r - 1, the other end is the real root of r³ = r² + r + 1. */
  @Example
  void thePlanetsCircleGrowsToTheTribonacciConstant() {
    double root = 1.8392867552141612;
    assertEquals(root * root * root, root * root + root + 1, 1e-14);
    assertEquals(root, farthest(kepler(), 1e-3, Direction.DISPLACEMENT), 1e-2);
    assertEquals(1, farthest(kepler(), 1e-3, Direction.EULER), 1e-2);
    assertEquals(1, farthest(kepler(), 1e-3, Direction.TRAPEZOID), 1e-5);
  }

  /** The largest radius within 25 units of time, four revolutions, of what should be a circle. */
  private static double farthest(ObjectiveDefinition f, double dt, Direction direction) {
    Flight flight = new Flight(free(dt, direction), f, new double[] {1, 0}, new double[] {0, 1});
    double farthest = 0;
    for (int k = 0; k < 25 / dt; k++) {
      assertEquals(Outcome.RUNNING, flight.step());
      farthest = Math.max(farthest, flight.radius());
    }
    return farthest;
  }

  /**
   * At time 1 an ellipse is at (cos 1, 0.6·sin 1), up to second order in both consistent forms: the
   * change of a is along v here, so that Euler's direction misses nothing. Or it is elsewhere.
   */
  @Example
  void theOscillatorIsOnTimeInTheConsistentForms() {
    double[] steps = new double[4];
    double[] euler = new double[4];
    double[] trapezoid = new double[4];
    for (int i = 0; i < 4; i++) {
      int count = 100 << i;
      steps[i] = 1.0 / count;
      euler[i] = offAtTimeOne(count, Direction.EULER);
      trapezoid[i] = offAtTimeOne(count, Direction.TRAPEZOID);
      assertTrue(offAtTimeOne(count, Direction.DISPLACEMENT) > 0.1);
    }
    assertEquals(2, PhaseSpace.order(steps, euler), Tolerances.ORDER);
    assertEquals(2, PhaseSpace.order(steps, trapezoid), Tolerances.ORDER);
  }

  private static double offAtTimeOne(int count, Direction direction) {
    SpinParticle rule = free(1.0 / count, direction);
    Flight flight = new Flight(rule, oscillator(), new double[] {1, 0}, new double[] {0, 0.6});
    for (int k = 0; k < count; k++) {
      flight.step();
    }
    return PhaseSpace.distance(new double[] {StrictMath.cos(1), 0.6 * StrictMath.sin(1)}, flight.x);
  }

  /** A fall from rest through one step: K is ½|v|² for U = gf, and too small by g for U = f. */
  @Property(seed = Laws.SEED, tries = 100)
  void theDocumentsPotentialIsWrongByTheFactorOfTheGradient(@ForAll("gravities") double gravity) {
    double dt = 1e-4;
    double speed = gravity * dt; // |∇f| is 1
    for (Potential potential : Potential.values()) {
      SpinParticle rule =
          new SpinParticle(dt, gravity, 0, 0, 0, Direction.TRAPEZOID, potential, true);
      Flight flight = new Flight(rule, oscillator(), new double[] {1, 0}, new double[2]);
      flight.step();
      flight.step();
      double ratio = flight.report("kineticEnergy") / (0.5 * speed * speed);
      assertEquals(potential == Potential.SCALED ? 1 : 1 / gravity, ratio, 1e-3 * ratio);
    }
  }

  /**
   * The wrapper, in float and around several rules: θ + αr, rounded once, lies between θ and θ + r.
   */
  @Property(seed = Laws.SEED, tries = 60)
  void aroundAnyRuleTheWrapperOnlyShortens(
      @ForAll("bowls") Bowl bowl, @ForAll Form form, @ForAll Granularity granularity) {
    int n = bowl.dimension();
    EcdSep ecdsep = new EcdSep(0.4, 1, 0, 0, 0, true, 0, true, 1e-10, 1e-40); // without noise
    for (OptimizerSpec base : List.of(new Momentum(), new Adam(), new Rprop(), ecdsep)) {
      SpinEnergy rule =
          new SpinEnergy(
              SpecText.of(base), 1, 0.3, 0.05, 1e-3, 1, true, granularity, form, 0.01, 1e-12);
      Optimizer wrapper = rule.start(Trial.layout(n), Trial.KEY);
      Optimizer free = base.start(Trial.layout(n), Trial.KEY);
      Objective f = bowl.engine();
      float[] theta = Convert.toFloat(bowl.start());
      float[] gradient = new float[n];
      for (int k = 0; k < 15; k++) {
        double loss = f.valueAndGradient(theta, gradient);
        float[] before = theta.clone();
        float[] proposal = theta.clone();
        if (free.step(proposal, gradient, loss).isFinal()) {
          break;
        }
        assertEquals(Outcome.RUNNING, wrapper.step(theta, gradient, loss), base::toString);
        double alpha = wrapper.telemetry().get("alpha").value;
        assertTrue(alpha >= 0 && alpha <= 1, "alpha = " + alpha);
        for (int i = 0; i < n; i++) {
          float whole = before[i] + (proposal[i] - before[i]);
          float least = Math.min(before[i], Math.min(proposal[i], whole));
          float most = Math.max(before[i], Math.max(proposal[i], whole));
          assertTrue(theta[i] >= least && theta[i] <= most, base::toString);
        }
      }
    }
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(20, 100);
  }

  @Provide
  Arbitrary<Double> inertias() {
    return Doubles.logUniform(1e-6, 1);
  }

  @Provide
  Arbitrary<Double> rates() {
    return Doubles.logUniform(0.01, 10);
  }

  @Provide
  Arbitrary<Double> steps() {
    return Doubles.logUniform(1e-3, 0.1);
  }

  @Provide
  Arbitrary<Double> gravities() {
    return Doubles.logUniform(0.1, 10);
  }
}
