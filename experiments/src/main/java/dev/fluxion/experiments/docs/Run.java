package dev.fluxion.experiments.docs;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run in two dimensions, with its path.
 *
 * @param problem what was minimized
 * @param domain where the problem is usually studied
 * @param result what came of it
 * @param path the parameters at every step, the start first
 * @param average the average of the parameters that the optimizer keeps beside them; empty if none
 */
record Run(
    Problem problem,
    Optional<Domain> domain,
    Minimizer.Result result,
    double[][] path,
    double[][] average) {
  static Run of(Example example) {
    RunKey key =
        RunKey.of(
                "docs",
                "docs",
                example.problemSpec(),
                example.optimizerSpec(),
                Precision.DOUBLE,
                example.steps(),
                0)
            .split(example.split().toArray(Integer[]::new));
    RunKey from = example.start().isEmpty() ? key : key.from(example.startPoint());
    Problem problem = Execution.problem(from);
    if (problem.dimension() != 2) {
      throw new IllegalArgumentException(
          example.problem() + " has " + problem.dimension() + " parameters; a picture needs 2");
    }
    List<double[]> path = new ArrayList<>();
    Minimizer.Result result =
        Minimizer.run(
            Execution.descent(from, problem),
            example.steps(),
            Double.NEGATIVE_INFINITY,
            (k, loss, descent) -> path.add(descent.theta()));
    return new Run(
        problem,
        example.problemSpec().domain(),
        result,
        path.toArray(double[][]::new),
        averages(from, problem));
  }

  /** The same run again, looking at the state, which a descent does not show. */
  private static double[][] averages(RunKey key, Problem problem) {
    OptimizerDefinition optimizer =
        key.optimizerSpec()
            .startDefinition(problem.layout(), RandomKey.of(key.seed()).split("optimizer"));
    if (!optimizer.save().doubles().containsKey("average")) {
      return new double[0][];
    }
    optimizer.attach(problem.definition());
    List<double[]> averages = new ArrayList<>();
    double[] theta =
        key.start().isEmpty()
            ? problem.start().clone()
            : key.start().stream().mapToDouble(Double::doubleValue).toArray();
    double[] gradient = new double[theta.length];
    Outcome outcome = Outcome.RUNNING;
    for (int k = 0; k < key.steps() && !outcome.isFinal(); k++) {
      problem.definition().beginStep(k);
      double loss = problem.definition().valueAndGradient(theta, gradient);
      outcome = optimizer.step(theta, gradient, loss);
      averages.add(optimizer.save().doubles().get("average"));
    }
    return averages.toArray(double[][]::new);
  }
}
