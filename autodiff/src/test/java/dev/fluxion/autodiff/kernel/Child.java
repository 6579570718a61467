package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.RichIterable;
import org.eclipse.collections.impl.factory.Maps;

/** A finished JVM that ran a class of these tests. */
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
    command.add("-cp");
    List<String> places =
        List.of(
            place(Simd.class), place(Child.class), place(RichIterable.class), place(Maps.class));
    command.add(String.join(File.pathSeparator, places));
    command.add(main.getName());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = output.lines().filter(l -> !l.startsWith("WARNING")).toList();
    return new Child(process.waitFor(), output, lines);
  }

  String line(int i) {
    assertEquals(0, status, output);
    return lines.get(i);
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
