package dev.fluxion.autodiff.kernel;

/** Argument checks of the kernels: one line each, with a message that names the array. */
final class Check {
  private Check() {}

  /** {@code 0 ≤ offset} and {@code offset + n ≤ array.length}. */
  static void range(String name, int arrayLength, int offset, int n) {
    if ((offset | n) < 0 || offset > arrayLength - n) {
      throw outOfBounds(name, arrayLength, offset, n);
    }
  }

  /** The number of elements of a matrix. */
  static int size(int rows, int columns) {
    if ((rows | columns) < 0) {
      throw new IllegalArgumentException("matrix sizes rows=" + rows + " columns=" + columns);
    }
    return Math.multiplyExact(rows, columns);
  }

  /** {@code 0 ≤ index[i] < bound} for {@code n} indices. */
  static void indices(String name, int[] index, int offset, int n, int bound) {
    range(name, index.length, offset, n);
    for (int i = offset; i < offset + n; i++) {
      if (index[i] < 0 || index[i] >= bound) {
        throw new IndexOutOfBoundsException(
            name + "[" + i + "] = " + index[i] + " is not an index below " + bound);
      }
    }
  }

  private static IndexOutOfBoundsException outOfBounds(
      String name, int arrayLength, int offset, int n) {
    return new IndexOutOfBoundsException(
        name
            + ": "
            + n
            + " elements from offset "
            + offset
            + " do not lie within an array of length "
            + arrayLength);
  }
}
