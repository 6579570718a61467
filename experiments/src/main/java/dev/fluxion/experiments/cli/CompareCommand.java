package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.search.Contest;
import dev.fluxion.experiments.search.Goal;
import dev.fluxion.experiments.search.Space;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.ProblemText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion compare}: several optimizers at equal terms. */
@Command(
    name = "compare",
    description = {
      "Compare optimizers at equal tuning and equal evaluations; see docs/tuning.md.",
      "Each is tuned by as many trials, then runs from the same fresh starts."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--problem",
      required = true,
      description = "See 'fluxion list problems'; may be repeated.")
  private List<String> problems;

  @Option(names = "--dimension", description = "Dimension of all problems.")
  private Integer dimension;

  @Option(
      names = "--optimizers",
      required = true,
      paramLabel = "A,B(NAME=VALUE),…",
      description = "The optimizers, with settings that are not searched.")
  private String optimizers;

  @Option(
      names = "--space",
      paramLabel = "ID=FILE",
      description = "What is searched of an optimizer (default: built in); may be repeated.")
  private Map<String, Path> spaces = new HashMap<>();

  @Option(
      names = "--tune",
      defaultValue = "50",
      description = "Number of trials of each; 0 for none (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--tune-starts",
      defaultValue = "3",
      description = "Starts of a trial, judged by their median (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--seeds",
      defaultValue = "20",
      description = "Number of runs of each (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--steps",
      defaultValue = "250",
      description = "Steps of a rule that evaluates once a step (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--box",
      paramLabel = "LOW,HIGH",
      split = ",",
      arity = "1",
      description = "Where starts are drawn from (default: the problem's domain).")
  private double[] box;

  @Option(
      names = "--objective",
      defaultValue = "best",
      description = "best (loss seen) or final (loss) (default: ${DEFAULT-VALUE}).")
  private Goal goal;

  @Option(
      names = "--precision",
      defaultValue = "double",
      description = "float (engine) or double (definition) (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(names = "--seed", defaultValue = "0", description = "Seed of all random numbers.")
  private long seed;

  @Option(names = "--jobs", description = "Number of threads (default: one per processor).")
  private Integer jobs;

  @Option(
      names = "--journal",
      paramLabel = "FOLDER",
      description = "Record the trials there, and go on from it after an interruption.")
  private Path journals;

  @Option(names = "--out", paramLabel = "FILE", description = "Write everything as JSON.")
  private Path file;

  @Option(names = "--json", description = "Print everything as JSON instead of tables.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    List<OptimizerSpec> entrants = split(optimizers).stream().map(SpecText::parse).toList();
    Map<String, Space> searched = new HashMap<>();
    for (Map.Entry<String, Path> entry : spaces.entrySet()) {
      searched.put(entry.getKey(), Space.parse(Files.readString(entry.getValue())));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> documents = new ArrayList<>();
    ContestTable total = new ContestTable();
    for (String text : problems) {
      Contest contest = contest(text);
      Contest.Outcome outcome;
      try (Progress progress = Progress.start("optimizers", entrants.size())) {
        outcome = contest.run(entrants, seeds, searched, threads, journals, progress::at);
      }
      documents.add(total.add(text, contest, outcome));
      if (!json) {
        total.print(out, text, contest, outcome);
      }
    }
    if (!json) {
      total.printTotal(out);
    }
    String line = Json.line(Map.of("contests", documents));
    if (json) {
      out.println(line);
    }
    if (file != null) {
      Notebook.write(file, line + "\n");
    }
    out.flush();
    return 0;
  }

  private Contest contest(String text) {
    ProblemSpec problem = ProblemText.parse(text);
    if (dimension != null) {
      problem = RunKey.configured(problem, Map.of("dimension", String.valueOf(dimension)));
    }
    Optional<Domain> domain = problem.domain();
    if (box != null) {
      if (box.length != 2) {
        throw new IllegalArgumentException("--box takes two numbers, LOW,HIGH, not " + box.length);
      }
      domain = Optional.of(new Domain(box[0], box[1]));
    }
    return new Contest(problem, domain, precision, steps, goal, trials, starts, seed);
  }

  /** At the commas that stand outside of parentheses. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }
}
