package dev.fluxion.bench.run;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Table;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The JVM of one column. It reads commands from its input and answers each with one line:
 *
 * <pre>
 * prepare CASE THREADS    ok DIGEST NANOSECONDS     makes the case ready, calls it once or twice
 * warm LEAST MOST         ok NANOSECONDS BYTES      that a call takes and allocates at the end
 * sample COUNT LENGTH     ok NANOSECONDS …          nanoseconds per call of every sample
 * verify                  ok DIGEST                 afresh, now that all is compiled
 * </pre>
 *
 * <p>{@code absent} says that another library lacks the case, {@code failed MESSAGE} that something
 * went wrong.
 */
public final class Child {
  private final Peer peer;
  private Case row;
  private int threads;
  private Work work;
  private Timing timing;

  private Child(Peer peer) {
    this.peer = peer;
  }

  /** Serves one column; the argument, if any, is the name of another library. */
  public static void main(String[] arguments) throws IOException {
    PrintStream replies = System.out;
    System.setOut(System.err); // libraries print where they like
    Child child = new Child(arguments.length == 0 ? null : peer(arguments[0]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      replies.println(child.reply(List.of(line.split(" "))));
      replies.flush();
    }
    System.exit(0); // some libraries leave threads behind
  }

  private static Peer peer(String name) {
    return Peer.all(line -> {}).stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no library " + name));
  }

  private String reply(List<String> command) {
    try {
      return switch (command.getFirst()) {
        case "prepare" -> prepare(command.get(1), Integer.parseInt(command.get(2)));
        case "warm" -> warm(number(command, 1), number(command, 2));
        case "sample" -> samples((int) number(command, 1), number(command, 2));
        case "verify" -> "ok " + digest();
        default -> "failed unknown command " + command;
      };
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      return "failed " + String.valueOf(e).replaceAll("\\R", " ");
    }
  }

  private String prepare(String id, int count) {
    row = Table.get(id);
    threads = count;
    work = null;
    timing = null;
    if (peer != null && !peer.supports(row, threads)) {
      return "absent";
    }
    long begin = System.nanoTime();
    String digest = digest();
    long took = System.nanoTime() - begin;
    timing = new Timing(work.call());
    return "ok " + digest + " " + took;
  }

  /** Of fresh work, which replaces the old. Another library is held against ours instead. */
  private String digest() {
    Work fresh = peer == null ? row.work(threads) : peer.prepare(row, threads);
    String digest = Digest.of(row, fresh);
    if (peer != null && peer.comparable(row)) {
      Work ours = row.work(1);
      Digest.of(row, ours);
      Tolerance.require(ours.outputs(), fresh.outputs(), peer.tolerance());
    }
    if (work == null) {
      work = fresh;
    }
    return digest;
  }

  private String warm(long least, long most) {
    timing.warm(least, most);
    return "ok " + timing.perCall() + " " + timing.allocated();
  }

  private String samples(int count, long length) {
    return Arrays.stream(timing.samples(count, length, threads == 1))
        .mapToObj(ns -> String.format(Locale.ROOT, "%.4f", ns))
        .collect(Collectors.joining(" ", "ok ", ""));
  }

  private static long number(List<String> command, int index) {
    return Long.parseLong(command.get(index));
  }
}
