package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CommandsTest {
  @ParameterizedTest
  @ValueSource(strings = {"optimizers", "problems", "models", "experiments", "schedules", "ops"})
  void everyKindIsListedAsJson(String kind) {
    JsonNode list = Json.tree(Cli.run("list", kind, "--json").out());
    assertTrue(list.isArray());
    assertEquals(Kinds.of(kind).size(), list.size());
    for (JsonNode entry : list) {
      assertFalse(entry.get("formula").asString().isBlank());
      assertFalse(entry.get("source").asString().isBlank());
    }
  }

  @Test
  void anUnknownKindListsTheKnownOnes() {
    Cli cli = Cli.run("list", "optimisers");
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains("did you mean 'optimizers'"), cli.err());
  }

  @Test
  void everythingListedIsDescribed() {
    for (JsonNode entry : Json.tree(Cli.run("list", "--json").out())) {
      Cli cli = Cli.run("describe", entry.get("id").asString());
      assertEquals(0, cli.code(), cli.err());
      assertTrue(cli.out().contains(entry.get("formula").asString()), cli.out());
    }
  }

  @Test
  void aModelIsDescribedByItsSegments() {
    Cli cli = Cli.run("describe", "model", "mlp");
    assertEquals(0, cli.code(), cli.err());
    assertTrue(
        cli.out().matches("(?s).*layer1/weight +weight +2×16 +glorot-normal +32 +64\\R.*"),
        cli.out());
    assertTrue(cli.out().matches("(?s).*total +65 +96\\R.*"), cli.out());
    assertEquals(cli.out(), Cli.run("describe", "mlp").out());
    assertEquals(cli.out(), Cli.run("describe", "models", "mlp").out());
    JsonNode data = Json.tree(Cli.run("describe", "model", "transformer", "--json").out());
    assertEquals(data.get("parameters").asInt(), sum(data.get("segments"), "parameters"));
    assertTrue(data.get("flops").asInt() > sum(data.get("segments"), "flops"), "attention");
  }

  private static int sum(JsonNode entries, String field) {
    int sum = 0;
    for (JsonNode entry : entries) {
      sum += entry.get(field).asInt();
    }
    return sum;
  }

  @Test
  void aNameOfAnotherKindIsNotDescribed() {
    Cli wrongKind = Cli.run("describe", "optimizer", "mlp");
    assertEquals(Fluxion.WRONG_INPUT, wrongKind.code());
    assertTrue(wrongKind.err().contains("unknown name 'mlp'"), wrongKind.err());
    Cli noKind = Cli.run("describe", "modle", "mlp");
    assertEquals(Fluxion.WRONG_INPUT, noKind.code());
    assertTrue(noKind.err().contains("did you mean 'models'"), noKind.err());
    assertEquals(Fluxion.WRONG_INPUT, Cli.run("describe").code());
    assertEquals(Fluxion.WRONG_INPUT, Cli.run("describe", "model", "mlp", "x").code());
  }

  @Test
  void aChainIsDescribedWithItsOrder() {
    Cli cli = Cli.run("describe", "chain(parts=clip-value(maxValue=2) > adam(beta1=0.8))");
    assertEquals(0, cli.code(), cli.err());
    String order = "order      clip-value(maxValue=2.0,base=adam(beta1=0.8))";
    assertTrue(cli.out().contains(order), cli.out());
  }

  @Test
  void checksPass() {
    Cli cli = Cli.run("check", "problems", "ops");
    assertEquals(0, cli.code(), cli.out());
    assertTrue(cli.out().contains(" 0 failed"), cli.out());
  }

  @Test
  void opsAreCheckedInATable() {
    Cli cli = Cli.run("check", "ops", "tanh", "attention");
    assertEquals(0, cli.code(), cli.out());
    assertTrue(
        cli.out().matches("(?s) +op +cases .*pass  tanh +3 .*pass  attention .*2 ops, 0 failed\\R"),
        cli.out());
    Cli json = Cli.run("check", "ops", "tanh", "--json");
    JsonNode report = Json.tree(json.out());
    assertEquals("tanh", report.get("op").asString());
    assertTrue(report.get("backward").asDouble() < 1e-7);
    assertTrue(report.get("hessian").asDouble() < 1e-7);
    Cli unknown = Cli.run("check", "ops", "tanhh");
    assertEquals(Fluxion.WRONG_INPUT, unknown.code());
    assertTrue(unknown.err().contains("did you mean 'tanh'"), unknown.err());
  }

  @Test
  void randomNumbersPassTheirTests() {
    Cli cli = Cli.run("check", "random", "--draws", "1e6");
    assertEquals(0, cli.code(), cli.out());
    assertTrue(cli.out().contains("1048576 draws, 47 tests, 0 failed"), cli.out());
    Cli few = Cli.run("check", "random", "--draws", "10");
    assertEquals(Fluxion.WRONG_INPUT, few.code());
    assertTrue(few.err().contains("--draws = 10 must be from 1e6 to 2e9"), few.err());
  }

  @Test
  void functionsAreMeasured() {
    Cli cli = Cli.run("check", "functions", "exp", "pow");
    assertEquals(0, cli.code(), cli.out());
    assertTrue(
        cli.out().matches("(?s)pass  exp .*pass  pow .*2 functions, 0 failed\\R"), cli.out());
    Cli unknown = Cli.run("check", "functions", "expp");
    assertEquals(Fluxion.WRONG_INPUT, unknown.code());
    assertTrue(unknown.err().contains("did you mean 'exp'"), unknown.err());
  }

  @Test
  void theDoctorSaysWhetherSimdIsOn() {
    JsonNode facts = Json.tree(Cli.run("doctor", "--json").out());
    assertTrue(facts.get("simd").asString().startsWith("SIMD is "));
    assertTrue(facts.has("vectorBits") && facts.has("fma") && facts.has("java"));
  }

  @Test
  void runJudgesEveryClaimOnceAndResumes(@TempDir Path folder) throws IOException {
    String out = folder.resolve("new/deep").toString();
    Cli first = Cli.run("run", "004-1-scalar", "004-2-symmetric", "--scale", "smoke", "--out", out);
    assertEquals(0, first.code(), first.err());
    Experiment scalar = Experiment.catalog().get("004-1-scalar");
    scalar.claims().forEach(c -> assertTrue(first.out().contains(" " + c.id() + " "), c.id()));
    byte[] lines = Files.readAllBytes(Path.of(out, "runs.jsonl"));
    Cli second =
        Cli.run("run", "004-1-scalar", "004-2-symmetric", "--scale", "smoke", "--out", out);
    assertTrue(second.err().contains("13 of 13 runs are recorded"), second.err());
    assertEquals(first.out(), second.out());
    assertEquals(-1, Arrays.mismatch(lines, Files.readAllBytes(Path.of(out, "runs.jsonl"))));
  }

  @Test
  void verdictsAreJsonLinesIfAskedFor(@TempDir Path folder) {
    Cli cli =
        Cli.run("run", "004-2-symmetric", "--scale", "smoke", "--json", "--out", folder.toString());
    List<String> lines = cli.out().lines().toList();
    assertEquals(Experiment.catalog().get("004-2-symmetric").claims().size(), lines.size());
    lines.forEach(
        line ->
            assertTrue(
                List.of("HOLDS", "FAILS", "UNDECIDED")
                    .contains(Json.tree(line).get("verdict").asString())));
  }

  @Test
  void anOutThatIsAFileIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Cli cli = Cli.run("run", "004-1-scalar", "--out", file.toString());
    assertEquals(Fluxion.FILE_TROUBLE, cli.code());
    assertTrue(cli.err().contains(file.toString()), cli.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run 004-9",
        "run --jobs 0",
        "check functions --threads 0",
        "run --scale huge",
        "run --seed x",
        "watch --port 70000",
        "docs",
        "docs pages",
        "fly"
      })
  void wrongInputExitsWithTwo(String arguments) {
    Cli cli = Cli.run(arguments.split(" "));
    assertEquals(Fluxion.WRONG_INPUT, cli.code());
    assertFalse(cli.err().isBlank());
  }

  @Test
  void recordedRunsBecomePages(@TempDir Path folder) throws IOException {
    String out = folder.resolve("out").toString();
    Cli.run("run", "004-2-symmetric", "--scale", "smoke", "--out", out);
    String results = folder.resolve("results").toString();
    Cli written = Cli.run("docs", "results", out, "--out", results, "--no-figures");
    assertEquals(0, written.code(), written.err());
    assertTrue(Files.exists(folder.resolve("results/runs/004-2-symmetric.jsonl")));
    String command =
        Json.tree(Files.readString(folder.resolve("results/provenance.json")))
            .get("command")
            .asString();
    assertFalse(command.contains(out), command);
    assertEquals(0, Cli.run("docs", "results", out, "--out", results, "--check").code());
    Path runs = folder.resolve("results/runs/004-2-symmetric.jsonl");
    Files.writeString(
        runs, Files.readString(runs).replaceFirst("\"sha256\":\".", "\"sha256\":\"x"));
    Cli differs = Cli.run("docs", "results", out, "--out", results, "--check");
    assertEquals(Fluxion.CHECK_FAILED, differs.code());
    assertTrue(differs.err().contains("differs from line 1 on"), differs.err());
    Path page = folder.resolve("claims.md");
    Cli claims = Cli.run("docs", "claims", "--results", results, "--out", page.toString());
    assertEquals(0, claims.code(), claims.err());
    assertTrue(Files.readString(page).contains("`004/2.straight`"), Files.readString(page));
  }

  @Test
  void aRunCanBeWatched(@TempDir Path folder) {
    Cli cli =
        Cli.run(
            "run",
            "004-2-symmetric",
            "--scale",
            "smoke",
            "--watch",
            "--port",
            "0",
            "--out",
            folder.toString());
    assertEquals(0, cli.code(), cli.err());
    assertTrue(cli.err().contains("live page while it runs: http://127.0.0.1:"), cli.err());
  }

  @Test
  void aReportOfNothingIsRefused(@TempDir Path folder) {
    Cli cli = Cli.run("report", folder.resolve("nowhere").toString());
    assertEquals(Fluxion.FILE_TROUBLE, cli.code());
    assertTrue(cli.err().contains("runs.jsonl does not exist"), cli.err());
  }
}
