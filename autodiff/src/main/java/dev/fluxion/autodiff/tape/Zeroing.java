package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import java.util.Arrays;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Which gradients the backward pass has to set to zero, and when: just before the first instruction
 * that adds to them, unless that instruction can assign instead.
 */
final class Zeroing {
  private final Program program;
  private final boolean[] reached;

  /**
   * Ranges to be zeroed.
   *
   * @param arena begin, end, begin, end … in the arena
   * @param gradient the same in the gradient of θ
   */
  record Ranges(int[] arena, int[] gradient) {
    void zero(float[] arenaArray, float[] gradientArray) {
      zero(arenaArray, arena);
      zero(gradientArray, gradient);
    }

    private static void zero(float[] array, int[] ranges) {
      for (int i = 0; i < ranges.length; i += 2) {
        Arrays.fill(array, ranges[i], ranges[i + 1], 0f);
      }
    }
  }

  Zeroing(Program program) {
    this.program = program;
    this.reached = new boolean[program.nodes().size()];
  }

  /** Called for the instructions from last to first: whether an input can be assigned to. */
  boolean isFresh(Node node, int input) {
    int id = node.inputs().get(input);
    boolean once = node.inputs().count(i -> i == id) == 1;
    return once && node.op().assigns() && !reached[id] && isTensor(id);
  }

  /** Called after {@link #isFresh}: what has to be zeroed before this instruction. */
  Ranges before(Node node) {
    MutableIntList arena = IntLists.mutable.empty();
    MutableIntList gradient = IntLists.mutable.empty();
    for (int input = 0; input < node.inputs().size(); input++) {
      int id = node.inputs().get(input);
      if (!isFresh(node, input) && !reached[id] && isTensor(id)) {
        add(id, arena, gradient);
      }
    }
    node.inputs().forEach(id -> reached[id] = true);
    return new Ranges(arena.toArray(), gradient.toArray());
  }

  /** Called at the end: the gradients that no instruction touches. */
  Ranges untouched() {
    MutableIntList arena = IntLists.mutable.empty();
    MutableIntList gradient = IntLists.mutable.empty();
    for (Node node : program.nodes()) {
      int id = node.tensor().id();
      if (node.kind() == Node.Kind.PARAMETER && !(reached[id] && program.wanted(id))) {
        add(id, arena, gradient);
      }
    }
    return new Ranges(arena.toArray(), gradient.toArray());
  }

  private boolean isTensor(int id) {
    return program.wanted(id) && !shape(id).isScalar();
  }

  private void add(int id, MutableIntList arena, MutableIntList gradient) {
    boolean parameter = program.nodes().get(id).kind() == Node.Kind.PARAMETER;
    int from = parameter ? program.parameterOffset(id) : program.memory().gradientOffset(id);
    (parameter ? gradient : arena).addAll(from, from + shape(id).size());
  }

  private Shape shape(int id) {
    return program.nodes().get(id).tensor().shape();
  }
}
