package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.surface.Ackley;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.problems.surface.Zakharov;
import java.util.List;
import java.util.function.Supplier;

/**
 * Value and gradient of test functions, alone and with a step of an optimizer, hand-coded and
 * through the tape. Before anything else, the float engine must agree with the double definition.
 * Their flops are not counted, so that they stand in no roofline.
 */
final class TestFunctions {
  private static final int N = 10;

  private TestFunctions() {}

  static List<Case> cases() {
    return List.of(
        evaluation("rosenbrock", () -> handCoded(new Rosenbrock(N))),
        evaluation("zakharov", () -> handCoded(new Zakharov(N))),
        evaluation("ackley", () -> handCoded(new Ackley(N, 0.2, 0))),
        evaluation("zakharov10_tape", TestFunctions::recordedZakharov),
        step("zakharov10_adam", () -> handCoded(new Zakharov(N)), new Adam()),
        step("zakharov10_ecdsep", () -> handCoded(new Zakharov(N)), new EcdSep()),
        step("zakharov10_tape_adam", TestFunctions::recordedZakharov, new Adam()));
  }

  private static Case evaluation(String name, Supplier<Objective> objective) {
    return row(
        name,
        () -> {
          Objective f = objective.get();
          float[] theta = Inputs.normals("theta", N);
          float[] gradient = new float[N];
          double[] value = new double[1];
          return new Work(() -> value[0] = f.valueAndGradient(theta, gradient), value, gradient);
        });
  }

  /** Every step starts from the same point, so that the work does not change. */
  private static Case step(String name, Supplier<Objective> objective, OptimizerSpec spec) {
    return row(
        name,
        () -> {
          Objective f = objective.get();
          Optimizer rule = spec.start(ParameterLayout.vector("theta", N), RandomKey.of(1));
          float[] start = Inputs.normals("theta", N);
          float[] theta = start.clone();
          float[] gradient = new float[N];
          return new Work(
              () -> {
                System.arraycopy(start, 0, theta, 0, N);
                double loss = f.valueAndGradient(theta, gradient);
                rule.step(theta, gradient, loss);
              },
              theta,
              gradient);
        });
  }

  private static Case row(String name, Case.Recipe recipe) {
    return new Case(
        Part.FUNC,
        name,
        Metric.NANOSECONDS,
        Kind.PROGRAM,
        new Cost(1, 0, 0, 0, 0),
        new Subject.Own(),
        recipe);
  }

  private static Objective handCoded(ProblemSpec spec) {
    Problem problem = spec.open(RandomKey.of(1));
    Agreed.require(problem.objective(), problem.definition(), Convert.toFloat(problem.start()));
    return problem.objective();
  }

  /** {@code Σ xᵢ² + s² + s⁴} with {@code s = Σ i·xᵢ / 2}, on the tape. */
  private static Objective recordedZakharov() {
    Tape tape = new Tape();
    Tensor x = tape.parameter("x", Role.WEIGHT, N);
    Tensor s = x.times(tape.input("half of i", N)).sum();
    Program program = tape.compile(x.square().sum().plus(s.square()).plus(s.pow(4)));
    Workspace workspace = program.newWorkspace();
    float[] weights = new float[N];
    for (int i = 0; i < N; i++) {
      weights[i] = 0.5f * (i + 1);
    }
    workspace.set("half of i", weights);
    ProblemSpec zakharov = new Zakharov(N);
    Problem problem = zakharov.open(RandomKey.of(1));
    Agreed.require(workspace, problem.definition(), Convert.toFloat(problem.start()));
    return workspace;
  }
}
