package dev.fluxion.bench.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The levels of memory: data caches as Linux tells them, and what lies behind. */
public final class Caches {
  private static final Path FOLDER = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final double LARGEST = 1 << 30; // bytes of a stream through DRAM

  /**
   * A level.
   *
   * @param name L1, L2, L3 or DRAM
   * @param size bytes; for DRAM infinite
   * @param stream bytes of arrays that a bandwidth test of this level uses
   */
  public record Level(String name, double size, double stream) {}

  private Caches() {}

  /** The levels of this machine, nearest first. */
  public static List<Level> levels() {
    Map<String, Double> sizes = detected();
    List<Level> levels = new ArrayList<>();
    double last = 0;
    for (var cache : sizes.entrySet()) {
      last = cache.getValue();
      levels.add(new Level(cache.getKey(), last, last / 2));
    }
    double beyond = Math.min(LARGEST, Math.max(4 * last, 128 << 20));
    levels.add(new Level("DRAM", Double.POSITIVE_INFINITY, beyond));
    return levels;
  }

  /** Sizes by name; those of a common processor where the system does not tell. */
  private static Map<String, Double> detected() {
    Map<String, Double> sizes = new TreeMap<>();
    try (var indices = Files.newDirectoryStream(FOLDER, "index*")) {
      for (Path index : indices) {
        if (!read(index, "type").equals("Instruction")) {
          sizes.put("L" + read(index, "level"), bytes(read(index, "size")));
        }
      }
    } catch (IOException | NumberFormatException e) {
      sizes.clear();
    }
    if (sizes.isEmpty()) {
      sizes.putAll(Map.of("L1", 0x1p15, "L2", 0x1p20, "L3", 0x1p24));
    }
    return sizes;
  }

  private static String read(Path index, String file) throws IOException {
    return Files.readString(index.resolve(file)).strip();
  }

  private static double bytes(String text) {
    double number = Double.parseDouble(text.replaceAll("[KM]$", ""));
    return number * (text.endsWith("K") ? 0x1p10 : text.endsWith("M") ? 0x1p20 : 1);
  }
}
