package dev.fluxion.autodiff.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.autodiff.kernel.Child;
import dev.fluxion.autodiff.kernel.Simd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Once compiled, no kernel and no replay allocates. This is where a vector loop shows that outgrows
 * what C2 inlines: it still gives the right bits, but boxes its vectors and is several times
 * slower.
 *
 * <p>C2 decides only once how it compiles a loop, by a profile that the methods of the vector
 * library share: after two hundred other kernels, or on a loaded machine, it may leave a box where
 * it leaves none otherwise. That says something of the moment and nothing of the code. So it
 * compiles in the foreground here ({@code -Xbatch}), and a case that allocates among all others is
 * judged in a JVM of its own.
 */
class AllocationTest {
  @BeforeAll
  static void onceForAllWidths() {
    assumeTrue(System.getProperty(Simd.PROPERTY) == null, "the tests of one width");
    assumeTrue(!"absent".equals(System.getProperty("dev.fluxion.test.module")), "no vectors");
    assumeTrue(System.getProperty("java.vm.name").matches(".*(HotSpot|OpenJDK).*"), "not C2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128, 256, 512})
  void onceCompiledNothingAllocates(int bits) throws Exception {
    List<String> still = new ArrayList<>();
    for (String name : allocating(bits)) {
      still.addAll(allocating(bits, name));
    }
    assertEquals(List.of(), still);
  }

  @Test
  void whatAllocatesIsSeen() throws Exception {
    assertEquals(
        List.of(AllocationProbe.SPOILT), allocating(0, AllocationProbe.SPOILT, "uniforms"));
  }

  private static List<String> allocating(int bits, String... names)
      throws IOException, InterruptedException {
    List<String> flags = List.of(Child.MODULE, "-Xbatch", "-D" + Simd.PROPERTY + "=" + bits);
    Child child = Child.run(AllocationProbe.class, flags, List.of(names));
    int cases = Integer.parseInt(child.printed().getFirst());
    assertTrue(names.length > 0 ? cases == names.length : cases > 200, child.output());
    return child.lines().subList(1, child.lines().size());
  }
}
