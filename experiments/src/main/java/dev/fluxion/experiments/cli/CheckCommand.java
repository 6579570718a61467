package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.check.OpContract;
import dev.fluxion.autodiff.check.OpReport;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.check.OptimizerContract;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion check}: gradient checks of ops and problems, contract checks of optimizers. */
@Command(
    name = "check",
    description = {
      "Check the gradients of ops and problems and the contract of optimizers.",
      "Exit code 1 if a check fails."
    },
    subcommands = {CheckFunctionsCommand.class, CheckOpsCommand.class, CheckRandomCommand.class},
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final List<String> KINDS = List.of("ops", "problems", "optimizers");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KIND", description = "ops, problems, optimizers (default: all).")
  private List<String> kinds = KINDS;

  @Option(names = "--json", description = "Print one JSON line per check.")
  private boolean json;

  /** One line of the table. */
  private record Check(String kind, String name, String what, boolean passes, String detail) {}

  @Override
  public Integer call() {
    for (String kind : kinds) {
      if (!KINDS.contains(kind)) {
        throw new IllegalArgumentException(Names.unknown("kind", kind, KINDS));
      }
    }
    List<Check> checks = new ArrayList<>();
    if (kinds.contains("ops")) {
      Catalog.load("op", Op.class).all().forEach(op -> ops(op, checks));
    }
    if (kinds.contains("problems")) {
      ProblemSpec.catalog().all().forEach(problem -> problems(problem, checks));
    }
    if (kinds.contains("optimizers")) {
      OptimizerSpec.catalog().all().forEach(optimizer -> optimizers(optimizer, checks));
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Check c : checks) {
      if (json) {
        out.println(Json.line(c));
      } else {
        out.printf(
            "%s  %-10s %-20s %-48s %s%n",
            c.passes() ? "pass" : "FAIL", c.kind(), c.name(), c.what(), c.detail());
      }
    }
    long failed = checks.stream().filter(c -> !c.passes()).count();
    if (!json) {
      out.printf("%d checks, %d failed%n", checks.size(), failed);
    }
    out.flush();
    return failed == 0 ? 0 : Fluxion.CHECK_FAILED;
  }

  private static void ops(Op op, List<Check> checks) {
    OpReport report = OpReport.of(op);
    checks.add(
        new Check(
            "op",
            report.op(),
            "gradients on " + report.cases() + " samples",
            report.passes(),
            report.passes()
                ? errors(report.backward(), report.engine())
                : String.join("; ", report.faults())));
  }

  private static void problems(ProblemSpec problemSpec, List<Check> checks) {
    Problem problem = problemSpec.open(RandomKey.of(0));
    float[] theta = Convert.toFloat(problem.start());
    double formula = GradientCheck.formula(problem.definition(), Convert.toDouble(theta)).error();
    double engine = GradientCheck.engine(problem.objective(), problem.definition(), theta).error();
    checks.add(
        new Check(
            "problem",
            problemSpec.card().id(),
            "gradient at the start",
            formula < OpContract.FORMULA_TOLERANCE && engine < OpContract.ENGINE_TOLERANCE,
            errors(formula, engine)));
  }

  private static String errors(double formula, double engine) {
    return String.format(
        Locale.ROOT, "double vs differences %.1e, float vs double %.1e", formula, engine);
  }

  private static void optimizers(OptimizerSpec optimizer, List<Check> checks) {
    for (OptimizerContract.Finding f : OptimizerContract.check(optimizer)) {
      checks.add(new Check("optimizer", f.optimizer(), f.law(), f.holds(), f.detail()));
    }
  }
}
