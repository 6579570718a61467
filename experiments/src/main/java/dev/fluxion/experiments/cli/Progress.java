package dev.fluxion.experiments.cli;

import java.io.Console;
import java.time.Duration;

/**
 * One line of progress with the remaining time, on a terminal only. (The libraries for this load
 * native code to ask for the width of the terminal.)
 */
final class Progress implements AutoCloseable {
  private static final int BAR = 40;
  private static final long PAUSE = 100_000_000L; // ns between two lines

  private final boolean visible;
  private final String what;
  private final int count;
  private final long begin = System.nanoTime();
  private int already = -1;
  private long last;

  private Progress(boolean visible, String what, int count) {
    this.visible = visible;
    this.what = what;
    this.count = count;
  }

  static Progress start(String what, int count) {
    Console console = System.console();
    return new Progress(console != null && console.isTerminal(), what, count);
  }

  /** So many are done; the first call tells how many had been done before. */
  void at(int done) {
    if (already < 0) {
      already = done;
    }
    long now = System.nanoTime();
    if (visible && now - last >= PAUSE) {
      last = now;
      System.err.print("\r" + line(done, now - begin));
      System.err.flush();
    }
  }

  private String line(int done, long elapsed) {
    int filled = BAR * done / Math.max(1, count);
    String bar = "=".repeat(filled) + " ".repeat(BAR - filled);
    String left = "";
    if (done > already) {
      Duration rest = Duration.ofNanos(elapsed / (done - already) * (count - done));
      left = String.format("%d:%02d left", rest.toMinutes(), rest.toSecondsPart());
    }
    return String.format("%s [%s] %d/%d  %-14s", what, bar, done, count, left);
  }

  @Override
  public void close() {
    clear();
  }

  /** Makes room for a line of output. */
  void clear() {
    if (visible) {
      System.err.print("\r" + " ".repeat(79) + "\r");
      System.err.flush();
    }
  }
}
