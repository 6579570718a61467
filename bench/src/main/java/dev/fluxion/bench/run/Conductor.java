package dev.fluxion.bench.run;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Part;
import dev.fluxion.bench.run.Respondent.Reply;
import dev.fluxion.bench.study.Block;
import dev.fluxion.bench.study.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Leads the measurement. All columns of a case are alive at once, each in its JVM, and take turns
 * within tens of milliseconds, so that a slow moment of the machine meets all of them and cancels
 * in their ratio. Before any of them is timed, all must have given the same bits, and again after.
 */
public final class Conductor {
  private static final double SLOW = 1e9; // ns of a call that is measured in the first fork only
  private static final double BUDGET = 2e9; // ns for the samples of a column in a fork

  private final Plan plan;
  private final Respondent.Source source;
  private final List<Column> timed;
  private final List<Column> witnesses;
  private final Consumer<String> progress;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Set<String> left = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * A measurement.
   *
   * @param plan how thorough
   * @param source starts the JVM of a column
   * @param timed the columns to be timed
   * @param witnesses columns that only take part in the comparison of results, in the first fork
   * @param progress receives what happens
   */
  public Conductor(
      Plan plan,
      Respondent.Source source,
      List<Column> timed,
      List<Column> witnesses,
      Consumer<String> progress) {
    this.plan = plan;
    this.source = source;
    this.timed = timed;
    this.witnesses = witnesses;
    this.progress = progress;
  }

  /** What went wrong or was left out. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * A case with a number of threads.
   *
   * @param row the case
   * @param threads the number
   * @param once whether the first fork is enough, as for ceilings, of which the best counts
   */
  public record Job(Case row, int threads, boolean once) {
    /** For all forks. */
    public Job(Case row, int threads) {
      this(row, threads, false);
    }

    String key() {
      return row.id() + (threads == 1 ? "" : " × " + threads);
    }
  }

  /** Receives what has been measured so far, at the end of every part. */
  public interface Checkpoint {
    /** The rows so far. */
    void reached(List<Row> rows) throws IOException;
  }

  /** Measures everything, part by part. */
  public List<Row> run(List<Job> jobs) throws IOException {
    return run(jobs, rows -> {});
  }

  /** Measures everything, part by part. */
  public List<Row> run(List<Job> jobs, Checkpoint checkpoint) throws IOException {
    for (int fork = 0; fork < plan.forks(); fork++) {
      for (Part part : Part.values()) {
        boolean later = fork > 0;
        List<Job> chosen =
            jobs.stream().filter(j -> j.row().part() == part && !(later && j.once())).toList();
        if (!chosen.isEmpty()) {
          run(fork, part, chosen);
          checkpoint.reached(List.copyOf(rows.values()));
        }
      }
    }
    return List.copyOf(rows.values());
  }

  private void run(int fork, Part part, List<Job> jobs) throws IOException {
    progress.accept(
        "fork %d/%d, %s: %d cases".formatted(fork + 1, plan.forks(), part.id(), jobs.size()));
    List<Respondent> workers = new ArrayList<>();
    try {
      for (Column column : timed) {
        workers.add(source.start(column));
      }
      if (fork == 0) {
        for (Column column : witnesses) {
          workers.add(source.start(column));
        }
      }
      for (Job job : jobs) {
        measure(fork, job, workers);
      }
    } finally {
      workers.forEach(Respondent::close);
    }
  }

  private void measure(int fork, Job job, List<Respondent> workers) {
    String key = job.key();
    Row row = rows.computeIfAbsent(key, k -> Row.of(job.row(), job.threads()));
    if (row.wasRefused()) {
      return;
    }
    Map<Respondent, String> digests = new LinkedHashMap<>();
    for (Respondent worker : workers) {
      if (!left.contains(key + worker.column().id())) {
        answer(worker.ask("prepare", job.row().id(), job.threads()), worker, key)
            .ifPresent(done -> digests.put(worker, done.text()));
      }
    }
    row = row.agreeing(byColumn(digests));
    rows.put(key, row);
    if (row.wasRefused()) {
      progress.accept(key + ": " + row.refused());
      return;
    }
    List<Respondent> ready =
        digests.keySet().stream().filter(w -> timed.contains(w.column())).toList();
    Map<Respondent, Double> speeds = warm(key, ready);
    sample(fork, row, speeds);
    rows.put(key, verify(row, key, speeds));
  }

  private Map<Respondent, Double> warm(String key, List<Respondent> ready) {
    Map<Respondent, Double> speeds = new LinkedHashMap<>();
    for (Respondent worker : ready) {
      answer(worker.ask("warm", plan.warmNanos(), plan.longestWarmNanos()), worker, key)
          .ifPresent(
              done -> {
                speeds.put(worker, done.number(0));
                if (worker.column().ours() && done.number(1) > 0) {
                  note(
                      "%s, %s allocates %.0f bytes per call"
                          .formatted(key, worker.column().label(), done.number(1)));
                }
              });
    }
    return speeds;
  }

  private void sample(int fork, Row row, Map<Respondent, Double> speeds) {
    List<Respondent> ready = List.copyOf(speeds.keySet());
    Map<Respondent, Double> spent = new LinkedHashMap<>();
    for (int round = 0; round < plan.rounds(); round++) {
      for (int i = 0; i < ready.size(); i++) {
        Respondent worker = ready.get((i + round) % ready.size());
        double length = Math.max(plan.sampleNanos(), speeds.get(worker));
        if (round >= 2 && spent.get(worker) > BUDGET) {
          continue;
        }
        int count = Math.clamp((long) (BUDGET / plan.rounds() / length), 1, plan.samples());
        Reply reply = worker.ask("sample", count, plan.sampleNanos());
        if (reply instanceof Reply.Done done) {
          row.add(worker.column(), new Block(fork, round, done.numbers()));
        }
        spent.merge(worker, count * length, Double::sum);
      }
    }
  }

  /** The same bits once more, now that everything is compiled. Slow columns are done with. */
  private Row verify(Row row, String key, Map<Respondent, Double> speeds) {
    Map<Respondent, String> digests = new LinkedHashMap<>();
    speeds.forEach(
        (worker, speed) -> {
          if (speed > SLOW) {
            left.add(key + worker.column().id());
          } else {
            answer(worker.ask("verify"), worker, key)
                .ifPresent(done -> digests.put(worker, done.text()));
          }
        });
    return row.agreeing(byColumn(digests));
  }

  private static Map<Column, String> byColumn(Map<Respondent, String> digests) {
    Map<Column, String> columns = new LinkedHashMap<>();
    digests.forEach((worker, digest) -> columns.put(worker.column(), digest));
    return columns;
  }

  private Optional<Reply.Done> answer(Reply reply, Respondent worker, String key) {
    if (reply instanceof Reply.Failed failed) {
      note("%s, %s: %s".formatted(key, worker.column().label(), failed.why()));
      left.add(key + worker.column().id());
    }
    return reply instanceof Reply.Done done ? Optional.of(done) : Optional.empty();
  }

  private void note(String note) {
    if (notes.add(note)) {
      progress.accept(note);
    }
  }
}
