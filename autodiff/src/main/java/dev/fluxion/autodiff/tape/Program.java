package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.api.map.primitive.ImmutableIntIntMap;
import org.eclipse.collections.api.map.primitive.MutableIntIntMap;
import org.eclipse.collections.impl.factory.primitive.IntIntMaps;

/**
 * A compiled tape: which instructions run, in which order, and where each value lies. Immutable;
 * the mutable memory is a {@link Workspace} (float engine) or a {@link DefinitionWorkspace}
 * (double).
 *
 * <p>Only what the loss depends on is kept; in the float engine, common patterns become one
 * instruction ({@link Fusion}). A gradient is kept for every value that a parameter reaches. All
 * values and gradients lie in one arena: first the values, then the gradients.
 */
public final class Program {
  private final List<Node> nodes;
  private final List<Node> instructions;
  private final int loss;
  private final ParameterLayout layout;
  private final boolean[] live;
  private final boolean[] computed;
  private final boolean[] wanted;
  private final int[] valueOffset;
  private final int[] gradientOffset;
  private final int[] slot;
  private final ImmutableIntIntMap parameterOffset;
  private final int valueSize;
  private final int gradientSize;
  private final int slots;
  private final int scratchSize;

  Program(List<Node> nodes, int loss, ParameterLayout layout) {
    this.nodes = nodes;
    this.loss = loss;
    this.layout = layout;
    this.live = reachable(nodes, loss);
    this.instructions = Fusion.fuse(nodes, live);
    this.computed = reachable(instructions, loss);
    this.wanted = differentiable(nodes);
    this.parameterOffset = parameterOffsets(nodes, layout);
    int count = nodes.size();
    valueOffset = new int[count];
    gradientOffset = new int[count];
    slot = new int[count];
    int values = 0;
    int gradients = 0;
    int scalars = 0;
    int scratch = 0;
    for (int id = 0; id < count; id++) {
      Node node = instructions.get(id);
      if (!computed[id] || node.kind() == Node.Kind.PARAMETER) {
        continue;
      }
      Shape shape = node.tensor().shape();
      if (shape.isScalar()) {
        slot[id] = scalars++;
      } else {
        valueOffset[id] = values;
        values = Math.addExact(values, shape.size());
        gradientOffset[id] = gradients;
        gradients = Math.addExact(gradients, wanted[id] ? shape.size() : 0);
      }
      if (node.op() != null) {
        scratch = Math.max(scratch, node.op().scratch(inputShapes(node)));
      }
    }
    valueSize = values;
    gradientSize = gradients;
    slots = scalars;
    scratchSize = scratch;
  }

  /** The parameters, including any that the loss does not depend on. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Memory for replaying this program in float; one per thread. */
  public Workspace newWorkspace() {
    return new Workspace(this);
  }

  /** Memory for interpreting this program by the double definitions; one per thread. */
  public DefinitionWorkspace newDefinitionWorkspace() {
    return new DefinitionWorkspace(this);
  }

  /** The instructions as text, one per line, with names and shapes. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int id = 0; id < nodes.size(); id++) {
      if (!computed[id]) {
        continue;
      }
      Node node = instructions.get(id);
      text.append(String.format("%-24s", node.tensor()));
      if (node.op() == null) {
        text.append(node.kind() == Node.Kind.INPUT ? "input" : "parameter");
      } else {
        text.append(node.op().card().formula()).append("   of");
        node.inputs().forEach(i -> text.append(' ').append(nodes.get(i).tensor().name()));
      }
      text.append('\n');
    }
    return text.append("loss: ")
        .append(nodes.get(loss).tensor().name())
        .append(", parameters: ")
        .append(layout.size())
        .append(", arena: ")
        .append(valueSize + gradientSize)
        .append(" floats\n")
        .toString();
  }

  /** The tape as it was recorded; the double definitions run on it. */
  List<Node> nodes() {
    return nodes;
  }

  /** The same with fused ops; the float engine runs on it. */
  List<Node> instructions() {
    return instructions;
  }

  int loss() {
    return loss;
  }

  /** Whether the loss depends on a value of the tape as it was recorded. */
  boolean live(int id) {
    return live[id];
  }

  /** Whether the float engine computes a value: what a fused op has swallowed, it does not. */
  boolean computed(int id) {
    return computed[id];
  }

  boolean wanted(int id) {
    return wanted[id];
  }

  int valueOffset(int id) {
    return valueOffset[id];
  }

  /** Where the gradient lies within the arena, behind all values. */
  int gradientOffset(int id) {
    return valueSize + gradientOffset[id];
  }

  int slot(int id) {
    return slot[id];
  }

  /** Where a parameter lies in θ. */
  int parameterOffset(int id) {
    return parameterOffset.getOrThrow(id);
  }

  int valueSize() {
    return valueSize;
  }

  int arenaSize() {
    return Math.addExact(valueSize, gradientSize);
  }

  int slots() {
    return slots;
  }

  int scratchSize() {
    return scratchSize;
  }

  /** The id of a live input. */
  int input(String name) {
    List<String> known = new ArrayList<>();
    for (int id = 0; id < nodes.size(); id++) {
      Node node = nodes.get(id);
      if (node.kind() == Node.Kind.INPUT) {
        if (node.tensor().name().equals(name)) {
          return id;
        }
        known.add(node.tensor().name());
      }
    }
    throw new IllegalArgumentException(Names.unknown("input", name, known));
  }

  List<Shape> inputShapes(Node node) {
    return Arrays.stream(node.inputs().toArray())
        .mapToObj(i -> nodes.get(i).tensor().shape())
        .toList();
  }

  /** Requires that every input that matters has been set. */
  void requireInputs(boolean[] isSet) {
    for (Node node : nodes) {
      int id = node.tensor().id();
      if (node.kind() == Node.Kind.INPUT && live[id] && !isSet[id]) {
        throw new IllegalStateException(
            "input "
                + node.tensor()
                + " has not been set; call set(\""
                + node.tensor().name()
                + "\", data) before the first evaluation");
      }
    }
  }

  /** Requires a tensor that this program computes. */
  void requireResult(Tensor tensor) {
    int id = tensor.id();
    if (id >= nodes.size() || nodes.get(id).tensor() != tensor || !live[id]) {
      throw new IllegalArgumentException(tensor + " is not computed by this program");
    }
    if (nodes.get(id).kind() == Node.Kind.PARAMETER) {
      throw new IllegalArgumentException(tensor + " is a parameter: read it from theta");
    }
  }

  static void requireLength(String what, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          what + " must have length " + expected + ", not " + length);
    }
  }

  private static boolean[] reachable(List<Node> nodes, int loss) {
    boolean[] live = new boolean[nodes.size()];
    live[loss] = true;
    for (int id = loss; id >= 0; id--) {
      if (live[id]) {
        nodes.get(id).inputs().forEach(i -> live[i] = true);
      }
    }
    return live;
  }

  private static boolean[] differentiable(List<Node> nodes) {
    boolean[] wanted = new boolean[nodes.size()];
    for (int id = 0; id < wanted.length; id++) {
      Node node = nodes.get(id);
      wanted[id] = node.kind() == Node.Kind.PARAMETER || node.inputs().anySatisfy(i -> wanted[i]);
    }
    return wanted;
  }

  private static ImmutableIntIntMap parameterOffsets(List<Node> nodes, ParameterLayout layout) {
    MutableIntIntMap offsets = IntIntMaps.mutable.empty();
    int segment = 0;
    for (Node node : nodes) {
      if (node.kind() == Node.Kind.PARAMETER) {
        Segment s = layout.segments().get(segment++);
        offsets.put(node.tensor().id(), s.offset());
      }
    }
    return offsets.toImmutable();
  }
}
