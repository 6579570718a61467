package dev.fluxion.autodiff.kernel;

import dev.fluxion.autodiff.random.RandomKey;

/** Runs all kernels in a JVM of its own and prints width, sentence and a checksum of all bits. */
final class SimdProbe {
  private long checksum;

  private SimdProbe() {}

  public static void main(String[] args) {
    System.out.println(Simd.BITS);
    System.out.println(Simd.sentence());
    System.out.println(checksum());
  }

  static String checksum() {
    SimdProbe probe = new SimdProbe();
    probe.run();
    return Long.toHexString(probe.checksum);
  }

  private void run() {
    for (Twin twin : Twin.ALL) {
      for (int n : new int[] {7, 33, 207}) {
        int count = twin.arrays().size();
        float[][] arrays = new float[count][];
        for (int j = 0; j < count; j++) {
          arrays[j] = Awkward.SPREAD.numbers(n, n + j);
        }
        add(Double.doubleToLongBits(twin.facade().run(n, arrays, new int[count])));
        for (float[] array : arrays) {
          add(array);
        }
      }
    }
    float[] a = Awkward.SPREAD.numbers(19 * 23, 1);
    float[] b = Awkward.SPREAD.numbers(23 * 37, 2);
    float[] c = new float[19 * 37];
    MatMul.nn(19, 37, 23, a, 0, b, 0, c, 0, false);
    add(c);
    float[] normals = new float[500];
    RandomKey.of(1).normals(0, 500, normals, 0);
    add(normals);
  }

  private void add(float[] x) {
    for (float v : x) {
      add(Float.floatToIntBits(v));
    }
  }

  private void add(long bits) {
    checksum = (checksum ^ bits) * 0x100000001b3L;
    checksum ^= checksum >>> 29;
  }
}
