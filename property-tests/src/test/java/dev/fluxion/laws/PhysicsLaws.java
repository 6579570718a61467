package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.laws.Trial.Path;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.Bbi;
import dev.fluxion.optimizers.physics.EcdLeapfrog;
import dev.fluxion.optimizers.physics.SpinEnergy;
import dev.fluxion.optimizers.physics.SpinEnergy.Form;
import dev.fluxion.optimizers.physics.SpinEnergy.Granularity;
import dev.fluxion.optimizers.physics.StableSgd;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of the physical rules beside {@link EcdSepLaws}, each derived to hold for every draw. */
class PhysicsLaws {
  /** {@code F(x) = c²·f(x/c)}: with c a power of two, or -1, every operation scales exactly. */
  private record Scaled(ObjectiveDefinition f, double c) implements ObjectiveDefinition {
    @Override
    public int dimension() {
      return f.dimension();
    }

    @Override
    public double value(double[] x) {
      return c * c * f.value(times(x, 1 / c));
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double value = c * c * f.valueAndGradient(times(x, 1 / c), gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= c;
      }
      return value;
    }
  }

  /**
   * Without energy the velocity is α times that of heavy ball, and α is applied twice: rate α²/(1 +
   * τ), to the last bit where α and 1 + τ are powers of two.
   */
  @Property(seed = Laws.SEED, tries = 200)
  void stableSgdWithoutEnergyIsHeavyBallWithTheSquaredRate(
      @ForAll("bowls") Bowl bowl,
      @ForAll @IntRange(min = 1, max = 8) int exponent,
      @ForAll @IntRange(max = 3) int doublings,
      @ForAll("shares") double mu) {
    double alpha = Math.scalb(1.0, -exponent);
    double share = Math.scalb(1.0, doublings);
    OptimizerSpec stable = new StableSgd(alpha, mu, share - 1, Penalty.PROXIMAL, Energy.NONE);
    OptimizerSpec heavy = new Momentum(alpha * alpha / share, mu);
    Path expected = Trial.definition(heavy, bowl.definition(), bowl.start());
    Path actual = Trial.definition(stable, bowl.definition(), bowl.start());
    assertEquals(0.0, expected.distance(actual));
    assertEquals(
        0.0,
        Trial.engine(heavy, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start())
            .distance(
                Trial.engine(stable, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start())));
  }

  /** θ → -θ commutes with the signed and the proximal step; τ|Δ| has no sign. */
  @Property(seed = Laws.SEED, tries = 200)
  void signedAndProximalPenaltiesKeepTheMirror(
      @ForAll("bowls") Bowl bowl, @ForAll Energy energy, @ForAll("shares") double tau) {
    for (Penalty penalty : new Penalty[] {Penalty.SIGNED, Penalty.PROXIMAL}) {
      assertEquals(0.0, asymmetry(bowl, new StableSgd(0.1, 0.5, tau, penalty, energy)));
    }
  }

  @Example
  void theUnsignedPenaltyBreaksTheMirrorAfterTwoSteps() {
    Bowl bowl = new Bowl(2, 1, 2, 0, 0, 0);
    OptimizerSpec letter = new StableSgd(0.1, 0.5, 0.5, Penalty.UNSIGNED, Energy.ELEMENT);
    assertTrue(asymmetry(bowl, letter) > 1e-3);
  }

  private static double asymmetry(Bowl bowl, OptimizerSpec spec) {
    Path path = Trial.definition(spec, bowl.definition(), bowl.start());
    Path mirror =
        Trial.definition(spec, new Scaled(bowl.definition(), -1), times(bowl.start(), -1));
    return path.distance(
        new Path(mirror.theta().stream().map(x -> times(x, -1)).toList(), mirror.outcomes()));
  }

  /** A bounce replaces π by norm·u/|u|: n + 8 roundings, and those of both norms. */
  @Property(seed = Laws.SEED, tries = 200)
  void bouncesOfBbiKeepTheNormOfTheMomentumAndThePlace(
      @ForAll("bowls") Bowl bowl, @ForAll @IntRange(min = 1, max = 9) int threshold) {
    int n = bowl.dimension();
    ObjectiveDefinition f = bowl.withOffset(1).definition();
    OptimizerDefinition bbi =
        new Bbi(1e-3, 1, 0, true, threshold, 1000, 2).startDefinition(Trial.layout(n), Trial.KEY);
    double[] theta = bowl.start();
    double[] gradient = new double[n];
    int bounces = 0;
    for (int k = 0; k < 30; k++) {
      double[] before = theta.clone();
      double norm = norm(bbi.save().doubles().get("momentum"));
      assertEquals(Outcome.RUNNING, bbi.step(theta, gradient, f.valueAndGradient(theta, gradient)));
      if (bbi.telemetry().get("bounces").value > bounces) {
        bounces++;
        assertArrayEquals(before, theta);
        double slack = (3 * n + 16) * Tolerances.DOUBLE * norm;
        assertEquals(norm, norm(bbi.save().doubles().get("momentum")), slack);
      }
    }
    assertEquals(2, bounces);
  }

  /** Energy and momentum at the time of θ: the error of leapfrog is of second order. */
  @Example
  void theEnergyOfEcdLeapfrogErrsByTheSquareOfTheTimeStep() {
    Bowl bowl = new Bowl(3, 0.5, 4, 0, 0, 5);
    assertEquals(2, slope(bowl.definition(), bowl.start()), Tolerances.ORDER);
    ObjectiveDefinition rosenbrock = new Rosenbrock().open(RandomKey.of(0)).definition();
    assertEquals(2, slope(rosenbrock, new double[] {-0.5, 0.5}), Tolerances.ORDER);
  }

  /** The slope of a regression of log error on log step over four halvings. */
  private static double slope(ObjectiveDefinition f, double[] start) {
    int count = 5;
    double[] x = new double[count];
    double[] y = new double[count];
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < count; i++) {
      double step = Math.scalb(0.002, -i);
      x[i] = StrictMath.log(step);
      y[i] = StrictMath.log(energyError(f, start, step));
      meanX += x[i] / count;
      meanY += y[i] / count;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < count; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
    }
    return xy / xx;
  }

  /** The largest relative error of the energy within one unit of time. */
  private static double energyError(ObjectiveDefinition f, double[] start, double step) {
    OptimizerDefinition leapfrog =
        new EcdLeapfrog(step, 1, 0, -1, 0.5, true, false, 1e-10, 1e-40)
            .startDefinition(Trial.layout(start.length), Trial.KEY);
    double[] theta = start.clone();
    double[] gradient = new double[start.length];
    double first = Double.NaN;
    double worst = 0;
    for (int k = 0; k < Math.round(1 / step); k++) {
      leapfrog.step(theta, gradient, f.valueAndGradient(theta, gradient));
      double energy = leapfrog.telemetry().get("energy").value;
      first = k == 0 ? energy : first;
      worst = Math.max(worst, Math.abs(energy / first - 1));
    }
    return worst;
  }

  /** Rounding is monotone: θ + αr lies between θ and θ + r, bit for bit. */
  @Property(seed = Laws.SEED, tries = 200)
  void spinEnergyNeverMakesAStepLonger(
      @ForAll("bowls") Bowl bowl, @ForAll("caps") double cap, @ForAll Granularity granularity) {
    int n = bowl.dimension();
    for (Form form : Form.values()) {
      OptimizerDefinition spin =
          spin(cap, granularity, form).startDefinition(Trial.layout(n), Trial.KEY);
      OptimizerDefinition base =
          SpecText.parse("momentum").startDefinition(Trial.layout(n), Trial.KEY);
      double[] theta = bowl.start();
      double[] gradient = new double[n];
      for (int k = 0; k < 20; k++) {
        double loss = bowl.definition().valueAndGradient(theta, gradient);
        double[] proposal = theta.clone();
        base.step(proposal, gradient, loss);
        double[] before = theta.clone();
        assertEquals(Outcome.RUNNING, spin.step(theta, gradient, loss));
        double alpha = spin.telemetry().get("alpha").value;
        assertTrue(alpha >= 0 && alpha <= 1, "alpha = " + alpha);
        for (int i = 0; i < n; i++) {
          double whole = before[i] + (proposal[i] - before[i]);
          assertTrue(theta[i] >= Math.min(before[i], whole));
          assertTrue(theta[i] <= Math.max(before[i], whole));
        }
      }
    }
  }

  /** Lengths times c, losses and caps times c²: the repaired form knows no other unit. */
  @Property(seed = Laws.SEED, tries = 200)
  void spinEnergyScalesWithTheProblem(
      @ForAll("bowls") Bowl bowl,
      @ForAll("caps") double cap,
      @ForAll Granularity granularity,
      @ForAll @IntRange(min = -20, max = 20) int exponent) {
    double c = Math.scalb(1.0, exponent);
    OptimizerSpec spec = spin(cap, granularity, Form.REPAIRED);
    Path expected = Trial.definition(spec, bowl.definition(), bowl.start());
    Path actual = Trial.definition(spec, new Scaled(bowl.definition(), c), times(bowl.start(), c));
    assertEquals(expected.outcomes(), actual.outcomes());
    for (int k = 0; k < expected.theta().size(); k++) {
      assertArrayEquals(times(expected.theta().get(k), c), actual.theta().get(k));
    }
  }

  private static OptimizerSpec spin(double cap, Granularity granularity, Form form) {
    return new SpinEnergy(
        "momentum", 1, 0.1, 0.05, 1e-3, cap, true, granularity, form, 0.01, 1e-300);
  }

  private static double[] times(double[] x, double c) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = c * x[i];
    }
    return y;
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return Math.sqrt(sum);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(40, 100);
  }

  @Provide
  Arbitrary<Double> shares() {
    return Doubles.logUniform(1e-3, 0.99);
  }

  @Provide
  Arbitrary<Double> caps() {
    return Doubles.logUniform(1e-2, 10);
  }
}
