package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A finished JVM that ran a class on the class path of this one.
 *
 * @param status its exit code
 * @param output all that it printed
 * @param lines the same without the warnings of the JVM
 */
public record Child(int status, String output, List<String> lines) {
  /** The flag without which there are no vectors. */
  public static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** Runs a class without arguments. */
  static Child run(Class<?> main, String... flags) throws IOException, InterruptedException {
    return run(main, List.of(flags), List.of());
  }

  /** Runs a class with flags of the JVM and arguments of its own. */
  public static Child run(Class<?> main, List<String> flags, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = output.lines().filter(l -> !l.startsWith("WARNING")).toList();
    return new Child(process.waitFor(), output, lines);
  }

  /** What it printed, if it ended well. */
  public List<String> printed() {
    assertEquals(0, status, output);
    return lines;
  }

  String line(int i) {
    return printed().get(i);
  }
}
