package dev.fluxion.autodiff.kernel;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector species that all kernels use. Loaded only where the vector module is present.
 *
 * <p>They must be {@code static final}: a species that the compiler cannot see as a constant makes
 * a loop 18 times slower and lets it allocate.
 *
 * <p>A loop that treats special vectors apart calls a method of arrays and offsets for the ordinary
 * ones. C2 inlines what it has seen often enough; where special numbers came first, that is not the
 * ordinary path, and a method of vectors that is not inlined boxes its arguments for good. One of
 * arrays is a call, and nothing else.
 */
final class Species {
  /** As many floats as one vector of {@link Simd#BITS} holds. */
  static final VectorSpecies<Float> FLOAT;

  /** As many ints as {@link #FLOAT} has lanes. */
  static final VectorSpecies<Integer> INT;

  /** As many doubles as one vector of {@link Simd#BITS} holds. */
  static final VectorSpecies<Double> DOUBLE;

  /** Floats that widen to one {@link #DOUBLE} vector. */
  static final VectorSpecies<Float> HALF;

  static {
    VectorShape shape = VectorShape.forBitSize(Math.max(128, Simd.BITS));
    FLOAT = VectorSpecies.of(float.class, shape);
    INT = VectorSpecies.of(int.class, shape);
    DOUBLE = VectorSpecies.of(double.class, shape);
    HALF = VectorSpecies.of(float.class, VectorShape.forBitSize(shape.vectorBitSize() / 2));
  }

  private Species() {}
}
