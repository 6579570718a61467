package dev.fluxion.autodiff.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every kernel, as work that must not allocate once it is compiled. */
public final class KernelCases {
  private static final int N = 207;

  private final Map<String, Runnable> cases = new LinkedHashMap<>();

  private KernelCases() {}

  /** Name and work. */
  public static Map<String, Runnable> all() {
    KernelCases all = new KernelCases();
    Twin.ALL.forEach(all::add);
    TwinTranscendentals.all().forEach(all::addBothWays);
    Shaped.ALL.forEach(all::add);
    all.addProducts();
    all.addMovers();
    return all.cases;
  }

  private void put(String name, Runnable work) {
    if (cases.put(name, work) != null) {
      throw new IllegalStateException("two cases with the name " + name);
    }
  }

  private void add(Twin twin) {
    float[][] arrays = new float[twin.arrays().size()][N];
    int[] offsets = new int[arrays.length];
    put(twin.name(), () -> twin.facade().run(N, arrays, offsets));
  }

  /** Ordinary numbers and special ones go different ways through a loop. */
  private void addBothWays(Twin twin) {
    float[][] special = new float[twin.arrays().size()][];
    float[][] ordinary = new float[special.length][N];
    for (int j = 0; j < special.length; j++) {
      special[j] = Awkward.SPECIAL.numbers(N, j);
      Arrays.fill(ordinary[j], 0.75f);
    }
    int[] offsets = new int[special.length];
    put(
        twin.name() + " of special and ordinary numbers",
        () -> {
          twin.facade().run(N, special, offsets);
          twin.facade().run(N, ordinary, offsets);
        });
  }

  private void add(Shaped kernel) {
    int[] lengths = kernel.lengths().of(5, 71);
    float[][] arrays = new float[lengths.length][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[lengths[i]];
    }
    int[] offsets = new int[arrays.length];
    put(kernel.name(), () -> kernel.facade().run(5, 71, arrays, offsets));
  }

  private void addProducts() {
    int m = 7;
    int n = 71;
    int k = 11;
    float[] a = new float[m * k];
    float[] b = new float[k * n];
    float[] c = new float[m * n];
    put("MatMul.nn", () -> MatMul.nn(m, n, k, a, 0, b, 0, c, 0, false));
    put("MatMul.tn", () -> MatMul.tn(m, n, k, a, 0, b, 0, c, 0, true));
    put("MatMul.nt", () -> MatMul.nt(m, n, k, a, 0, b, 0, c, 0, true));
    int[] rowStart = {0, 2, 2, 5, 6, 6, 9, 9};
    int[] column = {4, 0, 1, 1, 3, 2, 0, 4, 0};
    float[] values = Awkward.SPREAD.numbers(9, 3);
    put(
        "SparseDense",
        () -> {
          SparseDense.multiply(m, n, k, rowStart, column, values, b, 0, c, 0, false);
          SparseDense.multiplyTransposed(m, n, k, rowStart, column, values, c, 0, b, 0, true);
        });
  }

  private void addMovers() {
    float[] table = new float[5 * 71];
    float[] rows = new float[4 * 71];
    int[] index = {99, 2, 0, 2, 4};
    put(
        "Gather and ScatterAdd",
        () -> {
          Gather.gather(4, 71, 5, table, 0, index, 1, rows, 0);
          ScatterAdd.scatterAdd(4, 71, 5, rows, 0, index, 1, table, 0);
        });
    float[] x = new float[2 * 9 * 40];
    float[] y = new float[2 * 9 * 9 * 40];
    put(
        "Im2col and Col2im",
        () -> {
          Im2col.im2col(2, 9, 40, 3, 3, 1, 1, x, 0, y, 0);
          Col2im.col2im(2, 9, 40, 3, 3, 1, 1, y, 0, x, 0);
        });
  }
}
