package dev.fluxion.experiments.runner;

import dev.fluxion.autodiff.kernel.Simd;
import dev.fluxion.models.Model;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where results come from. It stands beside the journal and not in its lines, because the lines are
 * the same on every machine.
 *
 * @param code a fingerprint of Fluxion's own classes; runs of other code are not reused
 * @param commit the commit that is checked out, "unknown" outside of a checkout
 * @param command the command line
 * @param java the Java runtime
 * @param processor the processor
 * @param cores number of processors the JVM may use
 * @param simd the sentence about SIMD
 * @param vectorBits the width of vectors, 0 for scalar code
 * @param fma whether the processor has fused multiply-add
 */
public record Provenance(
    String code,
    String commit,
    String command,
    String java,
    String processor,
    int cores,
    String simd,
    int vectorBits,
    boolean fma) {
  /** A class of every module that results depend on. */
  private static final List<Class<?>> PARTS =
      List.of(Simd.class, OptimizerSpec.class, Model.class, ProblemSpec.class, Provenance.class);

  /** The provenance of what this process computes. */
  public static Provenance here(String command) {
    return new Provenance(
        fingerprint(),
        Commit.here(),
        command,
        Runtime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        Simd.sentence(),
        Simd.BITS,
        Simd.FMA);
  }

  /** The same without what tells of this machine's folders and changes no number. */
  public Provenance withoutPlaces() {
    String plain = command.replaceAll(" --(out|jobs|port)[= ]\\S+| --(watch|fresh|json)\\b", "");
    return new Provenance(code, commit, plain, java, processor, cores, simd, vectorBits, fma);
  }

  /** The processor's name, as far as the system tells it. */
  private static String processorName() {
    String name = System.getProperty("os.arch");
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          name = line.substring(line.indexOf(':') + 1).strip() + " (" + name + ")";
          break;
        }
      }
    } catch (IOException e) {
      return name; // not a Linux system
    }
    return name;
  }

  /** A checksum over all class files and resources of Fluxion. */
  private static String fingerprint() {
    List<String> entries = new ArrayList<>();
    for (String element : jars()) {
      try (ZipFile jar = new ZipFile(element)) {
        jar.stream()
            .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/M"))
            .map(Provenance::line)
            .forEach(entries::add);
      } catch (IOException e) {
        entries.add(element + " cannot be read: " + e.getMessage());
      }
    }
    Collections.sort(entries);
    CRC32 crc = new CRC32();
    entries.forEach(entry -> crc.update(entry.getBytes(StandardCharsets.UTF_8)));
    return entries.isEmpty() ? "unpackaged" : String.format("%08x", crc.getValue());
  }

  /** Our jars on the class path, and those that other class loaders took our classes from. */
  private static Set<String> jars() {
    Set<String> jars = new TreeSet<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (element.contains("fluxion-") && element.endsWith(".jar")) {
        jars.add(Path.of(element).toAbsolutePath().normalize().toString());
      }
    }
    for (Class<?> part : PARTS) {
      var source = part.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation().getPath().endsWith(".jar")) {
        jars.add(Path.of(URI.create(source.getLocation().toString())).normalize().toString());
      }
    }
    return jars;
  }

  private static String line(ZipEntry entry) {
    return entry.getName() + " " + entry.getCrc() + "\n";
  }
}
