package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.experiments.runner.Json;
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

/** {@code fluxion list}: what there is. */
@Command(
    name = "list",
    description = "List optimizers, problems, models, experiments, schedules or ops.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "KIND",
      arity = "0..1",
      description =
          "optimizers, problems, models, experiments, schedules or ops (default: all of them).")
  private String kind;

  @Option(names = "--json", description = "Print a JSON array with cards and settings.")
  private boolean json;

  @Override
  public Integer call() {
    List<String> kinds = kind == null ? Kinds.names() : List.of(kind);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Map<String, Object>> data = new ArrayList<>();
      for (String k : kinds) {
        Kinds.of(k).forEach(entry -> data.add(Description.data(k, entry)));
      }
      out.println(Json.line(data));
    } else {
      for (String k : kinds) {
        table(k, Kinds.of(k), out);
      }
    }
    out.flush();
    return 0;
  }

  private static void table(String kind, List<? extends Described> entries, PrintWriter out) {
    out.println(kind + (entries.isEmpty() ? ": none yet" : ""));
    int width = entries.stream().mapToInt(e -> e.card().id().length()).max().orElse(0);
    for (Described entry : entries) {
      out.printf("  %-" + width + "s  %s%n", entry.card().id(), entry.card().summary());
    }
  }
}
