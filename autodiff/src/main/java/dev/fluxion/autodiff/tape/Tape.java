package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Records a computation as a list of ops on shapes; {@link #compile} turns it into a {@link
 * Program} that is replayed many times.
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * Tensor x = tape.input("x", 32, 2);
 * Tensor y = tape.input("y", 32, 1);
 * Tensor w = tape.parameter("w", Role.WEIGHT, 2, 1);
 * Program program = tape.compile(x.matmul(w).meanSquaredError(y));
 * }</pre>
 */
public final class Tape {
  private final List<Node> nodes = new ArrayList<>();
  private final ParameterLayout.Builder layout = ParameterLayout.builder();

  /** Data that a workspace sets before it replays. */
  public Tensor input(String name, int... extents) {
    requireNew(name);
    return append(
        Node.Kind.INPUT, name, null, tensorShape(name, extents), IntLists.immutable.empty());
  }

  /** A parameter: the next segment of the flat array θ. */
  public Tensor parameter(String name, Role role, int... extents) {
    requireNew(name);
    Shape shape = tensorShape(name, extents);
    layout.add(name, role, shape);
    return append(Node.Kind.PARAMETER, name, null, shape, IntLists.immutable.empty());
  }

  /**
   * Records an op.
   *
   * @throws IllegalArgumentException if the shapes do not fit; the message has names and shapes
   */
  public Tensor apply(Op op, Tensor... inputs) {
    List<Shape> shapes = new ArrayList<>();
    int[] ids = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].tape() != this) {
        throw new IllegalArgumentException(inputs[i] + " belongs to another tape");
      }
      shapes.add(inputs[i].shape());
      ids[i] = inputs[i].id();
    }
    String verb = op.card().id();
    Shape shape;
    try {
      shape = op.shape(shapes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          verb + ": " + e.getMessage() + "; got " + Arrays.toString(inputs), e);
    }
    return append(
        Node.Kind.RESULT, verb + "#" + nodes.size(), op, shape, IntLists.immutable.with(ids));
  }

  /** The parameters recorded so far. */
  public ParameterLayout layout() {
    return layout.build();
  }

  /**
   * Turns what the loss depends on into a program; everything else is left out.
   *
   * @param loss a scalar
   */
  public Program compile(Tensor loss) {
    if (loss.tape() != this) {
      throw new IllegalArgumentException(loss + " belongs to another tape");
    }
    if (!loss.shape().isScalar()) {
      throw new IllegalArgumentException("the loss must be a scalar, not " + loss);
    }
    return new Program(List.copyOf(nodes), loss.id(), layout());
  }

  private Tensor append(Node.Kind kind, String name, Op op, Shape shape, ImmutableIntList inputs) {
    Tensor tensor = new Tensor(this, nodes.size(), shape, name);
    nodes.add(new Node(kind, tensor, op, inputs));
    return tensor;
  }

  private void requireNew(String name) {
    for (Node node : nodes) {
      if (node.tensor().name().equals(name)) {
        throw new IllegalArgumentException("the tape already has a tensor called '" + name + "'");
      }
    }
  }

  private static Shape tensorShape(String name, int... extents) {
    if (extents.length == 0) {
      throw new IllegalArgumentException("'" + name + "' needs at least one extent");
    }
    return Shape.of(extents);
  }
}
