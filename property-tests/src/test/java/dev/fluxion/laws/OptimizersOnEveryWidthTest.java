package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Child;
import dev.fluxion.autodiff.kernel.Simd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vector against scalar bits of every optimizer, in JVMs of every width, and without vectors. */
class OptimizersOnEveryWidthTest {
  @Test
  void everyEngineGivesTheSameBits() throws IOException, InterruptedException {
    String plain = "-XX:+UseSerialGC";
    List<List<String>> ways = new ArrayList<>(List.of(List.of(plain)));
    for (int bits : new int[] {0, 128, 256, 512}) {
      String width = "-D" + Simd.PROPERTY + "=" + bits;
      ways.add(List.of(plain, Child.MODULE, width, "-D" + Simd.EMULATE + "=true"));
    }
    List<String> expected = null;
    for (List<String> way : ways) {
      List<String> lines = Child.run(OptimizerProbe.class, way, List.of()).printed();
      expected = expected == null ? lines : expected;
      assertEquals(expected, lines, way.toString());
    }
    assertEquals(Specimens.ALL.size(), expected.size());
  }
}
