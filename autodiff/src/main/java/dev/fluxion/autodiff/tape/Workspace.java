package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.op.FloatFrame;
import dev.fluxion.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The memory of one {@link Program}, and the loop that replays it in float. Record once, replay
 * many: a replay allocates nothing. One thread uses a workspace at a time; make one per thread.
 *
 * <pre>{@code
 * Workspace workspace = program.newWorkspace();
 * workspace.set("x", x);
 * workspace.set("y", y);
 * double loss = workspace.valueAndGradient(theta, gradient);
 * }</pre>
 */
public final class Workspace implements Objective {
  private final Program program;
  private final float[] arena;
  private final double[] scalars;
  private final double[] scalarGradients;
  private final Op[] ops;
  private final FloatFrame[] frames;
  private final boolean[] backward;
  private final Zeroing.Ranges[] zeroing;
  private final Zeroing.Ranges untouched;
  private final Binding[] bindings;
  private final boolean[] isSet;
  private float[] theta;
  private float[] gradient;
  private boolean ready;

  /** An operand of a frame that lies in θ rather than in the arena. */
  private record Binding(FloatFrame frame, int operand, int offset) {}

  Workspace(Program program) {
    this.program = program;
    this.arena = new float[program.memory().arenaSize()];
    this.scalars = new double[program.memory().slots()];
    this.scalarGradients = new double[program.memory().slots()];
    this.isSet = new boolean[program.nodes().size()];
    float[] scratch = new float[program.memory().scratchSize()];
    List<Node> nodes = program.executed();
    List<Binding> bindings = new ArrayList<>();
    int count = nodes.size();
    this.ops = new Op[count];
    this.frames = new FloatFrame[count];
    this.backward = new boolean[count];
    this.zeroing = new Zeroing.Ranges[count];
    for (int i = 0; i < count; i++) {
      ops[i] = nodes.get(i).op();
      frames[i] = frame(nodes.get(i), scratch, bindings);
      backward[i] = program.wanted(nodes.get(i).tensor().id());
    }
    this.bindings = bindings.toArray(Binding[]::new);
    Zeroing order = new Zeroing(program);
    for (int i = count - 1; i >= 0; i--) {
      if (backward[i]) {
        for (int input = 0; input < frames[i].inputs(); input++) {
          frames[i].setFresh(input, order.isFresh(nodes.get(i), input));
        }
        zeroing[i] = order.before(nodes.get(i));
      }
    }
    this.untouched = order.untouched();
  }

  private FloatFrame frame(Node node, float[] scratch, List<Binding> bindings) {
    int[] operands = node.inputs().newWith(node.tensor().id()).toArray();
    Shape[] shapes = new Shape[operands.length];
    int[] slots = new int[operands.length];
    boolean[] wanted = new boolean[operands.length];
    for (int i = 0; i < operands.length; i++) {
      shapes[i] = program.nodes().get(operands[i]).tensor().shape();
      slots[i] = program.memory().slot(operands[i]);
      wanted[i] = program.wanted(operands[i]);
    }
    FloatFrame frame = new FloatFrame(shapes, scalars, scalarGradients, slots, wanted, scratch);
    for (int i = 0; i < operands.length; i++) {
      if (program.nodes().get(operands[i]).kind() == Node.Kind.PARAMETER) {
        bindings.add(new Binding(frame, i, program.parameterOffset(operands[i])));
      } else if (!shapes[i].isScalar()) {
        frame.bindValue(i, arena, program.memory().valueOffset(operands[i]));
        frame.bindGradient(i, arena, program.memory().gradientOffset(operands[i]));
      }
    }
    return frame;
  }

  /**
   * Copies data into an input; allocates nothing.
   *
   * @throws IllegalArgumentException if there is no such input or the length does not fit
   */
  public void set(String input, float[] data) {
    Shape shape = program.nodes().get(program.input(input)).tensor().shape();
    if (data.length != shape.size()) {
      Program.requireLength("input '" + input + "' of shape " + shape, data.length, shape.size());
    }
    set(input, data, 0);
  }

  /** Copies as many numbers as an input has, from part of an array. */
  void set(String input, float[] data, int offset) {
    int id = program.input(input);
    isSet[id] = true;
    if (program.live(id)) {
      System.arraycopy(data, offset, arena, program.memory().valueOffset(id), size(id));
    }
  }

  /** Copies the value of a tensor, as of the last replay, into an array. */
  public void read(Tensor tensor, float[] out) {
    program.requireResult(tensor);
    if (!program.computed(tensor.id())) {
      throw new IllegalArgumentException(
          tensor
              + " is computed within a fused instruction; read it from a definition workspace,"
              + " or use it once more on the tape, which keeps it");
    }
    Program.requireLength("the array for " + tensor, out.length, tensor.shape().size());
    if (tensor.shape().isScalar()) {
      out[0] = (float) scalars[program.memory().slot(tensor.id())];
    } else {
      System.arraycopy(arena, program.memory().valueOffset(tensor.id()), out, 0, out.length);
    }
  }

  /**
   * Copies the gradient of the loss with respect to an input, as of the last replay, into an array.
   *
   * @throws IllegalArgumentException if it was not asked for by {@link Program#withGradientOf}
   */
  public void readGradient(String input, float[] out) {
    int id = program.input(input);
    if (!program.wanted(id)) {
      throw new IllegalArgumentException(
          "the gradient of input '"
              + input
              + "' is not computed; ask for it by program.withGradientOf(\""
              + input
              + "\")");
    }
    Program.requireLength("the array for the gradient of '" + input + "'", out.length, size(id));
    System.arraycopy(arena, program.memory().gradientOffset(id), out, 0, out.length);
  }

  private int size(int id) {
    return program.nodes().get(id).tensor().shape().size();
  }

  @Override
  public int dimension() {
    return program.layout().size();
  }

  @Override
  public double value(float[] theta) {
    Program.requireLength("theta", theta.length, dimension());
    bind(theta, gradient);
    return forward();
  }

  @Override
  public double valueAndGradient(float[] theta, float[] gradient) {
    Program.requireLength("theta", theta.length, dimension());
    Program.requireLength("gradient", gradient.length, dimension());
    bind(theta, gradient);
    double loss = forward();
    backward();
    return loss;
  }

  private double forward() {
    if (!ready) {
      program.requireInputs(isSet);
      ready = true;
    }
    for (int i = 0; i < ops.length; i++) {
      ops[i].forward(frames[i]);
    }
    return scalars[program.memory().slot(program.loss())];
  }

  private void backward() {
    untouched.zero(arena, gradient);
    Arrays.fill(scalarGradients, 0);
    scalarGradients[program.memory().slot(program.loss())] = 1;
    for (int i = ops.length - 1; i >= 0; i--) {
      if (backward[i]) {
        zeroing[i].zero(arena, gradient);
        ops[i].backward(frames[i]);
      }
    }
  }

  private void bind(float[] theta, float[] gradient) {
    if (theta == this.theta && gradient == this.gradient) {
      return;
    }
    this.theta = theta;
    this.gradient = gradient;
    for (Binding binding : bindings) {
      binding.frame().bindValue(binding.operand(), theta, binding.offset());
      binding.frame().bindGradient(binding.operand(), gradient, binding.offset());
    }
  }
}
