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
