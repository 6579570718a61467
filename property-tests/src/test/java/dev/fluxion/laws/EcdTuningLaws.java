package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.physics.EcdAuto;
import dev.fluxion.optimizers.physics.EcdDecoupledDecay;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.optimizers.physics.EcdSepF0Tuning;
import dev.fluxion.optimizers.physics.EcdSepF0Tuning.Form;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Energy conserving descent that finds ν or F₀ by itself, or whose weights decay by themselves. */
class EcdTuningLaws {
  /** {@code F = F₂|Θ|² + F_min}, of any dimension without a matrix. */
  private record Round(int dimension, double f2, double minimum) implements ObjectiveDefinition {
    @Override
    public double value(double[] theta) {
      return f2 * PhaseSpace.squared(theta) + minimum;
    }

    @Override
    public double valueAndGradient(double[] theta, double[] gradient) {
      for (int i = 0; i < dimension; i++) {
        gradient[i] = 2 * f2 * theta[i];
      }
      return value(theta);
    }

    double[] start() {
      double[] start = new double[dimension];
      for (int i = 0; i < dimension; i++) {
        start[i] = Trial.KEY.split("start").normal(0, i) / Math.sqrt(dimension);
      }
      return start;
    }
  }

  private static EcdAuto auto(double step, double eta, double f0, double deltaE) {
    return new EcdAuto(step, eta, f0, 0.1, deltaE, true, 0.9, 0, 0);
  }

  /** What is measured along the path is a mean of the curvatures there are. */
  @Property(seed = Laws.SEED, tries = 200)
  void theMeasuredCurvatureLiesBetweenTheLeastAndTheLargest(
      @ForAll("bowls") Bowl bowl, @ForAll("powers") double eta) {
    PhaseSpace run = new PhaseSpace(auto(0.05, eta, -1, 0.5), bowl.definition(), bowl.start());
    double size = bowl.condition() * bowl.curvature() * bowl.dimension();
    double slack = 0;
    for (int k = 0; k < 30; k++) {
      double[] before = run.theta.clone();
      run.step();
      double measured = run.optimizer.telemetry().get("curvature").value;
      if (k > 0) { // differences of gradients whose elements are rounded
        assertTrue(measured >= bowl.curvature() / 2 * (1 - slack), k + ": " + measured);
        double largest = bowl.curvature() * bowl.condition() / 2;
        assertTrue(measured <= largest * (1 + slack), k + ": " + measured);
      }
      double reach = 1 + Math.sqrt(PhaseSpace.squared(before)) + Math.abs(bowl.shift());
      double length = PhaseSpace.distance(before, run.theta);
      double rounding = 16 * bowl.dimension() * Tolerances.DOUBLE * size * reach / length;
      slack = Math.max(slack, rounding / bowl.curvature());
    }
  }

  /** ν√n = Δt|Θ̇*| / (E|Θ*|) with (7) and (8), or 1; F_min is the lowest loss so far. */
  @Property(seed = Laws.SEED, tries = 200)
  void noiseIsThatOfOneTurnPerOrbit(
      @ForAll("dimensions") int n,
      @ForAll("curvatures") double f2,
      @ForAll("powers") double eta,
      @ForAll("depths") double depth) {
    Round round = new Round(n, f2, depth);
    PhaseSpace run = new PhaseSpace(auto(0.02, eta, 0, 0.5), round, round.start());
    double lowest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 10; k++) {
      lowest = Math.min(lowest, round.value(run.theta));
      run.step();
      if (k > 0) {
        double energy = run.optimizer.save().numbers().get("startEnergy");
        double measured = run.optimizer.telemetry().get("curvature").value;
        double spread = 1 + n * (eta - 1);
        double radius = Math.sqrt(lowest * (n - 1) / (measured * spread));
        double speed = Math.sqrt(energy) * StrictMath.pow(lowest * n * eta / spread, eta / 2);
        double due = Math.min(1, 0.02 * speed / (energy * radius));
        double nu = run.optimizer.telemetry().get("nu").value;
        assertEquals(due, nu * Math.sqrt(n), 1e-12 * due);
      }
    }
  }

  /** (27) for η = 1, (26) for η > 1; the next term is of order 1/n. */
  @Example
  void forManyParametersItIsThatOfThePaper() {
    int n = 4000;
    for (double eta : new double[] {1, 1.5, 3}) {
      Round round = new Round(n, 0.7, 0.5);
      double[] start = round.start();
      double first = round.value(start);
      PhaseSpace run = new PhaseSpace(auto(0.01, eta, 0, 0), round, start);
      run.steps(4);
      double lowest = Math.min(first, round.value(run.theta));
      run.step();
      double paper =
          eta == 1
              ? 0.01 * Math.sqrt(0.7 / first)
              : 0.01
                  * Math.sqrt(0.7 / lowest)
                  * StrictMath.pow(lowest / first, eta / 2)
                  * StrictMath.pow(eta / (eta - 1), eta / 2)
                  * Math.sqrt(eta - 1);
      double nu = run.optimizer.telemetry().get("nu").value;
      assertEquals(paper, nu * Math.sqrt(n), 5.0 / n * paper, "η = " + eta);
    }
  }

  /** F₀ only goes down, by what is said, and stays below the loss; Π does not jump. */
  @Property(seed = Laws.SEED, tries = 200)
  void aGuessAboveTheMinimumIsLowered(
      @ForAll("bowls") Bowl bowl, @ForAll("powers") double eta, @ForAll("shares") double share) {
    ObjectiveDefinition f = bowl.withOffset(1).definition();
    double first = f.value(bowl.start());
    double guess = 1 + share * (first - 1);
    PhaseSpace run = new PhaseSpace(auto(0.05, eta, guess, 0.5), f, bowl.start());
    double before = guess;
    for (int k = 0; k < 60; k++) {
      double loss = f.value(run.theta);
      double square = run.optimizer.save().numbers().get("momentumSquared");
      run.step();
      double now = run.optimizer.telemetry().get("f0").value;
      assertTrue(now < loss);
      if (loss > before) {
        assertEquals(before, now);
      } else {
        assertEquals(loss - 0.1 * Math.max(first - loss, before - loss), now);
        double potential = StrictMath.pow(loss - now, eta);
        double energy = run.optimizer.save().numbers().get("startEnergy");
        assertEquals(potential * (square + 1), energy, 1e-12 * energy);
      }
      before = now;
    }
  }

  @Example
  void withoutTuningSuchAGuessEndsTheRun() {
    Bowl bowl = new Bowl(3, 1, 2, 0, 1, 1);
    double guess = 1 + 0.9 * (bowl.definition().value(bowl.start()) - 1);
    OptimizerSpec fixed = new EcdSep(0.4, 1, 0, guess, 0.5, true, 0, true, 1e-10, 1e-40);
    Trial.Path path = Trial.definition(fixed, bowl.definition(), bowl.start());
    assertEquals(Outcome.STALLED, path.outcomes().getLast());
    OptimizerSpec tuned = auto(0.4, 1, guess, 0.5);
    path = Trial.definition(tuned, bowl.definition(), bowl.start());
    assertEquals(Outcome.RUNNING, path.outcomes().getLast());
  }

  /** A call of algorithm 2 either lowers F₀, by 5|V|, or moves θ; for η = 1 once is enough. */
  @Property(seed = Laws.SEED, tries = 200)
  void algorithmTwoLowersF0OrMovesAndNeverBoth(
      @ForAll("bowls") Bowl bowl,
      @ForAll("odd") int eta,
      @ForAll Form form,
      @ForAll("shares") double share) {
    ObjectiveDefinition f = bowl.withOffset(1).definition();
    double guess = 1 + share * (f.value(bowl.start()) - 1);
    OptimizerDefinition optimizer =
        new EcdSepF0Tuning(0.05, eta, 0, guess, 0.5, true, 0, true, form, 1e-10, 1e-40)
            .startDefinition(Trial.layout(bowl.dimension()), Trial.KEY);
    double[] theta = bowl.start();
    double[] gradient = new double[theta.length];
    Outcome outcome = Outcome.RUNNING;
    for (int k = 0; k < 60 && outcome == Outcome.RUNNING; k++) {
      double[] before = theta.clone();
      double shift = optimizer.save().numbers().get("f0Shift");
      double loss = f.valueAndGradient(theta, gradient);
      double v = StrictMath.pow(loss - (guess + shift), eta);
      outcome = optimizer.step(theta, gradient, loss);
      double next = optimizer.save().numbers().get("f0Shift");
      if (next == shift) {
        assertTrue(outcome != Outcome.RUNNING || v > 0);
      } else {
        assertArrayEquals(before, theta);
        assertEquals(shift + 5 * v, next);
        assertTrue(next < shift);
        assertTrue(eta > 1 || loss - (guess + next) > 0);
      }
    }
  }

  /** R is F less one number, so that it is not 0 where V is not, however near to F₀. */
  @Example
  void nearItsGoalAlgorithmTwoDoesNotDivideByZero() {
    Round round = new Round(2, 1, 0);
    OptimizerDefinition optimizer =
        new EcdSepF0Tuning(2, 1, 1e-5, 5, 1, true, 0, true, Form.PRINTED, 1e-10, 1e-40)
            .startDefinition(Trial.layout(2), Trial.KEY);
    double[] theta = {3, -2};
    double[] gradient = new double[2];
    for (int k = 0; k < 300; k++) {
      double loss = round.valueAndGradient(theta, gradient);
      Outcome outcome = optimizer.step(theta, gradient, loss);
      assertTrue(outcome != Outcome.DIVERGED, "step " + k + ", loss " + loss);
    }
  }

  private static EcdDecoupledDecay decay(double eta, boolean regular, double w) {
    return new EcdDecoupledDecay(0.05, eta, 0, -1, 0.5, regular, w, 0, 0);
  }

  /** What decay takes, the next rescaling gives back: Π² = E/V - s before every kick. */
  @Property(seed = Laws.SEED, tries = 200)
  void energyIsKeptInSpiteOfDecay(
      @ForAll("bowls") Bowl bowl,
      @ForAll("powers") double eta,
      @ForAll boolean regular,
      @ForAll("shares") double w) {
    ObjectiveDefinition f = bowl.definition();
    PhaseSpace run = new PhaseSpace(decay(eta, regular, w), f, bowl.start());
    run.step();
    double energy = run.optimizer.save().numbers().get("startEnergy");
    double[] g = new double[bowl.dimension()];
    double s = regular ? 1 : 0;
    int checked = 0;
    for (int k = 0; k < 30; k++) {
      double r = f.valueAndGradient(run.theta, g) + 1;
      double v = StrictMath.pow(r, eta);
      double[] before = run.theta.clone();
      run.step();
      double[] pi = run.momentum();
      double squared = 0;
      double terms = 0;
      double pace = 0.1 / (s + PhaseSpace.squared(pi));
      for (int i = 0; i < g.length; i++) {
        double kick = 0.05 * eta / r * g[i];
        squared += (pi[i] + kick) * (pi[i] + kick);
        terms += pi[i] * pi[i] + kick * kick;
        double due = (1 - 0.05 * w) * before[i] + pace * pi[i];
        double size = Math.abs(before[i]) + Math.abs(pace * pi[i]);
        assertEquals(due, run.theta[i], 64 * g.length * Tolerances.DOUBLE * size);
      }
      if (energy / v > s) {
        assertEquals(energy, v * (squared + s), Tolerances.ENERGY * (energy + v * terms));
        checked++;
      }
    }
    assertTrue(regular || checked == 30); // s = 0 always has a Π
  }

  /** Without a force the weights shrink by (1 - wΔt)ᵏ, whatever the loss is. */
  @Property(seed = Laws.SEED, tries = 100)
  void withoutForceWeightsDecayExponentially(
      @ForAll("shares") double w, @ForAll("powers") double loss) {
    OptimizerDefinition optimizer = decay(1, true, w).startDefinition(Trial.layout(2), Trial.KEY);
    double[] theta = {1, -3};
    double due = 1;
    for (int k = 0; k < 50; k++) {
      due *= 1 - w * 0.05;
      assertEquals(Outcome.RUNNING, optimizer.step(theta, new double[2], loss));
      assertEquals(due, theta[0], 1e-13);
      assertEquals(-3 * due, theta[1], 1e-13);
    }
  }

  /** ½w|θ|² in the loss is something else: there the potential pulls, with a force ηwθ/R. */
  @Example
  void decayInTheLossPullsLessWhereTheLossIsLarge() {
    for (double loss : new double[] {1, 100}) {
      OptimizerDefinition coupled =
          new EcdSep(0.05, 1, 0, 0, 0, true, 0.5, true, 0, 0)
              .startDefinition(Trial.layout(1), Trial.KEY);
      double[] theta = {1};
      assertEquals(Outcome.RUNNING, coupled.step(theta, new double[1], loss));
      double kick = 0.05 * 0.5 / (loss + 0.25);
      assertEquals(1 - 0.1 * kick / (1 + kick * kick), theta[0], 1e-15);
    }
  }

  /** Without decay it is ecdsep, up to rounding. */
  @Property(seed = Laws.SEED, tries = 100)
  void withoutDecayItIsEcdSep(
      @ForAll("bowls") Bowl bowl, @ForAll("powers") double eta, @ForAll boolean regular) {
    OptimizerSpec plain = new EcdSep(0.05, eta, 0, -1, 0.5, regular, 0, true, 0, 0);
    Trial.Path expected = Trial.definition(plain, bowl.definition(), bowl.start());
    Trial.Path actual = Trial.definition(decay(eta, regular, 0), bowl.definition(), bowl.start());
    double nudge = 1e-12;
    double strayed = Trial.strayed(plain, bowl.definition(), bowl.start(), expected, nudge);
    double growth = Math.max(1, strayed / (nudge * expected.size()));
    assertTrue(expected.distance(actual) <= Tolerances.INVARIANCE * expected.size() * growth);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(20, 20);
  }

  @Provide
  Arbitrary<Integer> dimensions() {
    return Arbitraries.integers().between(2, 40);
  }

  @Provide
  Arbitrary<Integer> odd() {
    return Arbitraries.of(1, 3, 5);
  }

  @Provide
  Arbitrary<Double> curvatures() {
    return Doubles.logUniform(0.1, 10);
  }

  @Provide
  Arbitrary<Double> powers() {
    return Arbitraries.oneOf(Arbitraries.just(1.0), Doubles.logUniform(1, 4));
  }

  @Provide
  Arbitrary<Double> depths() {
    return Doubles.logUniform(0.1, 10);
  }

  @Provide
  Arbitrary<Double> shares() {
    return Doubles.logUniform(0.01, 0.99);
  }
}
