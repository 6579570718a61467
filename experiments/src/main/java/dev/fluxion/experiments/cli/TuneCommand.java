package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.search.CmaEsSampler;
import dev.fluxion.experiments.search.Goal;
import dev.fluxion.experiments.search.GridSampler;
import dev.fluxion.experiments.search.Importance;
import dev.fluxion.experiments.search.Pruner;
import dev.fluxion.experiments.search.RandomSampler;
import dev.fluxion.experiments.search.Sampler;
import dev.fluxion.experiments.search.SobolSampler;
import dev.fluxion.experiments.search.Space;
import dev.fluxion.experiments.search.Spaces;
import dev.fluxion.experiments.search.Study;
import dev.fluxion.experiments.search.StudyJournal;
import dev.fluxion.experiments.search.Task;
import dev.fluxion.experiments.search.TpeSampler;
import dev.fluxion.experiments.search.Trial;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion tune}: searches an optimizer's hyperparameters on a problem. */
@Command(
    name = "tune",
    description = {
      "Search an optimizer's hyperparameters on a problem; see docs/tuning.md.",
      "Any number of jobs gives the same study; with --journal an interrupted one goes on."
    },
    mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {
  private static final List<String> SAMPLERS = List.of("tpe", "sobol", "random", "grid", "cma-es");

  @Spec private CommandSpec spec;

  @Mixin private RunOptions run;

  @Option(
      names = "--space",
      paramLabel = "FILE|builtin",
      defaultValue = "builtin",
      description = "JSON file of the ranges (default: ${DEFAULT-VALUE}).")
  private String space;

  @Option(
      names = "--sampler",
      defaultValue = "tpe",
      description = "tpe, sobol, random, grid or cma-es (default: ${DEFAULT-VALUE}).")
  private String sampler;

  @Option(
      names = "--trials",
      defaultValue = "100",
      description = "Number of trials (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--iterations",
      defaultValue = "250",
      description = "Budget of steps of a trial (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--objective",
      defaultValue = "best",
      description = "best (loss seen) or final (loss) (default: ${DEFAULT-VALUE}).")
  private Goal goal;

  @Option(
      names = "--pruner",
      defaultValue = "none",
      description = "none, median or halving (default: ${DEFAULT-VALUE}).")
  private Pruner pruner;

  @Option(
      names = "--precision",
      defaultValue = "double",
      description = "float (engine) or double (definition) (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(names = "--jobs", description = "Number of threads (default: one per processor).")
  private Integer jobs;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "Record every trial; go on from what is recorded.")
  private Path journal;

  @Option(
      names = "--top",
      defaultValue = "5",
      description = "Number of trials to show (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--json", description = "Print the study as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require("--trials", trials);
    require("--iterations", iterations);
    require("--jobs", threads());
    OptimizerSpec optimizer = run.optimizer();
    RunKey key = run.key("tune", optimizer, precision, iterations);
    Space searched =
        space.equals("builtin")
            ? Spaces.builtin(key.problem(), optimizer)
            : Space.parse(Files.readString(Path.of(space)));
    Task task = Task.of(key, goal).around(run::around);
    Study study = new Study(task, searched, sampler(searched), pruner, run.seed());
    List<Trial> done;
    long begin;
    try (StudyJournal recorded = journal == null ? null : StudyJournal.open(journal, study);
        Progress progress = Progress.start("trials", trials)) {
      if (recorded != null) {
        recorded.notes().forEach(spec.commandLine().getErr()::println);
      }
      begin = System.nanoTime();
      done = study.run(trials, threads(), recorded, progress::at);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(document(study, done)));
      spec.commandLine().getErr().printf("search %.3f s%n", seconds);
    } else {
      text(out, study, done, seconds);
    }
    out.flush();
    return 0;
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " = " + value + " must be at least 1");
    }
  }

  private int threads() {
    return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
  }

  private Sampler sampler(Space searched) {
    return switch (sampler) {
      case "tpe" -> new TpeSampler();
      case "sobol" -> new SobolSampler();
      case "random" -> new RandomSampler();
      case "grid" -> GridSampler.within(searched, trials);
      case "cma-es" -> new CmaEsSampler();
      default -> throw new IllegalArgumentException(Names.unknown("sampler", sampler, SAMPLERS));
    };
  }

  private Map<String, Object> document(Study study, List<Trial> done) {
    Map<String, Object> document = new LinkedHashMap<>(study.describe());
    document.put("best", Study.best(done));
    document.put("importance", Importance.of(study.space(), done));
    document.put("repeat", repeat(Study.best(done)));
    document.put("trials", done);
    return document;
  }

  private void text(PrintWriter out, Study study, List<Trial> done, double seconds) {
    RunKey key = study.task().runs().getFirst();
    out.printf(
        "%s on %s, %s loss of %d steps, %s, %s%n",
        key.optimizer(),
        key.problem(),
        Settings.text(goal),
        iterations,
        Settings.text(precision),
        study.sampler().text());
    out.printf(
        "search %.3f s: %d trials, %d pruned, %d diverged, %d evaluations%n%n",
        seconds,
        done.size(),
        done.stream().filter(Trial::pruned).count(),
        done.stream().filter(trial -> trial.outcome() == Outcome.DIVERGED).count(),
        done.stream().mapToLong(Trial::evaluations).sum());
    TrialTable.print(out, Study.ranked(done), top);
    out.printf("%nimportance%n");
    Importance.of(study.space(), done).entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> out.printf("  %-16s %.3f%n", entry.getKey(), entry.getValue()));
    out.printf("%nrepeat the best trial%n  %s%n", repeat(Study.best(done)));
  }

  private String repeat(Trial best) {
    return "./fluxion minimize "
        + run.arguments(best.parameters())
        + " --steps "
        + iterations
        + " --precision "
        + Settings.text(precision);
  }
}
