package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.CurvedObjective;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.Model;
import dev.fluxion.problems.Problem;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the data-fit problems share: the mean squared error of a model on all of its data, {@code
 * L(θ) = Σ (model(x, θ) - y)² / N}.
 */
final class Fit {
  private Fit() {}

  /**
   * The problem of fitting a model to data.
   *
   * @param model the net
   * @param x the inputs, rows × {@code model.inputs()}
   * @param y the targets, rows × {@code model.outputs()}
   * @param start the initial parameters
   * @param minimum the smallest loss, where it is known
   * @param minimizer where it is taken, where that is known
   */
  static Problem meanSquaredError(
      Model model,
      float[] x,
      float[] y,
      double[] start,
      OptionalDouble minimum,
      Optional<double[]> minimizer) {
    int rows = x.length / model.inputs();
    Tape tape = new Tape();
    Tensor inputs = tape.input("x", rows, model.inputs());
    Tensor targets = tape.input("y", rows, model.outputs());
    Tensor prediction = model.record(tape, inputs);
    Program program = tape.compile(prediction.meanSquaredError(targets));
    Workspace workspace = program.newWorkspace();
    workspace.set("x", x);
    workspace.set("y", y);
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    definition.set("x", x);
    definition.set("y", y);
    return new Problem(
        program.layout(),
        new CurvedObjective(workspace, definition),
        definition,
        start,
        minimum,
        minimizer);
  }

  /**
   * The problem of fitting a model to what another member of its family computes: inputs are
   * uniform in [-1, 1], targets are the teacher's outputs plus noise. Without noise the minimum is
   * 0, taken at the teacher.
   */
  static Problem teacher(Model model, int samples, double noise, RandomKey key) {
    float[] x = new float[samples * model.inputs()];
    key.split("inputs").uniforms(0, x.length, -1, 1, x, 0);
    float[] teacher = model.initialize(key.split("teacher"));
    float[] y = outputs(model, x, samples, teacher);
    if (noise > 0) {
      RandomKey noiseKey = key.split("noise");
      for (int i = 0; i < y.length; i++) {
        y[i] += (float) (noise * noiseKey.normal(0, i));
      }
    }
    return meanSquaredError(
        model,
        x,
        y,
        Convert.toDouble(model.initialize(key.split("start"))),
        noise > 0 ? OptionalDouble.empty() : OptionalDouble.of(0),
        noise > 0 ? Optional.empty() : Optional.of(Convert.toDouble(teacher)));
  }

  /** The outputs of a model, by the float engine, so that the teacher reaches loss 0 exactly. */
  private static float[] outputs(Model model, float[] x, int rows, float[] theta) {
    Tape tape = new Tape();
    Tensor inputs = tape.input("x", rows, model.inputs());
    Tensor out = model.record(tape, inputs);
    Workspace workspace = tape.compile(out.sum()).newWorkspace();
    workspace.set("x", x);
    workspace.value(theta);
    float[] y = new float[out.shape().size()];
    workspace.read(out, y);
    return y;
  }
}
