package dev.fluxion.autodiff.tape;

import java.util.List;
import java.util.Locale;

/** What a {@link Program} looks like: as a table, and as a graph in the DOT language. */
final class ProgramText {
  private final Program program;

  ProgramText(Program program) {
    this.program = program;
  }

  /** The instructions, one per line. */
  String table() {
    StringBuilder text = new StringBuilder();
    for (Node node : shown()) {
      text.append(String.format("%-24s", node.tensor()));
      if (node.op() == null) {
        text.append(kind(node));
      } else {
        text.append(node.op().card().formula()).append("   of");
        node.inputs().forEach(i -> text.append(' ').append(name(i)));
      }
      text.append('\n');
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "loss: %s, parameters: %d, arena: %d floats, forward: %d flops, %d bytes%n",
                name(program.loss()),
                program.layout().size(),
                program.memory().arenaSize(),
                program.flops(),
                program.bytes()))
        .toString();
  }

  /** The graph: boxes are instructions, with shapes at the arrows. */
  String dot() {
    StringBuilder text = new StringBuilder("digraph program {\n  rankdir=TB;\n");
    for (Node node : shown()) {
      int id = node.tensor().id();
      String label = node.op() == null ? name(id) : node.op().card().id();
      String form = node.op() == null ? kind(node).equals("input") ? "ellipse" : "house" : "box";
      text.append(String.format("  n%d [shape=%s, label=%s];%n", id, form, quoted(label)));
      node.inputs()
          .forEach(
              i -> {
                String shape = program.nodes().get(i).tensor().shape().toString();
                text.append(String.format("  n%d -> n%d [label=%s];%n", i, id, quoted(shape)));
              });
    }
    return text.append("}\n").toString();
  }

  private List<Node> shown() {
    return program.instructions().stream().filter(n -> program.computed(n.tensor().id())).toList();
  }

  private String kind(Node node) {
    String kind = node.kind() == Node.Kind.INPUT ? "input" : "parameter";
    boolean frozen = node.kind() == Node.Kind.PARAMETER && !program.wanted(node.tensor().id());
    return frozen ? kind + ", frozen" : kind;
  }

  private String name(int id) {
    return program.nodes().get(id).tensor().name();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
