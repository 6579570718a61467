package dev.fluxion.bench.cli;

import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Part;
import dev.fluxion.bench.cases.Table;
import dev.fluxion.bench.peer.Peer;
import dev.fluxion.bench.report.Csv;
import dev.fluxion.bench.report.Report;
import dev.fluxion.bench.report.TextTable;
import dev.fluxion.bench.run.Column;
import dev.fluxion.bench.run.Conductor;
import dev.fluxion.bench.run.Conductor.Job;
import dev.fluxion.bench.run.Plan;
import dev.fluxion.bench.run.Worker;
import dev.fluxion.bench.study.Comparison;
import dev.fluxion.bench.study.Host;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Study;
import dev.fluxion.models.file.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures, prints, saves, compares. */
@Command(
    name = "fluxion bench",
    description = {
      "Measure the kernels in three forms: scalar code with C2's superword off, scalar code as"
          + " shipped, and the Vector API at every width of this machine, beside the ceilings of"
          + " the machine. Forms that do not give the same bits are not timed (exit code 1).",
      "",
      "Without --csv, the study is printed and written to --out: bench.json and report.html."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "  ./fluxion bench                              the whole study, about a quarter of an hour",
      "  ./fluxion bench gemm --csv                   what a user gets, one line per case",
      "  ./fluxion bench elem --case exp,tanh --quick two functions, some seconds",
      "  ./fluxion bench --from old.json --out pages  a report from saved measurements",
      "  ./fluxion bench optim --baseline old.json    what has become faster"
    })
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      description = "machine gemm optim train func randn elem (default: all).")
  private List<String> parts = List.of();

  @Option(
      names = "--csv",
      description = "Print only lines peer,part,case,threads,metric,median,best.")
  private boolean csv;

  @ArgGroup private Thoroughness thoroughness = new Thoroughness();

  private static final class Thoroughness {
    @Option(
        names = "--quick",
        description = "Few samples, one fork; without --csv also no large cases.")
    private boolean quick;

    @Option(names = "--long", description = "More forks and samples, for publication.")
    private boolean thorough;
  }

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "NAME",
      description = "Only these cases, for example 512, adam/1e6, or adam for all its sizes.")
  private List<String> names = List.of();

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Numbers of threads (default: 1,2); more than 1 only where there is a form.")
  private List<Integer> threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the results (default: fluxion-out/bench; with --csv none).")
  private Path out;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Compare with a saved study: of older code, or of another machine.")
  private Path baseline;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing; take a saved study.")
  private Path from;

  @Option(
      names = "-Ppeers",
      description = "Time other libraries too, each in its JVM (the launcher builds them).")
  private boolean peers;

  @Override
  public Integer call() throws IOException {
    Study before = baseline == null ? null : Study.read(baseline);
    Study study = from == null ? measure() : Study.read(from);
    List<Comparison> comparisons = before == null ? List.of() : Comparison.of(before, study);
    PrintWriter stdout = spec.commandLine().getOut();
    if (csv) {
      Csv.print(study, stdout);
    } else {
      TextTable.print(study, stdout);
      if (before != null) {
        TextTable.print(comparisons, stdout);
      }
    }
    Path folder = folder();
    if (folder != null) {
      if (from == null) {
        save(folder.resolve("bench.json"), study.json());
        say("written: " + folder.resolve("bench.json"));
      }
      save(folder.resolve("report.html"), Report.html(study, before, comparisons));
      say("written: " + folder.resolve("report.html"));
    }
    return study.rows().stream().anyMatch(Row::wasRefused) ? Bench.DISAGREEMENT : 0;
  }

  /** Where the results go; null for nowhere. */
  private Path folder() {
    return out == null && !csv ? Path.of("fluxion-out", "bench") : out;
  }

  /** An interruption leaves the old file or the new one, never half of it. */
  private static void save(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private Study measure() throws IOException {
    List<Integer> counts = threads();
    List<String> notes = new ArrayList<>();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int cores = Runtime.getRuntime().availableProcessors();
    if (load > 0.5 * cores) {
      notes.add("The machine was busy: load average %.1f on %d processors.".formatted(load, cores));
      say(notes.getLast());
    }
    List<Column> columns = columns(notes);
    List<Column> witnesses =
        csv && columns.getFirst().bits() > 0 ? List.of(Column.SUPERWORD) : List.of();
    Conductor conductor = new Conductor(plan(), Worker::start, columns, witnesses, this::say);
    List<Row> rows = conductor.run(jobs(counts), sofar -> keep(columns, sofar, notes));
    notes.addAll(conductor.notes());
    return study(columns, rows, notes);
  }

  /** Saves an unfinished study, so that an interruption does not lose what has been measured. */
  private void keep(List<Column> columns, List<Row> rows, List<String> notes) throws IOException {
    if (folder() != null) {
      List<String> unfinished = new ArrayList<>(notes);
      unfinished.add("The study was interrupted: only some parts or forks were measured.");
      save(folder().resolve("bench.json"), study(columns, rows, unfinished).json());
    }
  }

  private Study study(List<Column> columns, List<Row> rows, List<String> notes) {
    String command = String.join(" ", spec.commandLine().getParseResult().originalArgs());
    String now =
        ZonedDateTime.now()
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    return new Study(
        Study.FORMAT,
        ("./fluxion bench " + command).strip(),
        now,
        Host.here(),
        plan(),
        columns,
        rows,
        notes);
  }

  private Plan plan() {
    return thoroughness.quick ? Plan.QUICK : thoroughness.thorough ? Plan.LONG : Plan.NORMAL;
  }

  private List<Integer> threads() {
    List<Integer> counts = threads == null ? List.of(1, 2) : threads.stream().distinct().toList();
    int cores = Runtime.getRuntime().availableProcessors();
    for (int count : counts) {
      if (count < 1) {
        throw new IllegalArgumentException("--threads " + count + " must be at least 1");
      }
      if (threads != null && count > cores) {
        throw new IllegalArgumentException(
            "--threads " + count + " is more than the " + cores + " processors there are");
      }
    }
    return counts.stream().filter(count -> count <= cores).toList();
  }

  /** What was asked for; a study needs the ceilings too. */
  private List<Job> jobs(List<Integer> counts) {
    List<Part> chosen = parts.isEmpty() ? List.of(Part.values()) : parts();
    List<Job> jobs = new ArrayList<>();
    for (Case c : cases(chosen)) {
      boolean ceiling = c.part() == Part.MACHINE && parts.isEmpty();
      counts.stream().filter(c::runsOn).forEach(n -> jobs.add(new Job(c, n, ceiling)));
    }
    if (!csv && !chosen.contains(Part.MACHINE)) {
      List<Integer> used = jobs.stream().map(Job::threads).distinct().toList();
      for (Case c : Table.of(Part.MACHINE)) {
        used.forEach(n -> jobs.add(new Job(c, n, true)));
      }
    }
    return jobs;
  }

  private List<Part> parts() {
    return parts.stream().map(BenchCommand::part).distinct().toList();
  }

  private List<Case> cases(List<Part> chosen) {
    List<Case> known = chosen.stream().flatMap(p -> Table.of(p).stream()).toList();
    for (String name : names) {
      if (known.stream().noneMatch(c -> named(c, name))) {
        throw new IllegalArgumentException(
            "--case %s is not known; there are: %s"
                .formatted(name, String.join(" ", known.stream().map(Case::name).toList())));
      }
    }
    return known.stream().filter(this::wanted).toList();
  }

  private boolean wanted(Case c) {
    if (!names.isEmpty()) {
      boolean exactly = names.contains(c.name()) || names.contains(c.id());
      return exactly || ((c.core() || !csv) && names.stream().anyMatch(name -> named(c, name)));
    }
    if (csv) {
      return c.core();
    }
    return !thoroughness.quick || (c.core() && !c.lasts());
  }

  private static Part part(String name) {
    return Stream.of(Part.values())
        .filter(part -> part.id().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Names.unknown("part", name, ids())));
  }

  private static List<String> ids() {
    return Stream.of(Part.values()).map(Part::id).toList();
  }

  private static boolean named(Case c, String name) {
    return c.name().equals(name) || c.name().startsWith(name + "/") || c.id().equals(name);
  }

  private List<Column> columns(List<String> notes) {
    List<Column> columns = new ArrayList<>(csv ? List.of(Column.shipped()) : Column.all());
    int widest = Column.widest();
    if (widest < 512 && !csv) {
      notes.add(
          widest == 0
              ? "This machine or JVM cannot run the Vector API's forms."
              : "Vectors of more than " + widest + " bits are left out: the hardware has none.");
    }
    if (peers) {
      List<Peer> found = Peer.all(this::say);
      if (found.isEmpty()) {
        say(
            "no other library is on the class path; build them with: mvn -Ppeers -DskipTests -pl"
                + " bench -am package");
      }
      found.forEach(peer -> columns.add(Column.peer(peer.name(), peer.options())));
    }
    return columns;
  }
}
