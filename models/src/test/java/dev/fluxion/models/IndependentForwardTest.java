package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;

/**
 * Outputs of whole nets against numbers that were computed from the formulas in double by a program
 * of its own, with NumPy's einsum, mean and var, and without anything of Fluxion. Parameters are
 * {@code (37·i mod 101 - 50) / 64}.
 */
class IndependentForwardTest {
  /** A few roundings of numbers near 1, carried through norms with rows of small variance. */
  private static final double DOUBLE = 1e-13;

  /** The same in float, 2²⁹ times coarser. */
  private static final double FLOAT = 2e-5;

  @Test
  void aTransformerIsItsFormula() {
    check(
        new Transformer(5, 3, 4, 2, 2, false),
        2,
        new double[] {0, 3, 1, 4, 4, 2},
        -0.799586912615291,
        0.6828917744878342,
        -0.19756567098854202,
        0.47967802481856825,
        0.758156126217192,
        -1.0878300620135652,
        0.4548702701752418,
        -0.004359178524285079,
        -0.055726071736589944,
        0.6439800264388832,
        -0.7775486584476629,
        0.6678639502715843,
        -0.20752722302911203,
        0.46095319117682226,
        0.7444975647511259,
        -1.0338528808219056,
        0.43018480163259015,
        -0.08754281907154021,
        -0.03772368503263898,
        0.6034842411382306,
        -0.6701651123780947,
        0.313524035523955,
        -0.6567545438380774,
        0.1758554376090868,
        0.36451240512205435,
        -0.2774034738469108,
        0.522594767656598,
        -1.228118788483988,
        0.9544327744179715,
        0.3626547651523856);
  }

  @Test
  void aResidualNetIsItsFormula() {
    double[] images = new double[3 * 2 * 9];
    for (int i = 0; i < images.length; i++) {
      images[i] = (i * 7 % 11 - 5) / 4.0;
    }
    check(
        new ResidualNet(2, 3, IntLists.immutable.with(2, 3), 1, 2, Activation.RELU),
        3,
        images,
        0.08456981899288227,
        -0.010048857393733568,
        -0.11802648029290298,
        0.280977067127294,
        0.0930698992565982,
        -0.11792786337363725);
  }

  private static void check(Model model, int rows, double[] x, double... expected) {
    Tape tape = new Tape();
    Tensor out = model.record(tape, tape.input("x", rows, model.inputs()));
    Program program = tape.compile(out.sum());
    float[] theta = new float[program.layout().size()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (i * 37 % 101 - 50) / 64f;
    }
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    definition.set("x", x);
    definition.value(Convert.toDouble(theta));
    assertArrayEquals(expected, definition.read(out), DOUBLE);
    Workspace engine = program.newWorkspace();
    float[] input = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      input[i] = (float) x[i];
    }
    engine.set("x", input);
    engine.value(theta);
    float[] outputs = new float[expected.length];
    engine.read(out, outputs);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], outputs[i], FLOAT);
    }
  }
}
