package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Simd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vector against scalar bits of every optimizer, in JVMs of every width, and without vectors. */
class OptimizersOnEveryWidthTest {
  @Test
  void everyEngineGivesTheSameBits() throws IOException, InterruptedException {
    List<String> vectors = List.of("--add-modules", "jdk.incubator.vector");
    List<List<String>> ways = new ArrayList<>(List.of(List.of()));
    for (int bits : new int[] {0, 128, 256, 512}) {
      List<String> way = new ArrayList<>(vectors);
      way.add("-D" + Simd.PROPERTY + "=" + bits);
      way.add("-D" + Simd.EMULATE + "=true");
      ways.add(way);
    }
    List<String> expected = null;
    for (List<String> way : ways) {
      List<String> lines = probe(way);
      expected = expected == null ? lines : expected;
      assertEquals(expected, lines, way.toString());
    }
    assertEquals(Specimens.ALL.size(), expected.size());
  }

  private static List<String> probe(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OptimizerProbe.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().filter(line -> !line.startsWith("WARNING")).toList();
  }
}
