package dev.fluxion.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/**
 * {@code fluxion bench}, started by the launcher.
 *
 * <p>Exit codes, as of all commands: 0 done; 1 forms disagreed and were not timed; 2 the command
 * line is wrong; 3 a file cannot be read or written; 70 a defect of Fluxion itself.
 */
public final class Bench {
  static final int DISAGREEMENT = 1;
  static final int WRONG_INPUT = 2;
  static final int FILE_TROUBLE = 3;
  static final int DEFECT = 70;

  private Bench() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, command, result) -> explain(e, command));
  }

  private static int explain(Exception e, CommandLine command) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    switch (e) {
      case IllegalArgumentException wrong -> {
        command.getErr().println("error: " + message);
        return WRONG_INPUT;
      }
      case NoSuchFileException missing -> {
        command.getErr().println("error: " + missing.getFile() + " does not exist");
        return FILE_TROUBLE;
      }
      case IOException trouble -> {
        command.getErr().println("error: " + message);
        return FILE_TROUBLE;
      }
      default -> {
        command.getErr().println("internal error, please report it: " + message);
        e.printStackTrace(command.getErr());
        return DEFECT;
      }
    }
  }
}
