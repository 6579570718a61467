package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fused program gives the bits of the one that is not, values and gradients. */
class FusionTest {
  private enum Activation {
    TANH(Tensor::tanh),
    SIGMOID(Tensor::sigmoid),
    RELU(Tensor::relu),
    NONE(z -> z);

    final UnaryOperator<Tensor> record;

    Activation(UnaryOperator<Tensor> record) {
      this.record = record;
    }
  }

  /**
   * Two layers and a loss.
   *
   * @param program the program
   * @param intermediate the first matrix product
   */
  private record Net(Program program, Tensor intermediate) {
    /** A second use of the products keeps them, so that nothing is fused. */
    static Net of(Activation activation, boolean fused) {
      Tape tape = new Tape();
      Tensor h = tape.input("x", 9, 4);
      int width = 4;
      List<Tensor> products = new ArrayList<>();
      for (int next : new int[] {33, 3}) {
        Tensor w = tape.parameter("w" + next, Role.WEIGHT, width, next);
        Tensor b = tape.parameter("b" + next, Role.BIAS, next);
        Tensor product = h.matmul(w);
        products.add(product);
        h = activation.record.apply(product.addBias(b));
        width = next;
      }
      Tensor loss = h.meanSquaredError(tape.input("y", 9, 3));
      if (!fused) {
        for (Tensor product : products) {
          loss = loss.plus(product.minus(product).sum());
        }
      }
      return new Net(tape.compile(loss), products.getFirst());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fusedIsTheSameBitsAsComposed(Activation activation) {
    Net fused = Net.of(activation, true);
    Net composed = Net.of(activation, false);
    assertTrue(fused.program.describe().contains("φ(Σₗ"), fused.program.describe());
    assertTrue(!composed.program.describe().contains("φ(Σₗ"), composed.program.describe());
    int n = fused.program.layout().size();
    float[] theta = new float[n];
    RandomKey.of(1).split("theta").normals(0, n, theta, 0);
    float[] expected = new float[n];
    float[] actual = new float[n];
    assertEquals(run(composed, theta, expected), run(fused, theta, actual));
    assertArrayEquals(expected, actual);
  }

  private static double run(Net net, float[] theta, float[] gradient) {
    Workspace workspace = net.program.newWorkspace();
    float[] x = new float[36];
    float[] y = new float[27];
    RandomKey.of(2).normals(0, x.length, x, 0);
    RandomKey.of(3).normals(0, y.length, y, 0);
    workspace.set("x", x);
    workspace.set("y", y);
    return workspace.valueAndGradient(theta, gradient);
  }

  @ParameterizedTest
  @EnumSource
  void aSwallowedValueSaysWhereToFindIt(Activation activation) {
    Net net = Net.of(activation, true);
    Workspace workspace = net.program.newWorkspace();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> workspace.read(net.intermediate, new float[9 * 33]))
            .getMessage();
    assertTrue(message.contains("fused instruction"), message);
    DefinitionWorkspace definition = net.program.newDefinitionWorkspace();
    assertEquals(9 * 33, definition.read(net.intermediate).length);
  }
}
