package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.CombineOp;
import dev.fluxion.autodiff.op.MultiplyOp;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.op.SumOp;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;

/**
 * An op on one of its samples, as a program whose parameters are the inputs of the op.
 *
 * <p>The loss is {@code 0.75·Σ uᵢyᵢ - 2.5·Σ uᵢyᵢ} with fixed random u: the op is used twice, so
 * that one is caught that overwrites gradients instead of adding to them, and with factors, so that
 * one is caught that ignores the gradient of its scalar output.
 *
 * @param op the op
 * @param sample what it is tried on
 * @param engine the float engine
 * @param definition the double definition
 * @param theta a random point that keeps clear of kinks
 */
public record OpTrial(
    Op op, Op.Sample sample, Workspace engine, DefinitionWorkspace definition, float[] theta) {
  /** Sets up a trial. */
  public static OpTrial of(Op op, Op.Sample sample) {
    RandomKey key = RandomKey.of(0).split(op.card().id());
    Tape tape = new Tape();
    Tensor[] inputs = new Tensor[sample.shapes().size()];
    for (int i = 0; i < inputs.length; i++) {
      Shape shape = sample.shapes().get(i);
      inputs[i] =
          sample.given().containsKey(i)
              ? tape.input("x" + i, extents(shape))
              : parameter(tape, "x" + i, shape);
    }
    Tensor out = tape.apply(op, inputs);
    Tensor again = tape.apply(op, inputs);
    float[] upstream = new float[out.shape().size()];
    key.split("upstream").uniforms(0, upstream.length, -1, 1, upstream, 0);
    boolean scalar = out.shape().isScalar();
    if (!scalar) {
      Tensor weights = tape.input("upstream", extents(out.shape()));
      out = tape.apply(new SumOp(), tape.apply(new MultiplyOp(), out, weights));
      again = tape.apply(new SumOp(), tape.apply(new MultiplyOp(), again, weights));
    }
    Program program = tape.compile(tape.apply(new CombineOp(0.75, -2.5), out, again));
    Workspace engine = program.newWorkspace();
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    if (!scalar) {
      engine.set("upstream", upstream);
      definition.set("upstream", upstream);
    }
    sample
        .given()
        .forEach(
            (i, data) -> {
              engine.set("x" + i, data);
              definition.set("x" + i, data);
            });
    return new OpTrial(op, sample, engine, definition, point(sample, key, program.layout().size()));
  }

  /** A scalar input is made from a parameter of one element. */
  private static Tensor parameter(Tape tape, String name, Shape shape) {
    return shape.isScalar()
        ? tape.apply(new SumOp(), tape.parameter(name, Role.COORDINATE, 1))
        : tape.parameter(name, Role.COORDINATE, extents(shape));
  }

  private static int[] extents(Shape shape) {
    int[] extents = new int[shape.rank()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = shape.extent(i);
    }
    return extents;
  }

  /** A random point that keeps clear of the kinks by more than the step of the differences. */
  private static float[] point(Op.Sample sample, RandomKey key, int n) {
    float[] theta = new float[n];
    key.split("point").uniforms(0, n, sample.low(), sample.high(), theta, 0);
    if (sample.apart()) {
      spread(sample, key.split("order"), theta);
    }
    for (int i = 0; i < n; i++) {
      for (double kink : sample.kinks()) {
        if (Math.abs(theta[i] - kink) < 0.05) {
          theta[i] += 0.1f;
        }
      }
    }
    return theta;
  }

  /** Values at equal distances, in random order. */
  private static void spread(Op.Sample sample, RandomKey key, float[] theta) {
    int n = theta.length;
    for (int i = 0; i < n; i++) {
      theta[i] = (float) (sample.low() + (sample.high() - sample.low()) * (i + 0.5) / n);
    }
    for (int i = n - 1; i > 0; i--) {
      int j = key.integer(0, i, i + 1);
      float swapped = theta[i];
      theta[i] = theta[j];
      theta[j] = swapped;
    }
  }
}
