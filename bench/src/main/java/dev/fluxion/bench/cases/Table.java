package dev.fluxion.bench.cases;

import java.util.List;
import java.util.stream.Stream;

/**
 * All cases. A new kernel is one line in the file of its part; the command, the JMH classes and
 * other libraries all take their work from here.
 */
public final class Table {
  private Table() {}

  /** The cases of a part. */
  public static List<Case> of(Part part) {
    return switch (part) {
      case MACHINE -> Machine.cases();
      case GEMM -> Gemm.cases();
      case OPTIM -> Steps.cases();
      case TRAIN -> Training.cases();
      case FUNC -> TestFunctions.cases();
      case RANDN -> RandomNumbers.cases();
      case ELEM -> Elementwise.cases();
    };
  }

  /** The case of a name such as {@code gemm/512}. */
  public static Case get(String id) {
    return Stream.of(Part.values())
        .filter(part -> id.startsWith(part.id() + "/"))
        .flatMap(part -> of(part).stream())
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no case '" + id + "'"));
  }

  /** A name with a size, such as {@code adam/1e6}. */
  static String sized(String name, int n) {
    return "%s/1e%d".formatted(name, String.valueOf(n).length() - 1);
  }
}
