package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Linear;
import dev.fluxion.models.Mlp;
import dev.fluxion.models.Model;
import dev.fluxion.models.SquareNet;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import java.util.List;

/**
 * Training steps of small nets through the tape: forward, backward, update. Before anything else,
 * the float engine must agree with the double definition. Their flops are not counted, so that they
 * stand in no roofline.
 */
final class Training {
  private Training() {}

  static List<Case> cases() {
    return List.of(
        step("a", new Mlp(Activation.TANH, 2, 16, 16, 1), 32, false, new Sgd()),
        step("b", new Mlp(Activation.RELU, 784, 128, 10), 64, true, new Adam()),
        step("c", new Mlp(Activation.RELU, 784, 512, 512, 10), 128, true, new Adam()),
        step("d", new SquareNet(), 32, false, new Sgd()),
        step("e", new Linear(10, 1), 256, false, new Sgd()));
  }

  /** Every step starts from the same parameters, so that the work does not change. */
  private static Case step(
      String name, Model model, int rows, boolean classes, OptimizerSpec spec) {
    return new Case(
        Part.TRAIN,
        name,
        Metric.MICROSECONDS,
        Kind.PROGRAM,
        new Cost(1, 0, 0, 0, 0),
        new Subject.Own(),
        Case.Threads.SHARED,
        true,
        threads -> work(model, rows, classes, spec));
  }

  private static Work work(Model model, int rows, boolean classes, OptimizerSpec spec) {
    Tape tape = new Tape();
    Tensor x = tape.input("x", rows, model.inputs());
    Tensor prediction = model.record(tape, x);
    Program program = tape.compile(loss(tape, prediction, classes));
    float[] start = model.initialize(RandomKey.of(1));
    float[] inputs = Inputs.normals("x", rows * model.inputs());
    float[] targets = targets(model, rows, classes);
    Workspace workspace = program.newWorkspace();
    workspace.set("x", inputs);
    workspace.set("y", targets);
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    definition.set("x", inputs);
    definition.set("y", targets);
    Agreed.require(workspace, definition, start);
    Optimizer rule = spec.start(program.layout(), RandomKey.of(1));
    float[] theta = start.clone();
    float[] gradient = new float[start.length];
    return new Work(
        () -> {
          System.arraycopy(start, 0, theta, 0, start.length);
          double loss = workspace.valueAndGradient(theta, gradient);
          rule.step(theta, gradient, loss);
        },
        theta,
        gradient);
  }

  private static Tensor loss(Tape tape, Tensor prediction, boolean classes) {
    int rows = prediction.shape().rows();
    return classes
        ? prediction.crossEntropy(tape.input("y", rows))
        : prediction.meanSquaredError(tape.input("y", rows, prediction.shape().columns()));
  }

  private static float[] targets(Model model, int rows, boolean classes) {
    float[] targets = Inputs.normals("y", classes ? rows : rows * model.outputs());
    for (int i = 0; classes && i < rows; i++) {
      targets[i] = i * 7 % model.outputs();
    }
    return targets;
  }
}
