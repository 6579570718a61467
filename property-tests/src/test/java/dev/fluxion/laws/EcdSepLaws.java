package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.laws.Trial.Live;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Energy conserving descent: what its physics promises, in the double definition. */
class EcdSepLaws {
  private static final double F0 = -1; // keeps V = F - F₀ away from 0, where the force is infinite

  /** Without noise, decay and thresholds. */
  private static EcdSep spec(
      double step, double eta, double nu, boolean regular, boolean conserve) {
    return new EcdSep(step, eta, nu, F0, 0.5, regular, 0, conserve, 0, 0);
  }

  @Property(seed = Laws.SEED, tries = 300)
  void noiseKeepsTheNormOfTheMomentum(
      @ForAll("bowls") Bowl bowl, @ForAll("nus") double nu, @ForAll boolean regular) {
    Motion motion = new Motion(spec(0.01, 1, nu, regular, true), bowl.definition(), bowl.start());
    Live engine = OptimizerRules.live(spec(0.01, 1, nu, regular, true), bowl);
    for (int k = 0; k < 5; k++) {
      motion.step();
      double norm = Math.sqrt(motion.squared());
      double slack = Tolerances.quadratic(bowl.dimension(), 1);
      assertEquals(norm, motion.norm(), slack * norm);
      engine.step();
      State state = engine.optimizer.save();
      float[] pi = state.floats().get("momentum");
      norm = Math.sqrt(state.numbers().get("momentumSquared"));
      assertEquals(
          norm, Math.sqrt(Dot.sumOfSquares(pi.length, pi, 0)), Tolerances.FLOAT_NORM * norm);
    }
  }

  /** In the mean over many dimensions, where chance evens out. */
  @Example
  void noiseTurnsTheMomentumByTheArcTangentOfNuRootN() {
    Bowl bowl = new Bowl(400, 0.5, 1, 0, 0, 0);
    for (double nu : new double[] {0.003, 0.03, 0.3}) {
      Motion straight = new Motion(spec(0.01, 1, 0, true, true), bowl.definition(), bowl.start());
      Motion turned = new Motion(spec(0.01, 1, nu, true, true), bowl.definition(), bowl.start());
      straight.step();
      turned.step();
      double[] p = straight.pi();
      double[] q = turned.pi();
      double cosine = 0;
      for (int i = 0; i < p.length; i++) {
        cosine += p[i] * q[i] / straight.squared();
      }
      double expected = StrictMath.atan(nu * Math.sqrt(p.length));
      assertEquals(expected, StrictMath.acos(cosine), Tolerances.NORM_OF_NORMALS * expected);
    }
  }

  /** E/V = Π² + s for the momentum that a step begins with; where E/V ≥ s there is one. */
  @Property(seed = Laws.SEED, tries = 300)
  void rescalingKeepsTheEnergyOfTheStart(
      @ForAll("bowls") Bowl bowl, @ForAll("etas") double eta, @ForAll boolean regular) {
    Motion motion = new Motion(spec(0.05, eta, 0, regular, true), bowl.definition(), bowl.start());
    motion.step();
    double energy = motion.state().numbers().get("startEnergy");
    int checked = 0;
    for (int k = 1; k < 40; k++) {
      double v = motion.potential();
      double[] kick = motion.kick();
      double due = energy / v - motion.s();
      motion.step();
      double squared = 0;
      double terms = 0;
      for (int i = 0; i < kick.length; i++) {
        double begun = motion.pi()[i] + kick[i];
        squared += begun * begun;
        terms += motion.pi()[i] * motion.pi()[i] + kick[i] * kick[i];
      }
      if (due > 0) {
        assertEquals(energy, v * (squared + motion.s()), Tolerances.ENERGY * (energy + v * terms));
        checked++;
      }
    }
    assertTrue(checked > 0);
  }

  /** Momentum and position are half a step apart: as they stand, the error is of first order. */
  @Example
  void energyOfMomentumAndPositionAsTheyStandErrsByTheTimeStep() {
    assertEquals(1, slope(bowl(), Motion::energy), Tolerances.ORDER);
    assertEquals(1, slope(rosenbrock(), Motion::energy), Tolerances.ORDER);
  }

  /** With the momentum taken back by half a kick, the step is leapfrog's. */
  @Example
  void energyAtOneTimeErrsByTheSquareOfTheTimeStep() {
    assertEquals(2, slope(bowl(), Motion::synchronousEnergy), Tolerances.ORDER);
    assertEquals(2, slope(rosenbrock(), Motion::synchronousEnergy), Tolerances.ORDER);
  }

  /** The error oscillates: ten times the time gives no larger one. */
  @Example
  void energyDoesNotDrift() {
    double early = error(bowl(), 0.01, 2, Motion::synchronousEnergy);
    double late = error(bowl(), 0.01, 40, Motion::synchronousEnergy);
    assertTrue(late <= 2 * early, early + " then " + late);
  }

  /** The map (θ, Π) → (θ, Π) is symplectic; here, that it keeps volumes. */
  @Property(seed = Laws.SEED, tries = 100)
  void aStepWithoutRescalingKeepsPhaseSpaceVolume(
      @ForAll("planeBowls") Bowl bowl, @ForAll("etas") double eta, @ForAll("nearOne") double pi) {
    Motion motion = new Motion(spec(0.05, eta, 0, true, false), bowl.definition(), bowl.start());
    motion.step();
    double[] at = {motion.theta()[0], motion.theta()[1], pi, -pi / 2};
    double[][] jacobian = new double[4][];
    double h = 1e-4;
    for (int j = 0; j < 4; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += h;
      down[j] -= h;
      double[] above = motion.map(up);
      double[] below = motion.map(down);
      jacobian[j] = new double[4];
      for (int i = 0; i < 4; i++) {
        jacobian[j][i] = (above[i] - below[i]) / (2 * h);
      }
    }
    assertEquals(1, determinant(jacobian), Tolerances.VOLUME);
  }

  @Example
  void theDeterminantIsRight() {
    assertEquals(-2, determinant(new double[][] {{1, 2}, {3, 4}}), Tolerances.VOLUME);
    assertEquals(
        6, determinant(new double[][] {{0, 2, 0}, {3, 0, 0}, {0, 0, -1}}), Tolerances.VOLUME);
  }

  private static Motion bowlMotion(double step, ObjectiveDefinition f, double[] start) {
    return new Motion(spec(step, 1, 0, true, false), f, start);
  }

  /** A function and a start. */
  private record Place(ObjectiveDefinition f, double[] start) {}

  private static Place bowl() {
    Bowl bowl = new Bowl(3, 0.5, 4, 0, 0, 5);
    return new Place(bowl.definition(), bowl.start());
  }

  private static Place rosenbrock() {
    return new Place(new Rosenbrock().open(RandomKey.of(0)).definition(), new double[] {-0.5, 0.5});
  }

  /** The order of the energy error: the slope of a regression over four halvings of the step. */
  private static double slope(Place place, ToDoubleBiFunction<Motion, State> energy) {
    int count = 5;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < count; i++) {
      double step = Math.scalb(0.002, -i);
      double x = StrictMath.log(step);
      double y = StrictMath.log(error(place, step, 1, energy));
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    return (count * sxy - sx * sy) / (count * sxx - sx * sx);
  }

  /** The largest relative error of an energy within a time. */
  private static double error(
      Place place, double step, double time, ToDoubleBiFunction<Motion, State> energy) {
    Motion motion = bowlMotion(step, place.f, place.start);
    motion.step();
    double first = energy.applyAsDouble(motion, motion.state());
    double worst = 0;
    for (int k = 1; k * step < time; k++) {
      motion.step();
      double now = energy.applyAsDouble(motion, motion.state());
      worst = Math.max(worst, Math.abs(now / first - 1));
    }
    return worst;
  }

  private static double determinant(double[][] matrix) {
    int n = matrix.length;
    double determinant = 1;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c; r < n; r++) {
        pivot = Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c]) ? r : pivot;
      }
      double[] swap = matrix[c];
      matrix[c] = matrix[pivot];
      matrix[pivot] = swap;
      determinant *= (pivot == c ? 1 : -1) * matrix[c][c];
      for (int r = c + 1; r < n; r++) {
        double factor = matrix[r][c] / matrix[c][c];
        for (int i = c; i < n; i++) {
          matrix[r][i] -= factor * matrix[c][i];
        }
      }
    }
    return determinant;
  }

  /** A run of the definition that shows its phase space. */
  private static final class Motion {
    private final EcdSep spec;
    private final ObjectiveDefinition f;
    private final OptimizerDefinition optimizer;
    private final double[] theta;
    private final double[] gradient;

    Motion(EcdSep spec, ObjectiveDefinition f, double[] start) {
      this.spec = spec;
      this.f = f;
      this.theta = start.clone();
      this.gradient = new double[start.length];
      this.optimizer = spec.startDefinition(Trial.layout(start.length), Trial.KEY);
    }

    void step() {
      double loss = f.valueAndGradient(theta, gradient);
      assertEquals(Outcome.RUNNING, optimizer.step(theta, gradient, loss));
    }

    State state() {
      return optimizer.save();
    }

    double[] theta() {
      return theta;
    }

    double[] pi() {
      return state().doubles().get("momentum");
    }

    double squared() {
      return state().numbers().get("momentumSquared");
    }

    double norm() {
      double sum = 0;
      for (double x : pi()) {
        sum += x * x;
      }
      return Math.sqrt(sum);
    }

    double s() {
      return spec.regularized() ? 1 : 0;
    }

    /** V at the present θ. */
    double potential() {
      return StrictMath.pow(f.value(theta) - spec.f0(), spec.eta());
    }

    /** What the next step takes from Π: Δt(η/R)g. */
    double[] kick() {
      double[] kick = new double[theta.length];
      double r = f.valueAndGradient(theta, kick) - spec.f0();
      for (int i = 0; i < kick.length; i++) {
        kick[i] *= spec.stepSize() * spec.eta() / r;
      }
      return kick;
    }

    /** V(θ)(Π² + s). */
    double energy(State state) {
      double sum = s();
      for (double x : state.doubles().get("momentum")) {
        sum += x * x;
      }
      return potential() * sum;
    }

    /** The same with Π half a step later, at the time of θ. */
    double synchronousEnergy(State state) {
      double sum = s();
      double[] kick = kick();
      double[] pi = state.doubles().get("momentum");
      for (int i = 0; i < pi.length; i++) {
        double now = pi[i] - kick[i] / 2;
        sum += now * now;
      }
      return potential() * sum;
    }

    /** Where a step leads from a point of phase space. */
    double[] map(double[] point) {
      int n = theta.length;
      double[] at = Arrays.copyOf(point, n);
      double[] g = new double[n];
      OptimizerDefinition fresh = spec.startDefinition(Trial.layout(n), Trial.KEY);
      State state = state();
      double[] pi = Arrays.copyOfRange(point, n, 2 * n);
      fresh.restore(new State(Map.of(), Map.of("momentum", pi), state.numbers()));
      fresh.step(at, g, f.valueAndGradient(at, g));
      double[] image = Arrays.copyOf(at, 2 * n);
      System.arraycopy(fresh.save().doubles().get("momentum"), 0, image, n, n);
      return image;
    }
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(40, 100);
  }

  @Provide
  Arbitrary<Bowl> planeBowls() {
    return Combinators.combine(Doubles.logUniform(1, 10), Arbitraries.integers().between(0, 99))
        .as((condition, seed) -> new Bowl(2, 0.5, condition, 0, 0, seed));
  }

  @Provide
  Arbitrary<Double> nus() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(0.0)), Tuple.of(9, Doubles.logUniform(1e-8, 100)));
  }

  @Provide
  Arbitrary<Double> etas() {
    return Doubles.logUniform(0.5, 4);
  }

  @Provide
  Arbitrary<Double> nearOne() {
    return Doubles.spread(-2, 1);
  }
}
