package dev.fluxion.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.runner.VerdictLine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The pages that are written by commands are up to date, complete and linked. */
class DocsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Experiment EXPERIMENT = Experiment.catalog().get("004-2-symmetric");
  private static final Provenance PROVENANCE =
      new Provenance("0badcafe", "commit", "./fluxion run", "25", "cpu", 2, "on", 512, true);

  private static List<RunResult> results() {
    return EXPERIMENT.runs(new Plan(Scale.SMOKE, 0, Precision.FLOAT)).stream()
        .map(Execution::run)
        .toList();
  }

  @Test
  void theListOfClaimsIsUpToDate() throws IOException {
    String page =
        ClaimsPage.of(
            Experiment.catalog().all(), VerdictLine.read(DOCS.resolve("results/verdicts.jsonl")));
    assertEquals(
        Files.readString(DOCS.resolve("claims.md")), page, "write it: ./fluxion docs claims");
  }

  @Test
  void everyClaimIsListedWithItsVerdict() {
    Map<String, VerdictLine> verdicts = new HashMap<>();
    Claim first = EXPERIMENT.claims().getFirst();
    verdicts.put(
        first.id(),
        new VerdictLine(
            "e", first.id(), "s", first.statement(), first.test(), Verdict.HOLDS, "a | b"));
    Claim last = EXPERIMENT.claims().getLast();
    verdicts.put(
        last.id(), new VerdictLine("e", last.id(), "s", "once", "other", Verdict.FAILS, "0"));
    String page = ClaimsPage.of(List.of(EXPERIMENT), verdicts);
    EXPERIMENT.claims().forEach(claim -> assertTrue(page.contains("| `" + claim.id() + "`")));
    assertTrue(page.contains("**✓ HOLDS** a \\| b |"), page);
    assertTrue(page.contains("changed since it was measured"), page);
    assertFalse(page.contains("FAILS"), page);
  }

  @Test
  void resultsAreWrittenAndTheSameEveryTime(@TempDir Path folder) throws IOException {
    List<RunResult> results = results();
    Path once = folder.resolve("once");
    Path again = folder.resolve("again");
    new ResultsFolder(once, List.of(EXPERIMENT), results).write(PROVENANCE, false);
    Files.createDirectories(again.resolve("runs"));
    Files.writeString(again.resolve("runs/left-over.jsonl"), "x");
    new ResultsFolder(again, List.of(EXPERIMENT), results()).write(PROVENANCE, false);
    for (String file : List.of("runs/004-2-symmetric.jsonl", "verdicts.jsonl", "summary.md")) {
      assertEquals(-1, Files.mismatch(once.resolve(file), again.resolve(file)), file);
    }
    assertFalse(Files.exists(again.resolve("runs/left-over.jsonl")));
    assertEquals(
        EXPERIMENT.claims().size(), VerdictLine.read(once.resolve("verdicts.jsonl")).size());
    List<String> lines = Files.readAllLines(once.resolve("runs/004-2-symmetric.jsonl"));
    assertEquals(results.size(), lines.size());
    JsonNode run = Json.tree(lines.getFirst());
    assertEquals(64, run.get("sha256").asString().length());
    assertEquals(
        results.getFirst().loss().length, run.get("series").get("loss").get("length").asInt());
    assertEquals(
        results.getFirst().key(),
        Json.read(run.get("key").toString(), results.getFirst().key().getClass()));
  }

  @Test
  void everyLinkOfTheSiteLeadsSomewhere(@TempDir Path folder) throws IOException {
    List<Path> pages = new Site(DOCS, folder.resolve("site")).write();
    try (Stream<Path> guides = Files.walk(DOCS)) {
      assertEquals(guides.filter(file -> file.toString().endsWith(".md")).count(), pages.size());
    }
    Map<Path, Set<String>> ids = new HashMap<>();
    for (Path page : pages) {
      Set<String> of = new HashSet<>();
      Pattern.compile("\\sid=\"([^\"]+)\"")
          .matcher(Files.readString(page))
          .results()
          .forEach(id -> of.add(id.group(1)));
      ids.put(page, of);
    }
    int count = 0;
    for (Path page : pages) {
      String text = Files.readString(page);
      assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(text).find(), page.toString());
      assertFalse(text.contains("outside:"), page.toString());
      for (var link :
          Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(text).results().toList()) {
        String address = link.group(1).replace("&amp;", "&");
        if (address.matches("(https?|data):.*")) {
          continue;
        }
        URI uri = URI.create(address);
        Path target =
            uri.getPath().isEmpty() ? page : page.resolveSibling(uri.getPath()).normalize();
        assertTrue(Files.exists(target), page + " → " + address);
        if (uri.getFragment() != null && ids.containsKey(target)) {
          assertTrue(ids.get(target).contains(uri.getFragment()), page + " → " + address);
        }
        count++;
      }
    }
    assertTrue(count > 50, "links found: " + count);
  }

  @Test
  void aSiteWithinItsSourceIsRefused() {
    Site inside = new Site(DOCS, DOCS.resolve("site"));
    assertThrows(IllegalArgumentException.class, inside::write);
  }
}
