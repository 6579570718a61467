package dev.fluxion.experiments.runner;

import dev.fluxion.autodiff.kernel.Simd;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where results come from. It stands beside the journal and not in its lines, because the lines are
 * the same on every machine.
 *
 * @param code a fingerprint of Fluxion's own classes; runs of other code are not reused
 * @param command the command line
 * @param java the Java runtime
 * @param processor the processor
 * @param cores number of processors the JVM may use
 * @param simd the sentence about SIMD
 * @param fma whether the processor has fused multiply-add
 */
public record Provenance(
    String code,
    String command,
    String java,
    String processor,
    int cores,
    String simd,
    boolean fma) {

  /** The provenance of what this process computes. */
  public static Provenance here(String command) {
    return new Provenance(
        fingerprint(),
        command,
        Runtime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        Simd.sentence(),
        Simd.FMA);
  }

  /** The same without what tells of this machine's folders and changes no number. */
  public Provenance withoutPlaces() {
    String plain = command.replaceAll(" --(out|jobs|port)[= ]\\S+| --(watch|fresh|json)\\b", "");
    return new Provenance(code, plain, java, processor, cores, simd, fma);
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

  /** A checksum over all class files and resources of Fluxion on the class path. */
  private static String fingerprint() {
    List<String> entries = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (element.contains("fluxion-") && element.endsWith(".jar")) {
        try (ZipFile jar = new ZipFile(element)) {
          jar.stream()
              .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/M"))
              .map(Provenance::line)
              .forEach(entries::add);
        } catch (IOException e) {
          entries.add(element + " cannot be read: " + e.getMessage());
        }
      }
    }
    Collections.sort(entries);
    CRC32 crc = new CRC32();
    entries.forEach(entry -> crc.update(entry.getBytes(StandardCharsets.UTF_8)));
    return entries.isEmpty() ? "unpackaged" : String.format("%08x", crc.getValue());
  }

  private static String line(ZipEntry entry) {
    return entry.getName() + " " + entry.getCrc() + "\n";
  }
}
