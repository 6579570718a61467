package dev.fluxion.propertytests.arbitraries;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Arguments of a kernel: several arrays of which {@code length} elements from an offset take part.
 * Every array goes on behind them, and the guards before and behind are ordinary elements, so that
 * comparing whole arrays shows any read or write out of place.
 *
 * @param length the number of elements that take part
 * @param arrays the arrays
 * @param offsets where each begins
 */
public record Slices(int length, float[][] arrays, int[] offsets) {
  private static final int GUARD = 19; // longer than any vector

  private static final Integer[] EDGES = {
    0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 127, 128, 129, 255, 256, 257
  };

  /** Lengths up to a maximum, those at the edges of vectors and of partial sums most often. */
  public static Arbitrary<Integer> lengths(int maximum) {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of(EDGES).filter(n -> n <= maximum)),
        Tuple.of(
            1,
            Arbitraries.integers()
                .between(0, maximum)
                .withDistribution(RandomDistribution.uniform())));
  }

  /** So many arrays of one length with offsets of their own. */
  public static Arbitrary<Slices> of(int count, Arbitrary<Float> elements, int maximum) {
    return lengths(maximum)
        .flatMap(
            n ->
                Combinators.combine(
                        elements
                            .array(float[].class)
                            .ofSize(n + 2 * GUARD)
                            .array(float[][].class)
                            .ofSize(count),
                        Arbitraries.integers().between(0, GUARD).array(int[].class).ofSize(count))
                    .as((arrays, offsets) -> new Slices(n, arrays, offsets)))
        .withoutEdgeCases();
  }

  /** A deep copy, to run another form on. */
  public Slices copy() {
    float[][] copies = new float[arrays.length][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = arrays[i].clone();
    }
    return new Slices(length, copies, offsets);
  }

  /** All bits of all arrays, guards included; every NaN counts as the same. */
  public int[][] bits() {
    int[][] bits = new int[arrays.length][];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = bits(arrays[i]);
    }
    return bits;
  }

  /** The bits of an array; every NaN counts as the same. */
  public static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]);
    }
    return bits;
  }
}
