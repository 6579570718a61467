package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.check.OpReport;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.experiments.runner.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion check ops}: gradients, Hessian products and special values of ops. */
@Command(
    name = "ops",
    description = {
      "Check ops on their samples: double backward against central differences, float engine",
      "against double definition, Hessian products, NaN and infinities. Exit code 1 if one fails."
    },
    mixinStandardHelpOptions = true)
final class CheckOpsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "OP", description = "Their names (default: all).")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print one JSON line per op.")
  private boolean json;

  @Override
  public Integer call() {
    Catalog<Op> catalog = Catalog.load("op", Op.class);
    List<Op> ops = names.isEmpty() ? catalog.all() : names.stream().map(catalog::get).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf("      %-22s %5s %9s %9s %9s%n", "op", "cases", "backward", "float", "Hessian");
    }
    int failed = 0;
    for (Op op : ops) {
      OpReport report = OpReport.of(op);
      failed += report.passes() ? 0 : 1;
      print(out, report);
    }
    if (!json) {
      out.printf("%d ops, %d failed%n", ops.size(), failed);
    }
    out.flush();
    return failed == 0 ? 0 : Fluxion.CHECK_FAILED;
  }

  private void print(PrintWriter out, OpReport report) {
    if (json) {
      out.println(Json.line(report));
    } else {
      out.printf(
          Locale.ROOT,
          "%s  %-22s %5d %9.1e %9.1e %9s%n",
          report.passes() ? "pass" : "FAIL",
          report.op(),
          report.cases(),
          report.backward(),
          report.engine(),
          report.hessian().map(e -> String.format(Locale.ROOT, "%.1e", e)).orElse("no rule"));
      report.faults().forEach(fault -> out.println("      " + fault));
    }
    out.flush();
  }
}
