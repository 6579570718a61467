package dev.fluxion.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.experiments.cli.Fluxion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A finished JVM that ran the {@code fluxion} command on the class path of this one.
 *
 * @param status its exit code
 * @param stdout what it printed
 * @param stderr what it said besides
 */
record FluxionProcess(int status, String stdout, String stderr) {
  private static final List<String> VECTOR_MODULE =
      List.of("--add-modules", "jdk.incubator.vector");

  /** Options of the JVM that switch the vector module on, and the width if it is not null. */
  static List<String> withVectors(String bits) {
    List<String> flags = new ArrayList<>(VECTOR_MODULE);
    if (bits != null) {
      flags.add("-Ddev.fluxion.simd.bits=" + bits);
    }
    return flags;
  }

  /** Runs the command to its end; messages go to files in a folder of its own. */
  static FluxionProcess run(
      Path folder, List<String> flags, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path stdout = Files.createTempFile(folder, "stdout", ".txt");
    Path stderr = Files.createTempFile(folder, "stderr", ".txt");
    int status = builder(stdout, stderr, flags, environment, arguments).start().waitFor();
    return new FluxionProcess(status, Files.readString(stdout), Files.readString(stderr));
  }

  /** The process, before it is started. */
  static ProcessBuilder builder(
      Path stdout,
      Path stderr,
      List<String> flags,
      Map<String, String> environment,
      String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Fluxion.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return builder;
  }

  /** The same, if it ended well. */
  FluxionProcess expectSuccess() {
    assertEquals(0, status, stderr);
    return this;
  }
}
