package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.map.primitive.ImmutableIntIntMap;
import org.eclipse.collections.api.map.primitive.MutableIntIntMap;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntIntMaps;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * A compiled tape: which instructions run, in which order, and where each value lies. Immutable;
 * the mutable memory is a {@link Workspace} (float engine) or a {@link DefinitionWorkspace}
 * (double).
 *
 * <p>Only what the loss depends on is kept; in the float engine, common patterns become one
 * instruction ({@link Fusion}). Values that a parameter reaches have a gradient. All values and
 * gradients lie in one arena ({@link MemoryPlan}).
 */
public final class Program {
  private final List<Node> nodes;
  private final List<Node> instructions;
  private final int loss;
  private final ParameterLayout layout;
  private final ImmutableIntSet leaves;
  private final boolean[] live;
  private final boolean[] computed;
  private final boolean[] wanted;
  private final ImmutableIntIntMap parameterOffset;
  private final MemoryPlan memory;

  Program(List<Node> nodes, int loss, ParameterLayout layout) {
    this(nodes, loss, layout, parameters(nodes));
  }

  /** The leaves whose gradients are wanted are given by their ids. */
  private Program(List<Node> nodes, int loss, ParameterLayout layout, ImmutableIntSet leaves) {
    this.nodes = nodes;
    this.loss = loss;
    this.layout = layout;
    this.leaves = leaves;
    this.live = reachable(nodes, loss);
    this.instructions = Fusion.fuse(nodes, live);
    this.computed = reachable(instructions, loss);
    this.wanted = differentiable(nodes, leaves);
    this.parameterOffset = parameterOffsets(nodes, layout);
    this.memory = new MemoryPlan(this);
  }

  /** The parameters, including any that the loss does not depend on. */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * The same program with some segments frozen: their gradients are zero and are not computed.
   *
   * @throws IllegalArgumentException if there is no such segment
   */
  public Program freeze(String... segments) {
    MutableIntSet kept = leaves.toSet();
    for (String name : segments) {
      kept.remove(leaf(Node.Kind.PARAMETER, "segment", name));
    }
    return new Program(nodes, loss, layout, kept.toImmutable());
  }

  /**
   * The same program that also computes the gradient of the loss with respect to some inputs, to be
   * read by {@link Workspace#readGradient}.
   *
   * @throws IllegalArgumentException if there is no such input, or the loss does not depend on it
   */
  public Program withGradientOf(String... inputs) {
    MutableIntSet kept = leaves.toSet();
    for (String name : inputs) {
      int id = input(name);
      if (!live[id]) {
        throw new IllegalArgumentException("the loss does not depend on input '" + name + "'");
      }
      kept.add(id);
    }
    return new Program(nodes, loss, layout, kept.toImmutable());
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
    return new ProgramText(this).table();
  }

  /** The instructions as a graph in the DOT language, which Graphviz draws. */
  public String dot() {
    return new ProgramText(this).dot();
  }

  /** Names and shapes of the inputs that the loss depends on, in the order of the tape. */
  public Map<String, Shape> inputs() {
    Map<String, Shape> inputs = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (node.kind() == Node.Kind.INPUT && live[node.tensor().id()]) {
        inputs.put(node.tensor().name(), node.tensor().shape());
      }
    }
    return inputs;
  }

  /** The instructions that the float engine runs, in order. */
  public List<Instruction> listing() {
    return executed().stream().map(this::instruction).toList();
  }

  private Instruction instruction(Node node) {
    List<String> operands = new ArrayList<>();
    node.inputs().forEach(i -> operands.add(nodes.get(i).tensor().name()));
    Tensor result = node.tensor();
    return new Instruction(
        result.name(), node.op(), List.copyOf(operands), inputShapes(node), result.shape());
  }

  /** Floating-point operations of a forward pass, counted as {@link Op#flops} says. */
  public long flops() {
    return listing().stream().mapToLong(Instruction::flops).sum();
  }

  /** Bytes that the instructions of a forward pass read and write. */
  public long bytes() {
    return listing().stream().mapToLong(Instruction::bytes).sum();
  }

  /** The tape as it was recorded; the double definitions run on it. */
  List<Node> nodes() {
    return nodes;
  }

  /** The same with fused ops; the float engine runs on it. */
  List<Node> instructions() {
    return instructions;
  }

  /** The instructions that the float engine runs, in order. */
  List<Node> executed() {
    return instructions.stream()
        .filter(node -> node.op() != null && computed[node.tensor().id()])
        .toList();
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

  MemoryPlan memory() {
    return memory;
  }

  /** Where a parameter lies in θ. */
  int parameterOffset(int id) {
    return parameterOffset.getOrThrow(id);
  }

  /** The id of an input. */
  int input(String name) {
    return leaf(Node.Kind.INPUT, "input", name);
  }

  private int leaf(Node.Kind kind, String what, String name) {
    for (int i = 0; i < nodes.size(); i++) { // an iterator would be allocated
      Node node = nodes.get(i);
      if (node.kind() == kind && node.tensor().name().equals(name)) {
        return node.tensor().id();
      }
    }
    List<String> known =
        nodes.stream().filter(n -> n.kind() == kind).map(n -> n.tensor().name()).toList();
    throw new IllegalArgumentException(Names.unknown(what, name, known));
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

  private static ImmutableIntSet parameters(List<Node> nodes) {
    MutableIntSet ids = IntSets.mutable.empty();
    for (Node node : nodes) {
      if (node.kind() == Node.Kind.PARAMETER) {
        ids.add(node.tensor().id());
      }
    }
    return ids.toImmutable();
  }

  private static boolean[] differentiable(List<Node> nodes, ImmutableIntSet leaves) {
    boolean[] wanted = new boolean[nodes.size()];
    for (int id = 0; id < wanted.length; id++) {
      wanted[id] = leaves.contains(id) || nodes.get(id).inputs().anySatisfy(i -> wanted[i]);
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
