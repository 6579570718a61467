package dev.fluxion.experiments.report;

import static dev.fluxion.experiments.report.Html.text;

import dev.fluxion.experiments.Documents;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The front page: verdicts as a whole, by section of the documents, and the table of contents. */
final class FrontPage {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  private final List<Judged> judged;

  FrontPage(List<Judged> judged) {
    this.judged = judged;
  }

  /** The three counts and their bar. */
  String tally() {
    Tally tally = Tally.of(judged);
    return """
    <p class="counts">
      <span class="count holds"><b>%d</b> <span>✓ hold%s</span></span>
      <span class="count fails"><b>%d</b> <span>✗ fail%s</span></span>
      <span class="count undecided"><b>%d</b> <span>? undecided</span></span>
      <span class="count all"><b>%d</b> <span>claim%s</span></span>
    </p>
    %s
    """
        .formatted(
            tally.holds(),
            tally.holds() == 1 ? "s" : "",
            tally.fails(),
            tally.fails() == 1 ? "s" : "",
            tally.undecided(),
            tally.all(),
            tally.all() == 1 ? "" : "s",
            tally.bar("large"));
  }

  /** One row per section of each document, with one cell per claim. */
  String sections() {
    Map<String, Map<String, List<Judged>>> documents = new TreeMap<>();
    for (Judged j : judged) {
      documents
          .computeIfAbsent(Documents.of(j.claim()), d -> new LinkedHashMap<>())
          .computeIfAbsent(Documents.section(j.claim()), s -> new ArrayList<>())
          .add(j);
    }
    if (documents.isEmpty()) {
      return "<p class=\"empty\">No claim has been judged yet.</p>";
    }
    StringBuilder html = new StringBuilder();
    documents.forEach(
        (document, sections) -> {
          List<Judged> all = sections.values().stream().flatMap(List::stream).toList();
          Tally tally = Tally.of(all);
          html.append(
              """
              <div class="document" id="document-%s"><h3>%s</h3><span class="sum">%s\
              <span class="words">%s</span></span></div>
              <ul class="sections">
              """
                  .formatted(
                      Html.anchor(document),
                      text(Documents.heading(document)),
                      tally.bar("small"),
                      tally.words()));
          inOrder(sections.keySet())
              .forEach(section -> html.append(row(section, sections.get(section))));
          html.append("</ul>\n");
        });
    return html.toString();
  }

  /** Numbered sections as the document counts them; sections with names as the claims come. */
  static List<String> inOrder(Collection<String> sections) {
    List<String> ordered = new ArrayList<>(sections);
    if (sections.stream().anyMatch(section -> section.matches("\\d.*"))) {
      ordered.sort(Comparator.comparing(FrontPage::padded));
    }
    return ordered;
  }

  /** With zeros before its numbers, so that 5.2 comes before 5.10. */
  private static String padded(String section) {
    return NUMBER
        .matcher(section)
        .replaceAll(at -> String.format(Locale.ROOT, "%04d", Integer.valueOf(at.group())));
  }

  private static String row(String section, List<Judged> claims) {
    StringBuilder cells = new StringBuilder();
    for (Judged j : claims) {
      cells.append(
          "<a class=\"cell %s\" tabindex=\"-1\" href=\"#%s\" title=\"%s: %s\">%s</a>"
              .formatted(
                  Chapter.style(j.finding().verdict()),
                  Html.anchor(j.claim().id()),
                  text(j.claim().id()),
                  j.finding().verdict(),
                  Tally.sign(j.finding().verdict())));
    }
    return """
    <li><a class="name" href="#%s">%s</a>\
    <span class="cells" aria-hidden="true">%s</span>%s</li>
    """
        .formatted(
            Html.anchor(claims.getFirst().claim().id()),
            text(section),
            cells,
            Tally.of(claims).signs());
  }

  /** All claims, one line each, for searching. */
  String claims() {
    StringBuilder html = new StringBuilder();
    for (Judged j : judged) {
      Verdict verdict = j.finding().verdict();
      html.append(
          """
          <li class="%1$s" data-verdict="%1$s" data-document="%2$s"><span class="sign" title="%3$s">\
          <span aria-hidden="true">%4$s</span><span class="unseen">%3$s:</span></span>\
          <a href="#%5$s">%6$s</a> <span class="code">%7$s</span></li>
          """
              .formatted(
                  Chapter.style(verdict),
                  text(Documents.of(j.claim())),
                  verdict,
                  Tally.sign(verdict),
                  Html.anchor(j.claim().id()),
                  text(j.claim().statement()),
                  text(j.claim().id())));
    }
    return html.isEmpty() ? "<li class=\"empty\">No claim has been judged yet.</li>" : html + "";
  }

  /** One entry per chapter. */
  static String contents(List<Chapter> chapters) {
    StringBuilder html = new StringBuilder();
    for (Chapter chapter : chapters) {
      Tally tally = Tally.of(chapter.judged());
      html.append(
          """
          <li><a href="#%s"><span class="code">%s</span><span class="ask">%s</span></a>\
          <span class="sum">%s<span class="words">%s</span></span></li>
          """
              .formatted(
                  chapter.anchor(),
                  text(chapter.card().id()),
                  text(chapter.card().summary()),
                  tally.bar("small"),
                  tally.words()));
    }
    return html.isEmpty() ? "<li class=\"empty\">No experiment has been run yet.</li>" : html + "";
  }
}
