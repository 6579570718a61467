package dev.fluxion.experiments.docs;

import dev.fluxion.experiments.Documents;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.report.Pictures;
import dev.fluxion.experiments.report.Report;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.runner.VerdictLine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Results of a run in a form that can be committed: {@code runs/<experiment>.jsonl} (see {@link
 * RunSummary}), {@code verdicts.jsonl}, {@code figures/*.svg}, {@code provenance.json} and {@code
 * summary.md}. All but the provenance are the same for every rerun; the pictures, as far as the
 * browser that draws them is.
 */
public final class ResultsFolder {
  /** Points per series, from generous to none: the first that keeps the folder small is taken. */
  private static final int[] POINTS = {64, 32, 16, 8, 4, 0};

  private static final long LARGEST = 4_000_000; // bytes of all runs together

  private final Path folder;
  private final List<Experiment> experiments;
  private final List<RunResult> results;
  private final List<Judged> judged;

  /** The results of some experiments, to be written to a folder. */
  public ResultsFolder(Path folder, List<Experiment> experiments, List<RunResult> results) {
    this.folder = folder;
    this.experiments = experiments;
    this.results = results;
    this.judged = Laboratory.judge(experiments, results);
  }

  /**
   * Writes all files; earlier ones of the same kinds are removed first.
   *
   * @param from where the runs come from
   * @param pictures whether the figures are drawn, which needs a browser
   * @throws IOException if a file cannot be written, or there is no browser
   */
  public void write(Provenance from, boolean pictures) throws IOException {
    Provenance provenance = from.withoutPlaces();
    Files.createDirectories(folder);
    List<Path> drawn = pictures ? draw(provenance) : List.of();
    clear(folder.resolve("runs"), "*.jsonl");
    for (Map.Entry<String, String> file : runs().entrySet()) {
      Notebook.write(folder.resolve("runs").resolve(file.getKey() + ".jsonl"), file.getValue());
    }
    Notebook.write(folder.resolve("verdicts.jsonl"), verdicts());
    Notebook.write(folder.resolve("provenance.json"), Json.pretty(provenance) + "\n");
    Notebook.write(folder.resolve("summary.md"), summary(provenance, drawn));
  }

  private String verdicts() {
    StringBuilder lines = new StringBuilder();
    judged.forEach(j -> lines.append(Json.line(VerdictLine.of(j))).append('\n'));
    return lines.toString();
  }

  /**
   * Compares runs and verdicts with those that the folder holds.
   *
   * @return one line for every file that differs, with the first line where it does; empty if the
   *     runs are the same bit for bit
   * @throws IOException if a file cannot be read
   */
  public List<String> differences() throws IOException {
    Map<String, String> expected = new TreeMap<>(Map.of("verdicts.jsonl", verdicts()));
    runs().forEach((name, lines) -> expected.put("runs/" + name + ".jsonl", lines));
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> file : expected.entrySet()) {
      Path recorded = folder.resolve(file.getKey());
      if (!Files.exists(recorded)) {
        differences.add(recorded + " does not exist");
        continue;
      }
      List<String> there = Files.readAllLines(recorded);
      List<String> here = file.getValue().lines().toList();
      int line = 0;
      while (line < Math.min(there.size(), here.size()) && there.get(line).equals(here.get(line))) {
        line++;
      }
      if (line < Math.max(there.size(), here.size())) {
        differences.add(recorded + " differs from line " + (line + 1) + " on");
      }
    }
    return differences;
  }

  private List<Path> draw(Provenance provenance) throws IOException {
    Path figures = folder.resolve("figures");
    Path report = Files.createTempFile("fluxion-report", ".html");
    try {
      Report.write(report, experiments, results, judged, provenance);
      Files.createDirectories(figures);
      List<Path> old = list(figures, "*.svg");
      List<Path> drawn = Pictures.write(report, figures);
      for (Path file : old) {
        if (!drawn.contains(file)) {
          Files.delete(file);
        }
      }
      return drawn;
    } finally {
      Files.deleteIfExists(report);
    }
  }

  private static void clear(Path folder, String glob) throws IOException {
    Files.createDirectories(folder);
    for (Path file : list(folder, glob)) {
      Files.delete(file);
    }
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(files::add);
    }
    return files;
  }

  /** The lines of every experiment, short enough together. */
  private Map<String, String> runs() {
    Map<String, String> files = new TreeMap<>();
    for (int points : POINTS) {
      files.clear();
      for (RunResult run : results) {
        files.merge(
            run.key().experiment(), Json.line(RunSummary.of(run, points)) + "\n", String::concat);
      }
      if (files.values().stream().mapToLong(String::length).sum() <= LARGEST) {
        break;
      }
    }
    return files;
  }

  private String summary(Provenance provenance, List<Path> drawn) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Results of a run

        `%s`: %d runs, %d claims, of which %s. [All claims with their verdicts](../claims.md); [the machine](provenance.json).

        The runs stand in `runs/`, one line each: the key, the numbers, thinned series, and the SHA-256 of the whole record.
        The same command gives the same records everywhere, bit for bit, so `runs/`, `verdicts.jsonl` and this page are equal for
        every rerun. Written by `./fluxion docs results`.

        | document | claims | ✓ hold | ✗ fail | ? undecided |
        |---|---:|---:|---:|---:|
        """
            .formatted(
                provenance.command(),
                results.size(),
                judged.size(),
                Markdown.tally(judged.stream().map(j -> j.finding().verdict()).toList())));
    Map<String, List<Verdict>> documents = new TreeMap<>();
    for (Judged j : judged) {
      documents
          .computeIfAbsent(Documents.of(j.claim()), d -> new ArrayList<>())
          .add(j.finding().verdict());
    }
    documents.forEach(
        (document, verdicts) ->
            page.append(
                "| %s | %d | %d | %d | %d |\n"
                    .formatted(
                        Markdown.text(Documents.heading(document)),
                        verdicts.size(),
                        Markdown.count(verdicts, Verdict.HOLDS),
                        Markdown.count(verdicts, Verdict.FAILS),
                        Markdown.count(verdicts, Verdict.UNDECIDED))));
    experiments.forEach(experiment -> page.append(section(experiment, drawn)));
    return page.toString();
  }

  private String section(Experiment experiment, List<Path> drawn) {
    String id = experiment.card().id();
    List<Verdict> verdicts =
        judged.stream()
            .filter(j -> j.experiment().card().id().equals(id))
            .map(j -> j.finding().verdict())
            .toList();
    long runs = results.stream().filter(run -> run.key().experiment().equals(id)).count();
    StringBuilder section = new StringBuilder();
    section.append(
        """

        ## %s

        %s %s. [%d runs](runs/%s.jsonl).
        """
            .formatted(
                Markdown.text(id),
                Markdown.text(experiment.card().summary()),
                Markdown.tally(verdicts),
                runs,
                id));
    for (int i = 0; i < experiment.figures().size(); i++) {
      Path file = folder.resolve("figures").resolve(id + "-" + (i + 1) + ".svg");
      if (drawn.contains(file)) {
        String title = Markdown.text(experiment.figures().get(i).title());
        section.append("\n![%s](figures/%s)\n".formatted(title, file.getFileName()));
      }
    }
    return section.toString();
  }
}
