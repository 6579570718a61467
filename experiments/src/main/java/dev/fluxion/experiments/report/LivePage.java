package dev.fluxion.experiments.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.runner.JournalReader;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Request;
import dev.fluxion.experiments.runner.RunResult;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A page that shows a run while it goes on: progress, verdicts so far, and the report of what has
 * been recorded. It is served to this machine only, and asks for news every second.
 */
public final class LivePage implements AutoCloseable {
  private static final String HTML = "text/html; charset=utf-8";

  private final Notebook notebook;
  private final JournalReader journal;
  private final HttpServer server;
  private final ExecutorService threads;
  private String news;
  private int seen;

  private LivePage(Notebook notebook, HttpServer server) {
    this.notebook = notebook;
    this.journal = new JournalReader(notebook.journal());
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("live-", 0).factory());
  }

  /**
   * Starts to serve the page.
   *
   * @param notebook the folder of the run
   * @param port a port of this machine; 0 for a free one
   * @throws IOException if the port is taken
   * @throws IllegalArgumentException if there is no such port
   */
  public static LivePage start(Notebook notebook, int port) throws IOException {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port = " + port + " must be from 0 to 65535");
    }
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "port " + port + " is taken or not allowed; choose another with --port, or 0 for any", e);
    }
    LivePage page = new LivePage(notebook, server);
    server.createContext("/", page::answer);
    server.setExecutor(page.threads);
    server.start();
    return page;
  }

  /** Where it is to be opened. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // A name that another site has pointed at this machine must not read the page.
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      if (!host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?")) {
        send(exchange, 403, "text/plain", "only for this machine\n");
        return;
      }
      try {
        switch (exchange.getRequestURI().getPath()) {
          case "/" -> send(exchange, 200, HTML, page());
          case "/state" -> send(exchange, 200, "application/json", news());
          case "/report" -> send(exchange, 200, HTML, report());
          default -> send(exchange, 404, "text/plain", "there is /, /state and /report\n");
        }
      } catch (IOException | RuntimeException e) {
        send(exchange, 500, "text/plain", String.valueOf(e.getMessage()));
      }
    }
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String page() {
    return Html.fill(
        Html.resource("live.html"),
        Map.of("css", Html.resource("report.css"), "js", Html.resource("live.js")));
  }

  private String report() throws IOException {
    List<RunResult> results = journal.poll();
    List<Experiment> experiments = experiments(results);
    return Report.html(
        experiments, results, Laboratory.judge(experiments, results), notebook.provenance());
  }

  /** What the page shows, as JSON; judged anew only where something is new. */
  private synchronized String news() throws IOException {
    List<RunResult> results = journal.poll();
    if (news == null || results.size() != seen) {
      news = Json.line(state(results));
      seen = results.size();
    }
    return news;
  }

  private Map<String, Object> state(List<RunResult> results) throws IOException {
    Optional<Request> planned = notebook.requested();
    List<Map<String, Object>> rows = new ArrayList<>();
    long done = 0;
    long all = 0;
    for (Experiment experiment : experiments(results)) {
      String id = experiment.card().id();
      long recorded = results.stream().filter(r -> r.key().experiment().equals(id)).count();
      long runs = planned.map(p -> (long) experiment.runs(p.plan()).size()).orElse(recorded);
      List<Judged> judged =
          recorded < runs ? List.of() : Laboratory.judge(List.of(experiment), results);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", id);
      row.put("question", experiment.card().summary());
      row.put("done", Math.min(recorded, runs));
      row.put("runs", runs);
      row.put("claims", judged.stream().map(LivePage::claim).toList());
      rows.add(row);
      done += Math.min(recorded, runs);
      all += runs;
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("done", done);
    state.put("runs", all);
    state.put("experiments", rows);
    return state;
  }

  /** Those that are planned, or else those that have recorded something. */
  private List<Experiment> experiments(List<RunResult> results) throws IOException {
    Optional<Request> planned = notebook.requested();
    return planned.isPresent()
        ? planned.get().chosen()
        : Experiment.catalog().all().stream()
            .filter(e -> results.stream().anyMatch(r -> r.key().experiment().equals(e.card().id())))
            .toList();
  }

  private static Map<String, Object> claim(Judged judged) {
    return Map.of(
        "id", judged.claim().id(),
        "statement", judged.claim().statement(),
        "verdict", judged.finding().verdict(),
        "numbers", judged.finding().numbers());
  }

  /** Ends the page. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
