package dev.fluxion.autodiff.layout;

import java.util.Arrays;

/**
 * The extents of a row-major tensor, for example {@code 32×784}. A shape without extents is a
 * scalar; scalars are kept in double.
 */
public final class Shape {
  /** The shape of a number. */
  public static final Shape SCALAR = new Shape();

  private final int[] extents;
  private final int size;

  private Shape(int... extents) {
    this.extents = extents;
    long product = 1;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(extents));
      }
      product = Math.multiplyExact(product, (long) extent);
      if (product > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(extents) + " holds more elements than a Java array can");
      }
    }
    this.size = (int) product;
  }

  /** A shape of the given extents; none for a scalar. */
  public static Shape of(int... extents) {
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /** Number of dimensions; 0 for a scalar. */
  public int rank() {
    return extents.length;
  }

  /** Whether this is the shape of a number. */
  public boolean isScalar() {
    return extents.length == 0;
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** The extent of one dimension, from 0. */
  public int extent(int dimension) {
    return extents[dimension];
  }

  /** Extent of the last dimension; 1 for a scalar. */
  public int columns() {
    return extents.length == 0 ? 1 : extents[extents.length - 1];
  }

  /** Product of all extents but the last; 1 for scalars and vectors. */
  public int rows() {
    int rows = 1;
    for (int i = 0; i < extents.length - 1; i++) {
      rows *= extents[i];
    }
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** For example {@code 32×784}, or {@code scalar}. */
  @Override
  public String toString() {
    if (extents.length == 0) {
      return "scalar";
    }
    StringBuilder text = new StringBuilder().append(extents[0]);
    for (int i = 1; i < extents.length; i++) {
      text.append('×').append(extents[i]);
    }
    return text.toString();
  }
}
