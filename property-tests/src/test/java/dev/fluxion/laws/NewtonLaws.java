package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.GaussNewton;
import dev.fluxion.optimizers.classical.Newton;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.fit.MlpFit;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Newton–CG and Gauss–Newton. */
class NewtonLaws {
  /** The inner loop goes on to the last bit. */
  private static final List<OptimizerSpec> EXACT =
      List.of(
          new Newton(1000, 1e-14, true, 1e-4, 0.9, 0, 0),
          new GaussNewton(1000, 1e-14, 0, 1e-4, 0.9, 0, 0));

  /** With an exact inner loop one step ends at the minimizer: κ·2⁻⁵³ of the way is left. */
  @Property(seed = Laws.SEED, tries = 200)
  void aQuadraticTakesOneStep(@ForAll("bowls") Bowl bowl) {
    for (OptimizerSpec spec : EXACT) {
      OptimizerDefinition newton = spec.startDefinition(Trial.layout(bowl.dimension()), Trial.KEY);
      ObjectiveDefinition f = bowl.definition();
      newton.attach(f);
      double[] theta = bowl.start();
      double[] gradient = new double[theta.length];
      double loss = f.valueAndGradient(theta, gradient);
      if (norm(gradient) < 1e-6) {
        continue; // there already
      }
      assertEquals(Outcome.RUNNING, newton.step(theta, gradient, loss));
      assertEquals(1, newton.telemetry().get("stepLength").value, spec::toString);
      double[] center = bowl.center();
      double[] start = bowl.start();
      double way = 0;
      for (int i = 0; i < theta.length; i++) {
        way = Math.max(way, Math.abs(start[i] - center[i]));
      }
      for (int i = 0; i < theta.length; i++) {
        assertEquals(center[i], theta[i], 1e-6 * way, spec::toString);
      }
    }
  }

  /** {@code ‖Hp + g‖ ≤ min(η, √‖g‖)·‖g‖} for the step taken, where t = 1. */
  @Property(seed = Laws.SEED, tries = 200)
  void theInnerLoopStopsWhereItSays(@ForAll("bowls") Bowl bowl) {
    OptimizerDefinition newton =
        new Newton(100, 0.1, true, 1e-4, 0.9, 1e-7, 1e-9)
            .startDefinition(Trial.layout(bowl.dimension()), Trial.KEY);
    ObjectiveDefinition f = bowl.definition();
    newton.attach(f);
    double[] theta = bowl.start();
    double[] gradient = new double[theta.length];
    double loss = f.valueAndGradient(theta, gradient);
    double length = norm(gradient);
    newton.step(theta, gradient, loss);
    if (newton.telemetry().get("stepLength").value == 1) { // then Hp + g is the new gradient
      f.valueAndGradient(theta, gradient);
      double enough = Math.min(0.1, Math.sqrt(length)) * length;
      // Rounding: 1e-13 of ‖g‖ in the inner loop, and 2⁻⁵³ of θ < 20 times H ≤ 10 in g.
      assertTrue(norm(gradient) <= enough * (1 + 1e-9) + 1e-12, norm(gradient) + " > " + enough);
    }
  }

  /** f = x⁴ - x² + y² curves downwards along x between its two valleys. */
  @Example
  void negativeCurvatureIsLeftBehind() {
    for (double[] start : new double[][] {{0.01, 1}, {-0.1, 0}, {1e-3, 5}}) {
      Descent descent =
          Descent.of(
              new Valleys(), new Newton().startDefinition(Trial.layout(2), Trial.KEY), start);
      boolean[] downwards = {false};
      Minimizer.Result result =
          Minimizer.run(
              descent,
              60,
              Double.NEGATIVE_INFINITY,
              (k, loss, d) -> downwards[0] |= d.telemetry().get("negativeCurvature").value == 1);
      assertEquals(Outcome.REACHED, result.outcome());
      assertTrue(downwards[0]);
      assertEquals(Math.sqrt(0.5), Math.abs(result.theta()[0]), 1e-4);
      assertEquals(0, result.theta()[1], 1e-4);
    }
  }

  @Example
  void rosenbrocksValleyIsShortInBothPrecisions() {
    Problem problem = new Rosenbrock(2).open(Trial.KEY);
    Minimizer.Result wide =
        Minimizer.run(
            Descent.of(
                problem.definition(),
                new Newton().startDefinition(problem.layout(), Trial.KEY),
                problem.start()),
            40);
    assertEquals(Outcome.REACHED, wide.outcome());
    assertTrue(wide.bestLoss() < 1e-9, "loss " + wide.bestLoss());
    Minimizer.Result single =
        Minimizer.run(
            Descent.of(
                problem.objective(),
                new Newton().start(problem.layout(), Trial.KEY),
                problem.start()),
            40);
    assertTrue(single.outcome().isFinal() && single.bestLoss() < 1e-8, single::toString);
  }

  @Example
  void bothFitANetInBothPrecisions() {
    Problem problem = new MlpFit().open(Trial.KEY);
    for (OptimizerSpec spec : List.of(new Newton(), new GaussNewton())) {
      double start = problem.definition().value(problem.start());
      double wide =
          Minimizer.run(
                  Descent.of(
                      problem.definition(),
                      spec.startDefinition(problem.layout(), Trial.KEY),
                      problem.start()),
                  40)
              .bestLoss();
      double single =
          Minimizer.run(
                  Descent.of(
                      problem.objective(),
                      spec.start(problem.layout(), Trial.KEY),
                      problem.start()),
                  40)
              .bestLoss();
      assertTrue(wide < 1e-4 * start, spec + ": " + wide + " from " + start);
      assertTrue(single < 1e-4 * start, spec + ": " + single + " from " + start);
    }
  }

  /** A product counts as two evaluations. */
  @Example
  void productsAreCounted() {
    Bowl bowl = new Bowl(3, 1, 1, 0, 0, 0);
    Descent descent =
        Descent.of(
            bowl.definition(),
            new Newton().startDefinition(Trial.layout(3), Trial.KEY),
            bowl.start());
    Minimizer.Result result = Minimizer.run(descent, 1);
    // At the start and at the end, one product with the identity, and one point of the search.
    assertEquals(2 + 2 + 1, result.evaluations());
  }

  @Example
  void objectivesWithoutProductsAreRefusedClearly() {
    Problem problem = new Rosenbrock(2).open(Trial.KEY);
    OptimizerSpec strict = new Newton(10, 0.5, false, 1e-4, 0.9, 1e-7, 1e-9);
    expectRefusal(strict, problem, "differences=true");
    expectRefusal(new GaussNewton(), problem, "knows no curvature");
    Problem curved =
        new Problem(problem.layout(), new Valleys.Engine(), new Valleys(), new double[] {1, 1});
    expectRefusal(new GaussNewton(), curved, "outputs of a model");
  }

  private static void expectRefusal(OptimizerSpec spec, Problem problem, String words) {
    Optimizer engine = spec.start(problem.layout(), Trial.KEY);
    OptimizerDefinition definition = spec.startDefinition(problem.layout(), Trial.KEY);
    for (String message :
        List.of(
            assertThrows(IllegalArgumentException.class, () -> engine.attach(problem.objective()))
                .getMessage(),
            assertThrows(
                    IllegalArgumentException.class, () -> definition.attach(problem.definition()))
                .getMessage())) {
      assertTrue(message.contains(words), message);
    }
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double element : x) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Combinators.combine(Arbitraries.integers().between(1, 12), Arbitraries.integers())
        .as((n, seed) -> new Bowl(n, 0.5, n == 1 ? 1 : 20, 0.5, 0, seed));
  }
}
