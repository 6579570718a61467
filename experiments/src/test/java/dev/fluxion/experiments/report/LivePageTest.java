package dev.fluxion.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.History.Session;
import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.JournalLine;
import dev.fluxion.experiments.runner.JournalReader;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.Request;
import dev.fluxion.experiments.runner.RunKey;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The live page shows what has been recorded, while it is being recorded, to this machine only. */
class LivePageTest {
  private static final Plan PLAN = new Plan(Scale.SMOKE, 0, Precision.FLOAT);
  private static final Experiment EXPERIMENT = Experiment.catalog().get("004-2-symmetric");

  @TempDir Path folder;

  private static String get(String address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      return answer.body();
    }
  }

  private Notebook notebook() throws IOException {
    Notebook notebook = new Notebook(folder);
    Request request = Request.of(List.of(EXPERIMENT.card().id()), PLAN);
    notebook
        .open(new Session(request, null, Provenance.here(request.command())), false, note -> {})
        .close();
    return notebook;
  }

  @Test
  void theStateFollowsTheJournal() throws IOException, InterruptedException {
    Notebook notebook = notebook();
    List<RunKey> keys = EXPERIMENT.runs(PLAN);
    try (LivePage page = LivePage.start(notebook, 0)) {
      JsonNode before = Json.tree(get(page.address() + "state"));
      assertEquals(0, before.get("done").asInt());
      assertEquals(keys.size(), before.get("runs").asInt());
      try (Journal journal = Journal.open(notebook.journal())) {
        journal.append(Execution.run(keys.getFirst()));
        JsonNode first = Json.tree(get(page.address() + "state"));
        assertEquals(1, first.get("done").asInt());
        assertTrue(first.get("experiments").get(0).get("claims").isEmpty(), "not all are there");
        for (RunKey key : keys.subList(1, keys.size())) {
          journal.append(Execution.run(key));
        }
        journal.sort(keys.reversed());
      }
      JsonNode all = Json.tree(get(page.address() + "state"));
      assertEquals(keys.size(), all.get("done").asInt());
      JsonNode claims = all.get("experiments").get(0).get("claims");
      assertEquals(EXPERIMENT.claims().size(), claims.size());
      assertTrue(get(page.address() + "report").contains(EXPERIMENT.claims().getFirst().id()));
      assertTrue(get(page.address()).contains("<progress"));
    }
  }

  @Test
  void anUnfinishedLineIsLeftForLater() throws IOException {
    Notebook notebook = notebook();
    JournalReader reader = new JournalReader(notebook.journal());
    assertEquals(List.of(), reader.poll());
    String line = JournalLine.of(Execution.run(EXPERIMENT.runs(PLAN).getFirst())) + "\n";
    Files.writeString(notebook.journal(), line + line.substring(0, 50));
    assertEquals(1, reader.poll().size());
    Files.writeString(notebook.journal(), line.substring(50), StandardOpenOption.APPEND);
    assertEquals(2, reader.poll().size());
    assertEquals(2, reader.poll().size());
  }

  @Test
  void aForeignNameIsRefused() throws IOException {
    try (LivePage page = LivePage.start(notebook(), 0);
        Socket socket = new Socket("127.0.0.1", URI.create(page.address()).getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /state HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (LivePage page = LivePage.start(notebook(), 0)) {
      int port = URI.create(page.address()).getPort();
      IOException e = assertThrows(IOException.class, () -> LivePage.start(notebook(), port));
      assertTrue(e.getMessage().contains("port " + port), e.getMessage());
      assertTrue(e.getMessage().contains("--port"), e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> LivePage.start(notebook(), 65_536));
  }

  @Test
  void aBrowserShowsTheNumbers() throws IOException {
    var browser = Chromium.find();
    assumeTrue(browser.isPresent(), "no Chromium or Chrome on the PATH: not tried");
    try (LivePage page = LivePage.start(notebook(), 0)) {
      Chromium.Page shown = browser.orElseThrow().open(page.address(), 1280);
      assertEquals(List.of(), shown.console());
      String expected = "0 of " + EXPERIMENT.runs(PLAN).size() + " runs";
      assertTrue(shown.dom().contains(expected), shown.dom());
      assertFalse(shown.dom().contains("Waiting for the first numbers"));
    }
  }
}
