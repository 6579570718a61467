package dev.fluxion.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One tensor as several operands of an op: its gradient is the sum over all of them. */
class AliasingTest {
  @Test
  void anOperandMayBeGivenTwice() {
    int tried = 0;
    for (Op op : Catalog.load("op", Op.class).all()) {
      for (Op.Sample sample : op.samples()) {
        long kinds = sample.shapes().stream().distinct().count();
        boolean varied = sample.given().isEmpty() && !sample.apart() && sample.kinks().isEmpty();
        if (varied && kinds < sample.shapes().size()) {
          check(op, sample);
          tried++;
        }
      }
    }
    assertTrue(tried > 10, "tried " + tried);
  }

  /** Operands of one shape are one tensor. */
  private static void check(Op op, Op.Sample sample) {
    Tape tape = new Tape();
    Map<Shape, Tensor> known = new HashMap<>();
    Tensor[] inputs = new Tensor[sample.shapes().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = known.computeIfAbsent(sample.shapes().get(i), s -> parameter(tape, s));
    }
    Tensor out = tape.apply(op, inputs);
    Program program = tape.compile(out.shape().isScalar() ? out : out.square().sum());
    float[] theta = new float[program.layout().size()];
    RandomKey.of(5).uniforms(0, theta.length, sample.low(), sample.high(), theta, 0);
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    GradientCheck.formula(definition, Convert.toDouble(theta)).expectBelow(1e-7);
    GradientCheck.engine(program.newWorkspace(), definition, theta).expectBelow(1e-5);
  }

  private static Tensor parameter(Tape tape, Shape shape) {
    String name = "of " + shape;
    if (shape.isScalar()) {
      return tape.parameter(name, Role.COORDINATE, 1).sum();
    }
    int[] extents = new int[shape.rank()];
    Arrays.setAll(extents, shape::extent);
    return tape.parameter(name, Role.COORDINATE, extents);
  }

  /** The same for products, whose first gradients are assigned and not added. */
  @Test
  void aMatrixTimesItself() {
    for (int n : List.of(1, 5, 20)) {
      Tape tape = new Tape();
      Tensor x = tape.parameter("x", Role.WEIGHT, n, n);
      Program program = tape.compile(x.matmul(x).square().sum());
      float[] theta = new float[n * n];
      RandomKey.of(n).uniforms(0, theta.length, -1, 1, theta, 0);
      DefinitionWorkspace definition = program.newDefinitionWorkspace();
      GradientCheck.formula(definition, Convert.toDouble(theta)).expectBelow(1e-7);
      GradientCheck.engine(program.newWorkspace(), definition, theta).expectBelow(1e-5);
    }
  }
}
