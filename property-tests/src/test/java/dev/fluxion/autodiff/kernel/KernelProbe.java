package dev.fluxion.autodiff.kernel;

import dev.fluxion.autodiff.random.RandomKey;

/** Prints a checksum of the bits that every kernel gives in this JVM, one line each. */
final class KernelProbe {
  private static final int[] SIZES = {0, 1, 7, 16, 31, 33, 64, 100, 207};
  private static final int[][] SHAPES = {{1, 1, 1}, {7, 33, 5}, {33, 10, 19}, {130, 90, 100}};
  private static final int BEHIND = 19;

  private long checksum;

  private KernelProbe() {}

  public static void main(String[] args) {
    for (Twin twin : Twin.ALL) {
      KernelProbe probe = new KernelProbe();
      probe.run(twin);
      System.out.println(twin + " " + Long.toHexString(probe.checksum));
    }
    for (Shaped kernel : Shaped.ALL) {
      KernelProbe probe = new KernelProbe();
      probe.run(kernel);
      System.out.println(kernel.name() + " " + Long.toHexString(probe.checksum));
    }
    for (int[] shape : SHAPES) {
      KernelProbe probe = new KernelProbe();
      probe.multiply(shape[0], shape[1], shape[2]);
      System.out.println("MatMul " + Long.toHexString(probe.checksum));
    }
    KernelProbe probe = new KernelProbe();
    float[] normals = new float[1000];
    RandomKey.of(1).normals(0, normals.length, normals, 0);
    probe.add(normals);
    System.out.println("normals " + Long.toHexString(probe.checksum));
  }

  private void run(Twin twin) {
    int count = twin.arrays().size();
    for (int n : SIZES) {
      for (Awkward kind : Awkward.values()) {
        float[][] arrays = new float[count][];
        int[] offsets = new int[count];
        for (int j = 0; j < count; j++) {
          offsets[j] = twin.offsets() ? (3 * j + n) % 5 : 0;
          arrays[j] = kind.numbers(offsets[j] + n + BEHIND, n + j);
        }
        add(Double.doubleToLongBits(twin.facade().run(n, arrays, offsets)));
        for (float[] array : arrays) {
          add(array);
        }
      }
    }
  }

  private void run(Shaped kernel) {
    for (int[] shape : SHAPES) {
      for (Awkward kind : Awkward.values()) {
        int[] lengths = kernel.lengths().of(shape[0], shape[1]);
        float[][] arrays = new float[lengths.length][];
        int[] offsets = new int[lengths.length];
        for (int j = 0; j < lengths.length; j++) {
          offsets[j] = (3 * j + shape[1]) % 5;
          arrays[j] = kind.numbers(offsets[j] + lengths[j] + BEHIND, shape[0] + j);
        }
        kernel.facade().run(shape[0], shape[1], arrays, offsets);
        for (float[] array : arrays) {
          add(array);
        }
      }
    }
  }

  private void multiply(int m, int n, int k) {
    for (Awkward kind : Awkward.values()) {
      float[] a = kind.numbers(m * k, 1);
      float[] b = kind.numbers(k * n, 2);
      float[] c = kind.numbers(m * n + BEHIND, 3);
      MatMul.nn(m, n, k, a, 0, b, 0, c, 1, true);
      MatMul.tn(m, n, k, a, 0, b, 0, c, 1, true);
      MatMul.nt(m, n, k, a, 0, b, 0, c, 1, true);
      add(c);
      Affine.affine(m, n, k, a, 0, b, 0, b, 0, Epilogue.TANH, c, 1);
      add(c);
    }
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
