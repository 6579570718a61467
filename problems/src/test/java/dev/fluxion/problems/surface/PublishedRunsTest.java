package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.surface.PublishedLandscape.Run;
import org.junit.jupiter.api.Test;

/** The published runs of momentum, followed to their last step; numbers of the programs' runs. */
class PublishedRunsTest {
  private static final double EXACT = 1e-12;

  /** Heavy ball as in both programs; the losses before every step, and θ at the end. */
  private static double[] run(Problem problem, double rate, double[] theta) {
    ObjectiveDefinition f = problem.definition();
    double[] velocity = new double[theta.length];
    double[] gradient = new double[theta.length];
    double[] loss = new double[PublishedLandscape.STEPS];
    for (int k = 0; k < loss.length; k++) {
      f.beginStep(k);
      loss[k] = f.valueAndGradient(theta, gradient);
      for (int i = 0; i < theta.length; i++) {
        velocity[i] = 0.9 * velocity[i] + rate * gradient[i];
        theta[i] -= velocity[i];
      }
    }
    return loss;
  }

  private static Problem landscape(Run run) {
    return new PublishedLandscape(run, Landscape.Form.PUBLISHED, 0.4).open(RandomKey.of(0));
  }

  @Test
  void theLandscapeRunEndsWhereThePublishedOneDoes() {
    Problem problem = landscape(Run.FIRST);
    double[] theta = problem.start();
    assertEquals(-0.07204516478896418, theta[0], EXACT);
    double[] loss = run(problem, 0.005, theta);
    assertEquals(-22.456293439903316, loss[0], EXACT);
    assertEquals(-18.52292660893472, loss[149], 1e-10);
    double squares = 0;
    for (int i = 0; i < theta.length; i++) {
      double d = theta[i] - PublishedLandscape.center()[i];
      squares += d * d;
    }
    assertEquals(2.9703684762179114, Math.sqrt(squares), 1e-10);
  }

  @Test
  void theSecondLandscapeRunStartsWhereThePublishedOneDoes() {
    Problem problem = landscape(Run.SECOND);
    assertEquals(-0.11972830764432575, problem.start()[0], EXACT);
    problem.definition().beginStep(0);
    assertEquals(-6.7639806181692865, problem.definition().value(problem.start()), EXACT);
    double[] noisy = new double[PublishedLandscape.DIMENSION];
    double[] quiet = new double[PublishedLandscape.DIMENSION];
    problem.definition().valueAndGradient(problem.start(), noisy);
    Problem still =
        new PublishedLandscape(Run.SECOND, Landscape.Form.PUBLISHED, 0).open(RandomKey.of(0));
    still.definition().beginStep(0);
    still.definition().valueAndGradient(problem.start(), quiet);
    assertEquals(-0.38140812773940406, noisy[0] - quiet[0], EXACT);
  }

  @Test
  void theLanguageRunEndsWhereThePublishedOneDoes() {
    Problem problem = new PublishedLanguage(Run.FIRST).open(RandomKey.of(0));
    assertEquals(0.12219572122398092, problem.start()[0], EXACT);
    double[] loss = run(problem, 0.001, problem.start());
    assertEquals(87.50187558118184, epoch(loss, 0), 1e-10);
    assertEquals(87.48186850660348, epoch(loss, 49), 1e-10);
  }

  @Test
  void theSecondLanguageRunStartsWhereThePublishedOneDoes() {
    Problem problem = new PublishedLanguage(Run.SECOND).open(RandomKey.of(0));
    assertEquals(-0.12093236023364562, problem.start()[0], EXACT);
    assertEquals(87.55294224486283, epoch(run(problem, 0, problem.start()), 0), 1e-4);
  }

  /** The mean of the three batches of an epoch. */
  private static double epoch(double[] loss, int epoch) {
    return (loss[3 * epoch] + loss[3 * epoch + 1] + loss[3 * epoch + 2]) / 3;
  }
}
