package dev.fluxion.experiments.report;

import static dev.fluxion.experiments.report.Html.text;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Explanations;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One experiment of the report: its question, claims, figures and runs. */
final class Chapter {
  private static final int COMMANDS = 24; // of single runs, beside one figure

  private final int number;
  private final Experiment experiment;
  private final List<Judged> judged;
  private final List<RunResult> results;
  private final Map<String, RunResult> runs = new LinkedHashMap<>();
  private final String command;

  Chapter(
      int number,
      Experiment experiment,
      List<RunResult> allResults,
      List<Judged> allJudged,
      Provenance provenance) {
    this.number = number;
    this.experiment = experiment;
    String id = experiment.card().id();
    this.judged = allJudged.stream().filter(j -> j.experiment().card().id().equals(id)).toList();
    this.results = allResults.stream().filter(r -> r.key().experiment().equals(id)).toList();
    results.forEach(r -> runs.put(r.key().name(), r)); // as Laboratory.evidence: the last counts
    this.command = Commands.run(id, runs.values(), provenance);
  }

  Card card() {
    return experiment.card();
  }

  List<Judged> judged() {
    return judged;
  }

  String anchor() {
    return Html.anchor(card().id());
  }

  /** The name of a verdict in the style sheet. */
  static String style(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private String figureId(int i) {
    return "figure-" + anchor() + "-" + (i + 1);
  }

  String html() {
    Tally tally = Tally.of(judged);
    return """
    <section class="experiment" id="%1$s" aria-labelledby="%1$s-question">
    <p class="kicker"><span>Experiment %2$d</span> <a class="code" href="#%1$s">%3$s</a>\
    <span class="sum">%4$s<span class="words">%5$s</span></span></p>
    <h2 id="%1$s-question">%6$s</h2>
    <p class="formula">%7$s</p>
    <dl class="source"><dt>Source</dt><dd>%8$s</dd>%9$s</dl>
    %10$s
    %11$s
    %12$s
    </section>
    """
        .formatted(
            anchor(),
            number,
            text(card().id()),
            tally.bar("small"),
            tally.words(),
            text(card().summary()),
            text(card().formula()),
            text(card().source()),
            card().deviation().isBlank()
                ? ""
                : "<dt>Deviation</dt><dd>" + text(card().deviation()) + "</dd>",
            claims(),
            figures(),
            runTable());
  }

  private String claims() {
    if (judged.isEmpty()) {
      return "<p class=\"empty\">This experiment states no claims.</p>";
    }
    StringBuilder rows = new StringBuilder();
    for (Judged j : judged) {
      Verdict verdict = j.finding().verdict();
      rows.append(
          """
          <tr id="%1$s" class="%2$s">
          <td><span class="badge %2$s"><span aria-hidden="true">%3$s</span> %4$s</span></td>
          <td><p class="statement">%5$s</p><p class="test"><b>Test</b> %6$s</p>
          <p class="where"><a href="#%1$s">%7$s</a> <span>%8$s</span></p>%10$s</td>
          <td class="numbers">%9$s</td></tr>
          """
              .formatted(
                  Html.anchor(j.claim().id()),
                  style(verdict),
                  Tally.sign(verdict),
                  verdict,
                  text(j.claim().statement()),
                  text(j.claim().test()),
                  text(j.claim().id()),
                  text(j.claim().section()),
                  text(j.finding().numbers()),
                  explanation(j.claim())));
    }
    return """
    <table class="claims"><caption class="unseen">Claims of %s</caption>
    <thead><tr><th scope="col">Verdict</th><th scope="col">What the document says, \
    and how it is tested</th><th scope="col">Measured</th></tr></thead>
    <tbody>
    %s</tbody></table>
    """
        .formatted(text(card().id()), rows);
  }

  private static String explanation(Claim claim) {
    String why = Explanations.of(claim);
    return why.isBlank() ? "" : "<p class=\"why\"><b>Why</b> " + text(why) + "</p>";
  }

  private String figures() {
    List<Figure> figures = experiment.figures();
    if (figures.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<div class=\"figures\">\n");
    int narrow = 0;
    for (int i = 0; i < figures.size(); i++) {
      // Two charts share a row; a map, or one that would be alone, has its own.
      boolean map = map(figures.get(i));
      boolean alone = narrow % 2 == 0 && (i + 1 == figures.size() || map(figures.get(i + 1)));
      narrow = map || alone ? 0 : narrow + 1;
      html.append(figure(i, figures.get(i), map || alone));
    }
    return html.append("</div>").toString();
  }

  private static boolean map(Figure figure) {
    return switch (figure.kind()) {
      case CONTOUR, LANDSCAPE -> true;
      case HEATMAP -> figure.runs().size() > 1;
      default -> false;
    };
  }

  private String figure(int i, Figure figure, boolean wide) {
    Map<String, Object> data = FigureData.of(figureId(i), figure, runs);
    StringBuilder rows = new StringBuilder();
    List<RunResult> shown =
        figure.runs().stream().filter(runs::containsKey).map(runs::get).toList();
    for (RunResult run : shown.subList(0, Math.min(COMMANDS, shown.size()))) {
      rows.append(
          """
          <li><b>%s</b>: %s%s</li>
          """
              .formatted(
                  text(run.key().name()),
                  text(RunWords.of(run)),
                  Commands.minimize(run.key()).map(Chapter::command).orElse("")));
    }
    if (shown.size() > COMMANDS) {
      rows.append(
          "<li>and %d more, in the table of runs</li>\n".formatted(shown.size() - COMMANDS));
    }
    return """
    <figure id="%1$s" data-title="%10$s"%2$s>
    <figcaption><span class="code">Figure %3$d.%4$d</span> %5$s</figcaption>
    <div class="chart"><p class="empty">The drawing needs JavaScript; its numbers stand below.</p></div>
    %6$s
    <details class="numbers"><summary>Numbers, and commands for single runs</summary>%8$s<ul>
    %7$s</ul></details>
    <script type="application/json" class="figure-data">%9$s</script>
    </figure>
    """
        .formatted(
            figureId(i),
            wide ? " class=\"wide\"" : "",
            number,
            i + 1,
            text(figure.title()),
            command(command),
            rows.isEmpty() ? "<li>None of its runs has been recorded.</li>\n" : rows,
            FigureTable.of(data),
            Html.script(Json.line(data)),
            text(figure.title()));
  }

  private static String command(String command) {
    return "<div class=\"command\"><code tabindex=\"0\">%s</code></div>".formatted(text(command));
  }

  private String runTable() {
    boolean measures = results.stream().anyMatch(run -> !run.measured().isEmpty());
    StringBuilder rows = new StringBuilder();
    for (RunResult run : results) {
      String outcome = run.outcome().name();
      rows.append("<tr><th scope=\"row\">").append(text(run.key().name())).append("</th>");
      for (Object cell :
          List.of(
              run.key().problem(),
              run.key().optimizer(),
              run.key().precision().name().toLowerCase(Locale.ROOT))) {
        rows.append("<td>").append(text(cell)).append("</td>");
      }
      rows.append("<td class=\"n\">").append(run.key().seed()).append("</td>");
      rows.append("<td class=\"n\">").append(run.stepsTaken()).append("</td>");
      rows.append("<td>").append(outcome).append("</td>");
      for (double cell : new double[] {run.bestLoss(), run.finalLoss()}) {
        String shown = run.loss().length == 0 ? "" : Html.number(cell);
        rows.append("<td class=\"n\">").append(shown).append("</td>");
      }
      rows.append("<td class=\"n\">").append(run.evaluations()).append("</td>");
      if (measures) {
        rows.append("<td>").append(text(RunWords.measured(run))).append("</td>");
      }
      rows.append("</tr>\n");
    }
    return """
    <details class="runs"><summary>%d recorded run%s</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Runs of %s"><table>
    <thead><tr><th scope="col">Run</th><th scope="col">Problem</th><th scope="col">Optimizer</th>\
    <th scope="col">Precision</th><th scope="col" class="n">Seed</th>\
    <th scope="col" class="n">Steps</th><th scope="col">Outcome</th>\
    <th scope="col" class="n">Best loss</th><th scope="col" class="n">Final loss</th>\
    <th scope="col" class="n">Evaluations</th>%s</tr></thead>
    <tbody>
    %s</tbody></table></div></details>
    """
        .formatted(
            results.size(),
            results.size() == 1 ? "" : "s",
            text(card().id()),
            measures ? "<th scope=\"col\">Measured</th>" : "",
            rows);
  }
}
