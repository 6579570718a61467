package dev.fluxion.autodiff.random;

import dev.fluxion.autodiff.kernel.Simd;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector species of the generators. Loaded only where the vector module is present. */
final class Lanes {
  /** As many ints as one vector holds. */
  static final VectorSpecies<Integer> INT;

  /** As many floats as one vector holds. */
  static final VectorSpecies<Float> FLOAT;

  static {
    VectorShape shape = VectorShape.forBitSize(Math.max(128, Simd.BITS));
    INT = VectorSpecies.of(int.class, shape);
    FLOAT = VectorSpecies.of(float.class, shape);
  }

  private Lanes() {}
}
