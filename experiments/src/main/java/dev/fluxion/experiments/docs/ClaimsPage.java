package dev.fluxion.experiments.docs;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Documents;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Explanations;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.VerdictLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The list of all claims as a page of Markdown: from the experiments' own words, with the verdicts
 * of a recorded run beside them.
 */
public final class ClaimsPage {
  private final Map<String, VerdictLine> verdicts;

  private ClaimsPage(Map<String, VerdictLine> verdicts) {
    this.verdicts = verdicts;
  }

  /**
   * The page.
   *
   * @param experiments whose claims are listed
   * @param verdicts recorded verdicts, by claim
   */
  public static String of(List<Experiment> experiments, Map<String, VerdictLine> verdicts) {
    return new ClaimsPage(verdicts).page(Documents.inOrder(experiments));
  }

  private String page(List<Experiment> experiments) {
    Map<String, List<Experiment>> documents = new TreeMap<>();
    for (Experiment experiment : experiments) {
      experiment.claims().stream()
          .map(Documents::of)
          .distinct()
          .forEach(d -> documents.computeIfAbsent(d, x -> new ArrayList<>()).add(experiment));
    }
    List<Claim> all = experiments.stream().flatMap(e -> e.claims().stream()).toList();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The claims

        What the documents say, in our words, with the test that decides it, which was written before the run (where it was
        changed after a first one, the paragraph «Why» says so), and what a run of all experiments measured. Written by `./fluxion docs claims` from the experiments' cards and [`results/verdicts.jsonl`](results/verdicts.jsonl);
        the command of that run and its figures stand in its [summary](results/summary.md). Runs of a smaller scale see less, and may judge otherwise.

        %d claims: %s.

        | document | claims | ✓ hold | ✗ fail | ? undecided | not measured |
        |---|---:|---:|---:|---:|---:|
        """
            .formatted(all.size(), Markdown.tally(verdicts(all))));
    documents.forEach((document, of) -> page.append(row(document, claims(document, of))));
    documents.forEach(
        (document, of) -> {
          page.append("\n## ").append(Markdown.text(Documents.heading(document))).append('\n');
          of.forEach(experiment -> page.append(section(document, experiment)));
        });
    return page.toString();
  }

  private static List<Claim> claims(String document, List<Experiment> experiments) {
    return experiments.stream()
        .flatMap(e -> e.claims().stream())
        .filter(claim -> Documents.of(claim).equals(document))
        .toList();
  }

  private List<Verdict> verdicts(List<Claim> claims) {
    return claims.stream().map(this::verdict).filter(Objects::nonNull).toList();
  }

  private Verdict verdict(Claim claim) {
    VerdictLine line = verdicts.get(claim.id());
    return line != null && line.isOn(claim) ? line.verdict() : null;
  }

  private String row(String document, List<Claim> claims) {
    List<Verdict> verdicts = verdicts(claims);
    return "| %s | %d | %d | %d | %d | %d |\n"
        .formatted(
            Markdown.text(Documents.heading(document)),
            claims.size(),
            Markdown.count(verdicts, Verdict.HOLDS),
            Markdown.count(verdicts, Verdict.FAILS),
            Markdown.count(verdicts, Verdict.UNDECIDED),
            claims.size() - verdicts.size());
  }

  private String section(String document, Experiment experiment) {
    StringBuilder section = new StringBuilder();
    section.append(
        """

        ### %s

        %s `./fluxion run %s`

        | claim | what the document says, and the test | verdict |
        |---|---|---|
        """
            .formatted(
                Markdown.text(experiment.card().id()),
                Markdown.text(experiment.card().summary()),
                experiment.card().id()));
    claims(document, List.of(experiment)).forEach(claim -> section.append(row(claim)));
    return section.toString();
  }

  private String row(Claim claim) {
    Verdict verdict = verdict(claim);
    String measured =
        verdict != null
            ? "**"
                + Markdown.verdict(verdict)
                + "** "
                + Markdown.text(verdicts.get(claim.id()).numbers())
            : verdicts.containsKey(claim.id())
                ? "changed since it was measured"
                : "not measured yet";
    String paragraph = Explanations.of(claim);
    String why = paragraph.isBlank() ? "" : "<br>*Why:* " + Markdown.text(paragraph);
    return "| `%s`<br>%s | %s<br>*Test:* %s%s | %s |\n"
        .formatted(
            claim.id(),
            Markdown.text(claim.section()),
            Markdown.text(claim.statement()),
            Markdown.text(claim.test()),
            why,
            measured);
  }
}
