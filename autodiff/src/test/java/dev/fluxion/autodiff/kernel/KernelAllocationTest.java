package dev.fluxion.autodiff.kernel;

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
    Kernels.requireNoAllocation(() -> twin.facade().run(n, arrays, offsets));
  }

  static List<Shaped> shaped() {
    return Shaped.ALL;
  }

  @ParameterizedTest
  @MethodSource("shaped")
  void kernelOfRowsAndColumnsAllocatesNothingOnceCompiled(Shaped kernel)
      throws InterruptedException {
    int rows = 5;
    int columns = 71;
    int[] lengths = kernel.lengths().of(rows, columns);
    float[][] arrays = new float[lengths.length][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[lengths[i]];
    }
    int[] offsets = new int[arrays.length];
    Kernels.requireNoAllocation(() -> kernel.facade().run(rows, columns, arrays, offsets));
  }

  @Test
  void matrixProductAllocatesNothingOnceCompiled() throws InterruptedException {
    int m = 7;
    int n = 71;
    int k = 11;
    float[] a = new float[m * k];
    float[] b = new float[k * n];
    float[] c = new float[m * n];
    Kernels.requireNoAllocation(() -> MatMul.nn(m, n, k, a, 0, b, 0, c, 0, false));
    Kernels.requireNoAllocation(() -> MatMul.tn(m, n, k, a, 0, b, 0, c, 0, true));
    Kernels.requireNoAllocation(() -> MatMul.nt(m, n, k, a, 0, b, 0, c, 0, true));
  }
}
