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

/** {@code fluxion describe}: the card of one thing. */
@Command(
    name = "describe",
    description = "Show formula, source, settings, and layout or claims.",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "Any name that 'fluxion list' shows, or an optimizer as id(setting=value,…).")
  private String name;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<String> known = new ArrayList<>();
    List<Map<String, Object>> data = new ArrayList<>();
    for (String kind : Kinds.names()) {
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
}
