package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.op.DoubleFrame;
import java.util.Arrays;
import java.util.Optional;

/**
 * Interprets a {@link Program} by the double definitions of its ops: every value in an array of its
 * own, no fusion, no vectors. It is the oracle of the float engine.
 *
 * <p>In forward mode it computes with dual numbers: derivatives along a direction, and products
 * with the Hessian, exact up to rounding, for the work of two or three gradients.
 *
 * <pre>{@code
 * double slope = workspace.directionalDerivative(theta, v); // ∇f·v
 * workspace.hessianTimes(theta, v, product); // ∇²f·v
 * }</pre>
 */
public final class DefinitionWorkspace implements ObjectiveDefinition, Curvature {
  private final Program program;
  private final double[][] values;
  private final double[][] gradients;
  private final DoubleFrame[] frames;
  private final boolean[] isSet;
  private boolean[] outputs;
  private DualMemory dual;

  DefinitionWorkspace(Program program) {
    this.program = program;
    int count = program.nodes().size();
    this.values = new double[count][];
    this.gradients = new double[count][];
    this.frames = new DoubleFrame[count];
    this.isSet = new boolean[count];
    for (Node node : program.nodes()) {
      int id = node.tensor().id();
      values[id] = new double[node.tensor().shape().size()];
      gradients[id] = new double[node.tensor().shape().size()];
      if (node.op() != null) {
        int[] operands = node.inputs().newWith(id).toArray();
        Shape[] shapes = new Shape[operands.length];
        double[][] v = new double[operands.length][];
        double[][] g = new double[operands.length][];
        for (int i = 0; i < operands.length; i++) {
          shapes[i] = program.nodes().get(operands[i]).tensor().shape();
          v[i] = values[operands[i]];
          g[i] = gradients[operands[i]];
        }
        frames[id] = new DoubleFrame(shapes, v, g);
      }
    }
  }

  /** Copies data into an input, as in {@link Workspace#set}. */
  public void set(String input, float[] data) {
    set(input, Convert.toDouble(data));
  }

  /** Copies data into an input, as in {@link Workspace#set}. */
  public void set(String input, double[] data) {
    int id = program.input(input);
    Shape shape = program.nodes().get(id).tensor().shape();
    Program.requireLength("input '" + input + "' of shape " + shape, data.length, shape.size());
    System.arraycopy(data, 0, values[id], 0, data.length);
    isSet[id] = true;
  }

  /** The value of a tensor, as of the last evaluation. */
  public double[] read(Tensor tensor) {
    program.requireResult(tensor);
    return values[tensor.id()].clone();
  }

  /** The gradient of the loss with respect to an input, as of the last evaluation. */
  public double[] readGradient(String input) {
    return gradients[program.input(input)].clone();
  }

  @Override
  public int dimension() {
    return program.layout().size();
  }

  @Override
  public double value(double[] theta) {
    Program.requireLength("theta", theta.length, dimension());
    program.requireInputs(isSet);
    for (Node node : program.nodes()) {
      int id = node.tensor().id();
      if (node.kind() == Node.Kind.PARAMETER) {
        System.arraycopy(theta, program.parameterOffset(id), values[id], 0, values[id].length);
      } else if (node.op() != null && program.live(id)) {
        node.op().define(frames[id]);
      }
    }
    return values[program.loss()][0];
  }

  @Override
  public double valueAndGradient(double[] theta, double[] gradient) {
    Program.requireLength("gradient", gradient.length, dimension());
    double loss = value(theta);
    for (double[] g : gradients) {
      Arrays.fill(g, 0);
    }
    gradients[program.loss()][0] = 1;
    for (Node node : program.nodes().reversed()) {
      int id = node.tensor().id();
      if (node.kind() == Node.Kind.PARAMETER) {
        int offset = program.parameterOffset(id);
        for (int i = 0; i < gradients[id].length; i++) {
          gradient[offset + i] = program.wanted(id) ? gradients[id][i] : 0;
        }
      } else if (node.op() != null && program.live(id)) {
        node.op().defineBackward(frames[id]);
      }
    }
    return loss;
  }

  /** The gradient of the loss with respect to a tensor, as of the last gradient. */
  public double[] readGradient(Tensor tensor) {
    program.requireResult(tensor);
    return gradients[tensor.id()].clone();
  }

  /** {@code ∇f(θ)·v}: how the loss changes where the parameters move along v. */
  public double directionalDerivative(double[] theta, double[] v) {
    forward(theta, v);
    return dual.tangent(program.loss())[0];
  }

  /**
   * {@code J·v}: how a tensor changes where the parameters move along v, J being its Jacobian; as
   * of the last {@link #directionalDerivative}.
   */
  public double[] readTangent(Tensor tensor) {
    program.requireResult(tensor);
    return dual().tangent(tensor.id()).clone();
  }

  @Override
  public Optional<Curvature> curvature() {
    return Optional.of(this);
  }

  @Override
  public void hessianTimes(double[] theta, double[] v, double[] product) {
    Program.requireLength("product", product.length, dimension());
    Program.requireLength("v", v.length, dimension());
    valueAndGradient(theta, product);
    dual().forward(v);
    dual().backward(product);
  }

  /**
   * Names the outputs of the model, of which the loss should be a convex function. Without it, they
   * are the predictions that a program hands to the loss that ends it.
   *
   * @return this
   */
  public DefinitionWorkspace outputs(Tensor... tensors) {
    outputs = new boolean[values.length];
    for (Tensor tensor : tensors) {
      requireOfThisProgram(tensor);
      outputs[tensor.id()] = true;
    }
    return this;
  }

  @Override
  public String gaussNewtonObstacle() {
    return outputs != null ? "" : DualMemory.obstacle(program);
  }

  @Override
  public void gaussNewtonTimes(double[] theta, double[] v, double[] product) {
    String obstacle = gaussNewtonObstacle();
    if (!obstacle.isEmpty()) {
      throw new UnsupportedOperationException("no Gauss–Newton products: " + obstacle);
    }
    Program.requireLength("product", product.length, dimension());
    Program.requireLength("v", v.length, dimension());
    valueAndGradient(theta, product);
    dual().forward(v);
    dual().gaussNewton(outputs != null ? outputs : DualMemory.outputs(program), product);
  }

  private void requireOfThisProgram(Tensor tensor) {
    int id = tensor.id();
    if (id >= values.length || program.nodes().get(id).tensor() != tensor || !program.live(id)) {
      throw new IllegalArgumentException(tensor + " is no part of this program");
    }
  }

  private void forward(double[] theta, double[] v) {
    Program.requireLength("v", v.length, dimension());
    value(theta);
    dual().forward(v);
  }

  private DualMemory dual() {
    if (dual == null) {
      dual = new DualMemory(program, values, gradients);
    }
    return dual;
  }
}
