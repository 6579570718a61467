package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion describe [KIND] NAME}: the card of one thing. */
@Command(
    name = "describe",
    description = "Show formula, source, settings, and layout or claims.",
    customSynopsis = "fluxion describe [--json] [KIND] NAME",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "[KIND] NAME",
      description =
          "Any name that 'fluxion list' shows, or an optimizer as id(setting=value,…); a kind"
              + " before it, such as 'model'.")
  private List<String> words;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String name = words.getLast();
    List<String> known = new ArrayList<>();
    List<Map<String, Object>> data = new ArrayList<>();
    for (String kind : kinds()) {
      for (Described entry : Kinds.of(kind)) {
        known.add(entry.card().id());
        if (entry.card().id().equals(name)) {
          data.add(Description.data(kind, entry));
          if (!json) {
            Description.print(kind, entry, out);
          }
        }
      }
    }
    if (name.contains("(")) {
      OptimizerSpec given = SpecText.parse(name);
      data.add(Description.data("optimizers", given));
      if (!json) {
        Description.print("optimizers", given, out);
      }
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException(Names.unknown("name", name, known));
    }
    if (json) {
      out.println(Json.line(data.size() == 1 ? data.getFirst() : data));
    }
    out.flush();
    return 0;
  }

  /** The kind that was named, in the singular or the plural; all if none was. */
  private List<String> kinds() {
    if (words.size() == 1) {
      return Kinds.names();
    }
    String kind = words.getFirst();
    List<String> found =
        Kinds.names().stream().filter(k -> k.equals(kind) || k.equals(kind + "s")).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(Names.unknown("kind", kind, Kinds.names()));
    }
    return found;
  }
}
