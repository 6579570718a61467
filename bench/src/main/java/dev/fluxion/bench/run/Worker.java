package dev.fluxion.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parent's end of a {@link Child}. */
public final class Worker implements Respondent {
  private final Column column;
  private final Process process;
  private final Writer commands;
  private final BufferedReader replies;

  private Worker(Column column, Process process) {
    this.column = column;
    this.process = process;
    this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.replies = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the JVM of a column. */
  public static Worker start(Column column) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(column));
    builder.environment().remove("OPENBLAS_CORETYPE"); // would choose another processor's kernels
    Process process = builder.start();
    Thread.ofPlatform().daemon().start(() -> passOn(process));
    return new Worker(column, process);
  }

  /** Errors of the child, without what every JVM with the vector module says. */
  private static void passOn(Process process) {
    try (BufferedReader errors = process.errorReader()) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        if (!line.startsWith("WARNING: Using incubator modules") && !line.startsWith("NOTE: ")) {
          System.err.println(line);
        }
      }
    } catch (IOException e) {
      System.err.println(e); // the child has ended
    }
  }

  static List<String> command(Column column) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(Column.MODULE);
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    if (!column.ours()) {
      command.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    command.addAll(column.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    if (!column.ours()) {
      command.add(column.peer());
    }
    return command;
  }

  @Override
  public Column column() {
    return column;
  }

  @Override
  public Reply ask(Object... command) {
    StringBuilder line = new StringBuilder();
    for (Object word : command) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    try {
      commands.write(line.append('\n').toString());
      commands.flush();
      String reply = replies.readLine();
      if (reply == null) {
        return new Reply.Failed("its JVM ended with code " + process.waitFor());
      }
      List<String> words = List.of(reply.split(" "));
      return switch (words.getFirst()) {
        case "ok" -> new Reply.Done(words.subList(1, words.size()));
        case "absent" -> new Reply.Absent();
        default -> new Reply.Failed(reply.substring(reply.indexOf(' ') + 1));
      };
    } catch (IOException e) {
      return new Reply.Failed("its JVM has ended: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed("interrupted");
    }
  }

  @Override
  public void close() {
    try {
      commands.close(); // the child ends with its input
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
