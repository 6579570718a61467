package dev.fluxion.experiments.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium or Chrome of this machine, run without a window, for what needs a browser: pictures of
 * the figures, and tests of the pages.
 *
 * @param program the executable
 */
public record Chromium(Path program) {
  /** Names the browser, where it is not found by itself. */
  public static final String VARIABLE = "FLUXION_CHROMIUM";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final List<String> PLACES =
      List.of(
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
  private static final int PATIENCE = 180; // s

  /**
   * What a page became.
   *
   * @param dom the document after its scripts have run
   * @param console the lines that the page wrote to the console, errors among them
   */
  public record Page(String dom, List<String> console) {}

  /** The browser of this machine: {@code FLUXION_CHROMIUM}, or one on the path. */
  public static Optional<Chromium> find() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(new Chromium(Path.of(named)));
    }
    List<Path> candidates = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      NAMES.forEach(name -> candidates.add(Path.of(folder, name)));
    }
    PLACES.forEach(place -> candidates.add(Path.of(place)));
    return candidates.stream().filter(Files::isExecutable).findFirst().map(Chromium::new);
  }

  /** The browser, or an error that says how to get one. */
  public static Chromium require(String purpose) throws IOException {
    return find()
        .orElseThrow(
            () ->
                new IOException(
                    purpose
                        + " needs Chromium or Chrome, and none is on the PATH: install one, or"
                        + " name it in "
                        + VARIABLE));
  }

  /**
   * Opens a page, lets its scripts run, and returns what has become of it.
   *
   * @param address a URL
   * @param width width of the window in pixels
   * @param more further options of the browser
   * @throws IOException if the browser cannot be started, fails or does not end
   */
  public Page open(String address, int width, String... more) throws IOException {
    Path profile = Files.createTempDirectory("fluxion-browser");
    Path out = profile.resolve("stdout");
    Path err = profile.resolve("stderr");
    try {
      List<String> command = new ArrayList<>();
      command.add(program.toString());
      command.addAll(
          List.of(
              "--headless",
              "--no-sandbox", // a page of our own; and root has no sandbox in containers
              "--disable-gpu",
              "--disable-dev-shm-usage",
              "--no-first-run",
              "--disable-background-networking",
              "--disable-component-update",
              "--hide-scrollbars",
              "--enable-logging=stderr",
              "--user-data-dir=" + profile,
              "--window-size=" + width + ",1200",
              "--virtual-time-budget=20000"));
      command.addAll(List.of(more));
      command.addAll(List.of("--dump-dom", address));
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(program + " did not end within " + PATIENCE + " s");
      }
      String dom = Files.readString(out);
      List<String> messages =
          new String(Files.readAllBytes(err), StandardCharsets.UTF_8).lines().toList();
      if (process.exitValue() != 0 || dom.isBlank()) {
        throw new IOException(
            program
                + " failed with code "
                + process.exitValue()
                + ": "
                + String.join("; ", messages.subList(0, Math.min(3, messages.size()))));
      }
      return new Page(dom, messages.stream().filter(line -> line.contains(":CONSOLE")).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " was running", e);
    } finally {
      delete(profile);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        file.toFile().delete(); // what a dying browser still holds stays behind
      }
    }
  }
}
