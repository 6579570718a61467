package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Once compiled, no kernel allocates. This is where a vector loop shows that outgrows what C2
 * inlines: it still gives the right bits, but boxes its vectors and is several times slower.
 */
class KernelAllocationTest {
  static List<Twin> twins() {
    return Twin.ALL;
  }

  @ParameterizedTest
  @MethodSource("twins")
  void kernelAllocatesNothingOnceCompiled(Twin twin) throws InterruptedException {
    int n = 207;
    float[][] arrays = new float[twin.arrays().size()][n];
    int[] offsets = new int[arrays.length];
    requireNoAllocation(() -> twin.facade().run(n, arrays, offsets));
  }

  @Test
  void matrixProductAllocatesNothingOnceCompiled() throws InterruptedException {
    int m = 7;
    int n = 71;
    int k = 11;
    float[] a = new float[m * k];
    float[] b = new float[k * n];
    float[] c = new float[m * n];
    float[] scratch = new float[k * n];
    requireNoAllocation(() -> MatMul.nn(m, n, k, a, 0, b, 0, c, 0, false));
    requireNoAllocation(() -> MatMul.tn(m, n, k, a, 0, b, 0, c, 0, true));
    requireNoAllocation(() -> MatMul.nt(m, n, k, a, 0, b, 0, c, 0, true, scratch, 0));
  }

  private static void requireNoAllocation(Runnable kernel) throws InterruptedException {
    assertEquals(0, Allocation.fewestBytes(kernel), "bytes in " + Allocation.CALLS + " calls");
  }
}
