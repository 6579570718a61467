package dev.fluxion.experiments.document001;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.State;
import dev.fluxion.problems.Problem;
import java.util.Map;

/**
 * How one step changes areas of the plane of θ and v: the determinant of its Jacobian, by central
 * differences, in one dimension and in double. A symplectic map has determinant 1.
 *
 * <p>Measured: {@code theta}, {@code velocity} (places on a circle around the start) and {@code
 * determinant} there.
 */
public record PhaseSpace() implements Probe {
  private static final int PLACES = 24;
  private static final double H = 1e-6;

  @Override
  public Card card() {
    return new Card(
        "phase-space",
        "How one step changes areas of phase space.",
        "det ∂(θ', v')/∂(θ, v)",
        "J. Sanz-Serna, M. Calvo, Numerical Hamiltonian Problems, 1994");
  }

  @Override
  public RunResult run(RunKey key) {
    double[] theta = new double[PLACES];
    double[] velocity = new double[PLACES];
    double[] determinant = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      double angle = 2 * Math.PI * i / PLACES;
      theta[i] = 2 + StrictMath.cos(angle);
      velocity[i] = StrictMath.sin(angle);
      double[] right = step(key, theta[i] + H, velocity[i]);
      double[] left = step(key, theta[i] - H, velocity[i]);
      double[] up = step(key, theta[i], velocity[i] + H);
      double[] down = step(key, theta[i], velocity[i] - H);
      double xx = (right[0] - left[0]) / (2 * H);
      double xv = (up[0] - down[0]) / (2 * H);
      double vx = (right[1] - left[1]) / (2 * H);
      double vv = (up[1] - down[1]) / (2 * H);
      determinant[i] = xx * vv - xv * vx;
    }
    return RunResult.measured(
        key, 4L * PLACES, Map.of("theta", theta, "velocity", velocity, "determinant", determinant));
  }

  /** θ and v after one step. */
  private static double[] step(RunKey key, double theta, double velocity) {
    Problem problem = Execution.problem(key);
    OptimizerDefinition rule =
        key.optimizerSpec().startDefinition(problem.layout(), RandomKey.of(key.seed()));
    State state = rule.save();
    state.doubles().get("velocity")[0] = velocity;
    rule.restore(state);
    ObjectiveDefinition f = problem.definition();
    double[] x = {theta};
    double[] gradient = new double[1];
    double loss = f.valueAndGradient(x, gradient);
    rule.step(x, gradient, loss);
    return new double[] {x[0], rule.save().doubles().get("velocity")[0]};
  }
}
