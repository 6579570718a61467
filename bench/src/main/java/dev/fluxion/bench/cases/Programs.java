package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.Activation;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.fit.LinearRegression;
import dev.fluxion.problems.fit.MlpFit;
import dev.fluxion.problems.fit.SquareNetFit;
import dev.fluxion.problems.surface.Ackley;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.surface.Zakharov;
import java.util.List;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Whole programs: training steps through the tape, and evaluations of test functions. Before
 * anything else, the float engine must agree with the double definition. Their flops are not
 * counted, so that they stand in no roofline.
 */
final class Programs {
  private Programs() {}

  static List<Case> training() {
    return List.of(
        step("linear-regression", new LinearRegression()),
        step("mlp-fit", new MlpFit()),
        step("square-net-fit", new SquareNetFit()),
        step(
            "mlp-784-128-10",
            new MlpFit(IntLists.immutable.with(784, 128, 10), Activation.TANH, 64, 0)));
  }

  static List<Case> functions() {
    return List.of(
        evaluation("rosenbrock", new Rosenbrock(10)),
        evaluation("zakharov", new Zakharov(10)),
        evaluation("ackley", new Ackley(10, 0.2, 0)));
  }

  /** One step of Adam, from the same parameters every time, so that the work does not change. */
  private static Case step(String name, ProblemSpec spec) {
    return new Case(
        Part.TRAIN,
        name,
        Metric.MICROSECONDS,
        Kind.PROGRAM,
        new Cost(1, 0, 0, 0, 0),
        new Subject.Own(),
        () -> {
          Problem problem = agreed(spec);
          Optimizer rule = new Adam().start(problem.layout(), RandomKey.of(1));
          float[] start = Convert.toFloat(problem.start());
          float[] theta = start.clone();
          float[] gradient = new float[start.length];
          return new Work(
              () -> {
                System.arraycopy(start, 0, theta, 0, start.length);
                double loss = problem.objective().valueAndGradient(theta, gradient);
                rule.step(theta, gradient, loss);
              },
              theta,
              gradient);
        });
  }

  private static Case evaluation(String name, ProblemSpec spec) {
    return new Case(
        Part.FUNC,
        name,
        Metric.NANOSECONDS,
        Kind.PROGRAM,
        new Cost(1, 0, 0, 0, 0),
        new Subject.Own(),
        () -> {
          Problem problem = agreed(spec);
          float[] theta = Inputs.normals("theta", problem.dimension());
          float[] gradient = new float[theta.length];
          double[] value = new double[1];
          return new Work(
              () -> value[0] = problem.objective().valueAndGradient(theta, gradient),
              value,
              gradient);
        });
  }

  /** The problem, if engine and definition give the same gradient at its start. */
  private static Problem agreed(ProblemSpec spec) {
    Problem problem = spec.open(RandomKey.of(1));
    float[] theta = Convert.toFloat(problem.start());
    float[] gradient = new float[theta.length];
    double[] expected = new double[theta.length];
    problem.objective().valueAndGradient(theta, gradient);
    problem.definition().valueAndGradient(Convert.toDouble(theta), expected);
    for (int i = 0; i < theta.length; i++) {
      if (!(Math.abs(gradient[i] - expected[i]) <= 1e-5 * Math.max(1, Math.abs(expected[i])))) {
        throw new IllegalStateException("engine and definition disagree in gradient " + i);
      }
    }
    return problem;
  }
}
