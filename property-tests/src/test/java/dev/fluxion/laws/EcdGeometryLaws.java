package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.physics.EcdDiscreteEnergy;
import dev.fluxion.optimizers.physics.EcdLeapfrog;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.surface.DoubleWell;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a step of energy conserving descent is in phase space. */
class EcdGeometryLaws {
  private static final double F0 = -1; // keeps V = F - F₀ away from 0, where the force is infinite

  private static EcdSep ecdsep(double step, double eta, double nu, boolean regular, boolean keep) {
    return new EcdSep(step, eta, nu, F0, 0.5, regular, 0, keep, 0, 0);
  }

  /** The rules whose step is a kick and a drift, and nothing else. */
  private static List<OptimizerSpec> kicksAndDrifts(double step, double eta, boolean regular) {
    return List.of(
        ecdsep(step, eta, 0, regular, false),
        new EcdLeapfrog(step, eta, 0, F0, 0.5, regular, false, 0, 0),
        new EcdDiscreteEnergy(step, eta, 0, F0, 0.5, regular, false, 0.5, 0, 0));
  }

  /**
   * Symplectic: {@code JᵀΩJ = Ω}, so that the area of every pair of tangents, summed over the
   * planes (θᵢ, Πᵢ), stays; the volume with it, for then det J = 1.
   */
  @Property(seed = Laws.SEED, tries = 100)
  void aStepKeepsAreasInPhaseSpace(
      @ForAll("smallBowls") Bowl bowl, @ForAll("etas") double eta, @ForAll boolean regular) {
    for (OptimizerSpec spec : kicksAndDrifts(0.05, eta, regular)) {
      double defect = areaDefect(spec, bowl);
      assertTrue(defect <= Tolerances.AREA, () -> defect + " of " + spec);
    }
  }

  /** Rescaling pulls phase space onto the surface of one energy; friction shrinks it. */
  @Example
  void rescalingAndFrictionDoNotKeepThem() {
    Bowl bowl = new Bowl(2, 0.5, 4, 0, 0, 1);
    assertTrue(areaDefect(ecdsep(0.05, 1, 0, true, true), bowl) > 0.1);
    Momentum heavyBall = new Momentum(0.05, 0.9); // dθ' ∧ dv' = μ·dθ ∧ dv
    PhaseSpace run = new PhaseSpace(heavyBall, bowl.definition(), bowl.start(), "velocity");
    assertEquals(0.1, areaDefect(run, bowl), Tolerances.AREA);
  }

  /** The largest element of |JᵀΩJ - Ω| after two steps, Π a random one of length 1 to 2. */
  private static double areaDefect(OptimizerSpec spec, Bowl bowl) {
    return areaDefect(new PhaseSpace(spec, bowl.definition(), bowl.start()), bowl);
  }

  private static double areaDefect(PhaseSpace run, Bowl bowl) {
    run.steps(2);
    int n = bowl.dimension();
    double[] point = Arrays.copyOf(run.theta, 2 * n);
    RandomKey key = RandomKey.of(bowl.seed()).split("momentum");
    double norm = 0;
    for (int i = 0; i < n; i++) {
      point[n + i] = key.normal(0, i);
      norm += point[n + i] * point[n + i];
    }
    double length = 1 + key.uniform(1, 0);
    for (int i = 0; i < n; i++) {
      point[n + i] *= length / Math.sqrt(norm);
    }
    double[][] tangents = new double[2 * n][];
    for (int j = 0; j < 2 * n; j++) {
      tangents[j] = derivative(run, point, j);
    }
    return defect(tangents);
  }

  /** A column of J by differences of fourth order. */
  private static double[] derivative(PhaseSpace run, double[] point, int j) {
    double h = 0x1p-10;
    double[] sum = new double[point.length];
    double[] weights = {1, -8, 0, 8, -1};
    for (int k = -2; k <= 2; k++) {
      double[] shifted = point.clone();
      shifted[j] += k * h;
      double[] image = run.map(shifted);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[k + 2] * image[i] / (12 * h);
      }
    }
    return sum;
  }

  /** The largest element of |JᵀΩJ - Ω|. */
  private static double defect(double[][] tangents) {
    int n = tangents.length / 2;
    double worst = 0;
    for (int a = 0; a < 2 * n; a++) {
      for (int b = 0; b < 2 * n; b++) {
        double area = 0;
        for (int i = 0; i < n; i++) {
          area += tangents[a][i] * tangents[b][n + i] - tangents[a][n + i] * tangents[b][i];
        }
        double due = b == a + n ? 1 : a == b + n ? -1 : 0;
        worst = Math.max(worst, Math.abs(area - due));
      }
    }
    return worst;
  }

  /** With the next momentum, turned round, the same steps lead back. */
  @Property(seed = Laws.SEED, tries = 100)
  void withoutNoiseTimeCanRunBackwards(
      @ForAll("bowls") Bowl bowl, @ForAll("etas") double eta, @ForAll boolean regular) {
    for (OptimizerSpec spec : kicksAndDrifts(0.02, eta, regular)) {
      PhaseSpace run = new PhaseSpace(spec, bowl.definition(), bowl.start());
      run.step();
      double[] start = run.theta.clone();
      double error = wayBack(run, start, 0);
      double nudge = 1e-8;
      double growth = wayBack(run, start, nudge) / (nudge * size(start));
      double allowed = Tolerances.INVARIANCE * size(start) * Math.max(1, growth);
      assertTrue(error <= allowed, () -> error + " > " + allowed + " of " + spec);
    }
  }

  @Example
  void noiseAndRescalingForgetWhereTheyCameFrom() {
    Bowl bowl = new Bowl(3, 0.5, 4, 0, 0, 5);
    for (EcdSep spec : List.of(ecdsep(0.02, 1, 0.1, true, false), ecdsep(0.2, 1, 0, true, true))) {
      PhaseSpace run = new PhaseSpace(spec, bowl.definition(), bowl.start());
      run.step();
      assertTrue(wayBack(run, run.theta.clone(), 0) > 1e-3, spec::toString);
    }
  }

  /** Twelve steps there and back again: the distance from the start, where θ is put again. */
  private static double wayBack(PhaseSpace run, double[] start, double nudge) {
    double[] begin = run.momentum();
    run.steps(12);
    double[] end = run.theta.clone();
    run.step();
    System.arraycopy(end, 0, run.theta, 0, end.length);
    double[] back = PhaseSpace.minus(run.momentum());
    back[0] += nudge * Math.sqrt(PhaseSpace.squared(back));
    run.momentum(back);
    run.steps(12);
    double distance = PhaseSpace.distance(start, run.theta);
    System.arraycopy(start, 0, run.theta, 0, end.length);
    run.momentum(begin);
    return distance;
  }

  private static double size(double[] x) {
    return 1 + Math.sqrt(PhaseSpace.squared(x));
  }

  /**
   * Theorem 1 of document 003. A step goes {@code 2Δt·x / (s + x²)} where x = |Π| lies between |p -
   * k| and p + k: p² = E/V - s is what rescaling gives and k = Δtη|g|/R is the kick. The function
   * rises and then falls, so its least value is at an end.
   */
  @Property(seed = Laws.SEED, tries = 200)
  void everyStepIsAsLongAsTheEnergyAsks(
      @ForAll("bowls") Bowl bowl, @ForAll("etas") double eta, @ForAll boolean regular) {
    EcdSep spec = ecdsep(0.02, eta, 0.1, regular, true);
    double s = regular ? 1 : 0;
    PhaseSpace run = new PhaseSpace(spec, bowl.definition(), bowl.start());
    run.step();
    double energy = run.optimizer.save().numbers().get("startEnergy");
    double[] g = new double[bowl.dimension()];
    int moving = 0;
    for (int k = 0; k < 50; k++) {
      double[] before = run.theta.clone();
      double r = bowl.definition().valueAndGradient(before, g) - F0;
      double square = energy / StrictMath.pow(r, eta) - s;
      run.step();
      if (square > 0) {
        double p = Math.sqrt(square);
        double kick = 0.02 * eta * Math.sqrt(PhaseSpace.squared(g)) / r;
        double least = Math.min(pace(Math.abs(p - kick), s), pace(p + kick, s));
        double rounding = 8 * Tolerances.DOUBLE * (size(before) + size(run.theta));
        double length = PhaseSpace.distance(before, run.theta);
        assertTrue(length >= 0.04 * least * (1 - 1e-9) - rounding, length + " at step " + k);
        moving += least > 0 ? 1 : 0;
      }
    }
    assertTrue(moving > 0);
  }

  private static double pace(double x, double s) {
    return x == 0 ? 0 : x / (s + x * x);
  }

  /** In the upper of two wells: friction comes to rest there, conserved energy does not. */
  @Example
  void itLeavesAWellInWhichHeavyBallComesToRest() {
    ObjectiveDefinition wells = new DoubleWell(1, 0.2, 0.1).open(RandomKey.of(0)).definition();
    double lowest = new DoubleWell(1, 0.2, 0.1).open(RandomKey.of(0)).minimum().orElseThrow();
    double f0 = lowest - 0.1;
    double[] heavy = lastMove(new Momentum(0.05, 0.9), wells);
    double[] free = lastMove(new EcdSep(0.02, 1, 0, f0, 1, true, 0, true, 0, 0), wells);
    assertTrue(heavy[0] > 0.5 && heavy[1] < 1e-9, Arrays.toString(heavy));
    assertTrue(free[0] < -0.5 && free[1] > 1e-4, Arrays.toString(free));
  }

  /** The least coordinate that is visited from 1.2, and the length of the last of 2000 steps. */
  private static double[] lastMove(OptimizerSpec spec, ObjectiveDefinition f) {
    var optimizer = spec.startDefinition(Trial.layout(1), Trial.KEY);
    double[] theta = {1.2};
    double[] gradient = new double[1];
    double least = theta[0];
    double last = 0;
    for (int k = 0; k < 2000; k++) {
      double before = theta[0];
      double loss = f.valueAndGradient(theta, gradient);
      assertEquals(Outcome.RUNNING, optimizer.step(theta, gradient, loss));
      least = Math.min(least, theta[0]);
      last = Math.abs(theta[0] - before);
    }
    return new double[] {least, last};
  }

  @Provide
  Arbitrary<Bowl> smallBowls() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 4),
            Doubles.logUniform(1, 10),
            Arbitraries.integers().between(0, 99))
        .as((n, condition, seed) -> new Bowl(n, 0.5, n == 1 ? 1 : condition, 0, 0, seed));
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(20, 20);
  }

  @Provide
  Arbitrary<Double> etas() {
    return Doubles.logUniform(0.5, 4);
  }
}
