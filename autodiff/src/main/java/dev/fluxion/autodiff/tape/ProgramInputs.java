package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The inputs that a program reads, for those who fill them without having written it. */
public final class ProgramInputs {
  private ProgramInputs() {}

  /** Names and shapes of the inputs that the loss depends on, in the order of the tape. */
  public static Map<String, Shape> of(Program program) {
    Map<String, Shape> inputs = new LinkedHashMap<>();
    for (Node node : program.nodes()) {
      if (node.kind() == Node.Kind.INPUT && program.live(node.tensor().id())) {
        inputs.put(node.tensor().name(), node.tensor().shape());
      }
    }
    return inputs;
  }
}
