package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.DualFrame;
import dev.fluxion.autodiff.op.Op;
import java.util.Arrays;

/**
 * The second half of the dual numbers of a {@link DefinitionWorkspace}: tangents of all values and
 * of all gradients, and the sweeps that compute them.
 *
 * <p>Formula: forward {@code ẏ = J·ẋ}; backward {@code dẋ ← dẋ + Jᵀ·dẏ + J̇ᵀ·dy}, for one op after
 * the other. With {@code ẋ = v} at the parameters, {@code ẏ} of the loss is {@code ∇f·v}, and
 * {@code dẋ} of the parameters is {@code Hv}.
 */
final class DualMemory {
  private final Program program;
  private final double[][] tangents;
  private final double[][] gradientTangents;
  private final DualFrame[] frames;

  DualMemory(Program program, double[][] values, double[][] gradients) {
    this.program = program;
    int count = values.length;
    tangents = new double[count][];
    gradientTangents = new double[count][];
    frames = new DualFrame[count];
    for (Node node : program.nodes()) {
      int id = node.tensor().id();
      tangents[id] = new double[values[id].length];
      gradientTangents[id] = new double[values[id].length];
      if (computes(node)) {
        int[] operands = node.inputs().newWith(id).toArray();
        Shape[] shapes = new Shape[operands.length];
        for (int i = 0; i < operands.length; i++) {
          shapes[i] = program.nodes().get(operands[i]).tensor().shape();
        }
        frames[id] =
            new DualFrame(
                shapes,
                pick(values, operands),
                pick(tangents, operands),
                pick(gradients, operands),
                pick(gradientTangents, operands));
      }
    }
  }

  private boolean computes(Node node) {
    return node.op() != null && program.live(node.tensor().id());
  }

  private static double[][] pick(double[][] all, int[] operands) {
    double[][] picked = new double[operands.length][];
    for (int i = 0; i < operands.length; i++) {
      picked[i] = all[operands[i]];
    }
    return picked;
  }

  double[] tangent(int id) {
    return tangents[id];
  }

  /** All tangents, where the parameters move along v and the values are known. */
  void forward(double[] v) {
    for (Node node : program.nodes()) {
      int id = node.tensor().id();
      if (node.kind() == Node.Kind.PARAMETER) {
        System.arraycopy(v, program.parameterOffset(id), tangents[id], 0, tangents[id].length);
      } else if (computes(node)) {
        node.op().defineTangent(frames[id]);
      }
    }
  }

  /** {@code product ← Hv}, where values, tangents and gradients are known. */
  void backward(double[] product) {
    clearGradientTangents();
    for (Node node : program.nodes().reversed()) {
      if (computes(node)) {
        node.op().defineBackwardTangent(frames[node.tensor().id()]);
      }
    }
    collect(product);
  }

  /**
   * {@code product ← Jᵀ(∇²ℓ)J·v}, J being the Jacobian of the outputs and ℓ the loss as a function
   * of them. What lies between the parameters and the outputs is taken as linear; what else the
   * loss depends on, as constant.
   */
  void gaussNewton(boolean[] outputs, double[] product) {
    boolean[] head = ancestors(outputs);
    for (int id = 0; id < tangents.length; id++) {
      if (!outputs[id] && (head[id] || frames[id] == null)) {
        Arrays.fill(tangents[id], 0);
      }
    }
    for (Node node : program.nodes()) {
      if (computes(node) && !head[node.tensor().id()]) {
        node.op().defineTangent(frames[node.tensor().id()]);
      }
    }
    clearGradientTangents();
    for (Node node : program.nodes().reversed()) {
      if (computes(node) && !head[node.tensor().id()]) {
        node.op().defineBackwardTangent(frames[node.tensor().id()]);
      }
    }
    for (int id = 0; id < outputs.length; id++) {
      if (!outputs[id]) {
        Arrays.fill(gradientTangents[id], 0);
      }
    }
    for (Node node : program.nodes().reversed()) {
      if (computes(node) && head[node.tensor().id()]) {
        node.op().defineBackward(frames[node.tensor().id()].transposed());
      }
    }
    collect(product);
  }

  /** The outputs and all that they depend on. */
  private boolean[] ancestors(boolean[] outputs) {
    boolean[] head = outputs.clone();
    for (int id = head.length - 1; id >= 0; id--) {
      if (head[id]) {
        program.nodes().get(id).inputs().forEach(i -> head[i] = true);
      }
    }
    return head;
  }

  private void clearGradientTangents() {
    for (double[] tangent : gradientTangents) {
      Arrays.fill(tangent, 0);
    }
  }

  private void collect(double[] product) {
    for (Node node : program.nodes()) {
      int id = node.tensor().id();
      if (node.kind() == Node.Kind.PARAMETER) {
        double[] tangent = gradientTangents[id];
        System.arraycopy(tangent, 0, product, program.parameterOffset(id), tangent.length);
      }
    }
  }

  /** The outputs of the model: the first input of a loss that ends the program. */
  static boolean[] outputs(Program program) {
    boolean[] outputs = new boolean[program.nodes().size()];
    if (obstacle(program).isEmpty()) {
      outputs[program.nodes().get(program.loss()).inputs().get(0)] = true;
    }
    return outputs;
  }

  /** Why the outputs of the model cannot be told; empty if they can. */
  static String obstacle(Program program) {
    Node last = program.nodes().get(program.loss());
    Op op = last.op();
    if (op == null || !op.isConvexLoss()) {
      return "the program ends in "
          + last.tensor().name()
          + ", which is no convex loss such as mean-squared-error or cross-entropy; name the"
          + " outputs of the model with outputs(…)";
    }
    for (int i = 1; i < last.inputs().size(); i++) {
      if (program.wanted(last.inputs().get(i))) {
        return "the targets of "
            + last.tensor().name()
            + " depend on parameters; name the outputs of the model with outputs(…)";
      }
    }
    return "";
  }
}
