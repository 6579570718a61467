package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.report.LivePage;
import dev.fluxion.experiments.runner.Engine;
import dev.fluxion.experiments.runner.Engine.Finished;
import dev.fluxion.experiments.runner.History.Session;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.Request;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.Runner;
import dev.fluxion.experiments.runner.Shard;
import dev.fluxion.experiments.runner.Threads;
import dev.fluxion.problems.data.DataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code fluxion run}: runs experiments, judges their claims, writes the report. */
@Command(
    name = "run",
    description = {
      "Run experiments and judge their claims.",
      "Without names, all of them. Finished runs in --out are not repeated."
    },
    mixinStandardHelpOptions = true)
public class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT", description = "Names of experiments; see 'fluxion list'.")
  private List<String> names = List.of();

  @Option(
      names = "--scale",
      defaultValue = "normal",
      description = "smoke, normal or full (default: ${DEFAULT-VALUE}).")
  private Scale scale;

  @Option(names = "--seed", defaultValue = "0", description = "Seed of all random numbers.")
  private long seed;

  @Option(names = "--jobs", description = "Number of threads (default: one per processor).")
  private Integer jobs;

  @Option(
      names = "--out",
      defaultValue = "fluxion-out",
      description = "Folder of the results (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--precision",
      defaultValue = "float",
      description =
          "float or double, for runs that do not fix their own (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--data",
      paramLabel = "GENERATOR=SOURCE",
      description = {
        "Train on a file or another source where experiments would generate data,",
        "for example digits=mnist/train-images-idx3-ubyte.gz; may be repeated."
      })
  private SortedMap<String, String> data = new TreeMap<>();

  @Option(names = "--watch", description = "Show a live page while it runs; see 'fluxion watch'.")
  private boolean watch;

  @Option(
      names = "--port",
      defaultValue = "" + WatchCommand.PORT,
      description = "Port of the live page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--fresh", description = "Repeat runs that are recorded already.")
  private boolean fresh;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = ShardConverter.class,
      description = {
        "Only part I of N of the runs, I from 0 to N-1, for one of N machines;",
        "afterwards, 'fluxion merge' puts the parts together."
      })
  private Shard shard;

  @Option(names = "--json", description = "Print the verdicts as JSON lines.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jobs != null && jobs < 1) {
      throw new IllegalArgumentException("--jobs = " + jobs + " must be at least 1");
    }
    return call(new Threads(jobs == null ? Runtime.getRuntime().availableProcessors() : jobs));
  }

  /** The same with another engine than the threads of this process. */
  protected final int call(Engine engine) throws IOException, InterruptedException {
    Request request = Request.of(names, new Plan(scale, seed, precision, data));
    checkData();
    List<RunKey> keys = shard == null ? request.keys() : shard.of(request.keys());
    Provenance provenance = Provenance.here(commandLine());
    Notebook notebook = new Notebook(out, shard);
    PrintWriter err = spec.commandLine().getErr();
    Session session = new Session(request, shard, provenance);
    try (Journal journal = notebook.open(session, fresh, err::println)) {
      long recorded = keys.stream().filter(journal::has).count();
      if (recorded > 0) {
        err.printf(
            "%d of %d runs are recorded in %s already; --fresh repeats them%n",
            recorded, keys.size(), notebook.journal());
      }
      List<Finished> failed;
      try (Progress progress = Progress.start("runs", keys.size());
          LivePage page = watch ? LivePage.start(notebook, port) : null) {
        if (page != null) {
          err.println("live page while it runs: " + page.address());
          err.flush();
        }
        failed = Runner.run(keys, engine, journal, progress::at);
      }
      journal.sort(keys);
      notebook.sign(journal, engine.others());
      failed.forEach(run -> err.println("FAILED " + run.key().label() + ": " + run.failure()));
      if (shard == null) {
        Conclusion.draw(spec.commandLine(), notebook, journal, request, provenance, json);
      } else {
        err.printf(
            "shard %s: %d of its %d runs (%d in all) are in %s; after all shards: ./fluxion merge"
                + " %s%n",
            shard,
            keys.size() - failed.size(),
            keys.size(),
            request.keys().size(),
            notebook.journal(),
            out);
      }
      if (!failed.isEmpty()) {
        err.printf(
            "%d of %d runs failed, see above; the same command tries them again%n",
            failed.size(), keys.size());
      }
      return failed.isEmpty() ? 0 : Fluxion.CHECK_FAILED;
    }
  }

  /** Opens all data once, so that a wrong file is known before the work and not behind it. */
  private void checkData() throws IOException {
    if (data.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    Request.of(names, new Plan(scale, seed, precision)).keys().stream()
        .flatMap(key -> key.generator().stream())
        .forEach(known::add);
    for (Map.Entry<String, String> each : data.entrySet()) {
      if (!known.contains(each.getKey())) {
        throw new IllegalArgumentException(
            "--data = '"
                + each
                + "': no run trains on '"
                + each.getKey()
                + "'; "
                + (known.isEmpty() ? "these runs need no data" : "replaceable here: " + known));
      }
      DataSource.parse(each.getValue()).open(RandomKey.of(seed));
    }
  }

  /** How the command line begins. */
  protected String program() {
    return "./fluxion";
  }

  private String commandLine() {
    return program() + " " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  /** Says what a shard is, where picocli would name the class. */
  static final class ShardConverter implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String text) {
      try {
        return Shard.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
