package dev.fluxion.bench.study;

import dev.fluxion.autodiff.kernel.Simd;
import dev.fluxion.bench.cases.Caches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine and the JVM of a study.
 *
 * @param processor its name, as far as the system tells it
 * @param cores number of processors that the JVM may use
 * @param system operating system
 * @param java the Java runtime
 * @param options options that reach every JVM through the environment
 * @param simd the sentence about SIMD
 * @param levels caches and what lies behind
 */
public record Host(
    String processor,
    int cores,
    String system,
    String java,
    String options,
    String simd,
    List<Caches.Level> levels) {
  /** This machine. */
  public static Host here() {
    String options = System.getenv("JDK_JAVA_OPTIONS");
    return new Host(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"),
        options == null ? "" : options,
        Simd.sentence(),
        Caches.levels());
  }

  private static String processorName() {
    String architecture = System.getProperty("os.arch");
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip() + " (" + architecture + ")";
        }
      }
    } catch (IOException e) {
      return architecture; // not a Linux system
    }
    return architecture;
  }
}
