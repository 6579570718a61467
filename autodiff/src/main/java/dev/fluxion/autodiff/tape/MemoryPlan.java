package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/**
 * Where the float engine keeps what: all values behind each other, then the gradients ({@link
 * Lifetimes}), scalars in slots of their own, one scratch memory for all instructions. Parameters
 * lie in θ.
 */
final class MemoryPlan {
  private final int[] valueOffset;
  private final int[] gradientOffset;
  private final int[] slot;
  private final int valueSize;
  private final int gradientSize;
  private final int slots;
  private final int scratchSize;

  MemoryPlan(Program program) {
    List<Node> instructions = program.instructions();
    int count = instructions.size();
    valueOffset = new int[count];
    gradientOffset = new int[count];
    slot = new int[count];
    int[] lastUse = lastUses(program);
    Lifetimes gradients = new Lifetimes();
    int values = 0;
    int scalars = 0;
    int scratch = 0;
    for (int id = 0; id < count; id++) {
      Node node = instructions.get(id);
      if (!program.computed(id) || node.kind() == Node.Kind.PARAMETER) {
        continue;
      }
      Shape shape = node.tensor().shape();
      if (shape.isScalar()) {
        slot[id] = scalars++;
      } else {
        valueOffset[id] = values;
        values = Math.addExact(values, shape.size());
        if (program.wanted(id)) {
          int end = node.kind() == Node.Kind.INPUT ? -1 : id;
          gradients.add(id, shape.size(), lastUse[id], end);
        }
      }
      if (node.op() != null) {
        scratch = Math.max(scratch, node.op().scratch(program.inputShapes(node)));
      }
    }
    valueSize = values;
    gradientSize = gradients.place(gradientOffset);
    slots = scalars;
    scratchSize = scratch;
  }

  private static int[] lastUses(Program program) {
    int[] last = new int[program.instructions().size()];
    for (Node node : program.instructions()) {
      int id = node.tensor().id();
      if (program.computed(id)) {
        node.inputs().forEach(i -> last[i] = id);
      }
    }
    return last;
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

  int arenaSize() {
    return Math.addExact(valueSize, gradientSize);
  }

  int slots() {
    return slots;
  }

  int scratchSize() {
    return scratchSize;
  }
}
