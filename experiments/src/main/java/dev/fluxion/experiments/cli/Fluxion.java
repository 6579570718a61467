package dev.fluxion.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The {@code fluxion} command.
 *
 * <p>Exit codes: 0 done; 1 a check or a run failed; 2 the command line or a value in it is wrong; 3
 * a file cannot be read or written; 70 a defect of Fluxion itself.
 */
@Command(
    name = "fluxion",
    description = "A laboratory for the physics of optimization.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      MergeCommand.class,
      MinimizeCommand.class,
      TrainCommand.class,
      TuneCommand.class,
      CompareCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      WatchCommand.class,
      DocsCommand.class,
      BenchCommand.class,
      DocsCommand.class,
      DoctorCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "fluxion 0.1.0",
    footer = {
      "",
      "Start with:  ./fluxion run          every claim of the documents, measured",
      "             ./fluxion list         what there is",
      "             ./fluxion describe polyak"
    })
public final class Fluxion implements Runnable {
  static final int CHECK_FAILED = 1;
  static final int WRONG_INPUT = 2;
  static final int FILE_TROUBLE = 3;
  static final int DEFECT = 70;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs a command; returns its exit code. */
  public static int execute(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) { // a wrong system property
        System.err.println("error: " + wrong.getMessage());
        return WRONG_INPUT;
      }
      throw e;
    } catch (OutOfMemoryError e) {
      System.err.println(
          "error: out of memory; what was finished is kept. Allow more, for example with"
              + " JDK_JAVA_OPTIONS=-Xmx8g, or use fewer --jobs");
      return CHECK_FAILED;
    }
  }

  static CommandLine commandLine() {
    return commandLine(new Fluxion());
  }

  /** A command with our exit codes and messages. */
  public static CommandLine commandLine(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, failed, result) -> explain(e, failed));
  }

  private static int explain(Exception e, CommandLine command) {
    Throwable cause =
        e instanceof UncheckedIOException io ? new IOException(io.getMessage(), io) : e;
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    switch (cause) {
      case IllegalArgumentException wrong -> {
        command.getErr().println("error: " + message);
        return WRONG_INPUT;
      }
      case IOException trouble -> {
        command.getErr().println("error: " + Files.explain(trouble));
        return FILE_TROUBLE;
      }
      default -> {
        command.getErr().println("internal error, please report it: " + message);
        cause.printStackTrace(command.getErr());
        return DEFECT;
      }
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
