package dev.fluxion.propertytests.arbitraries;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Floats for numerics; see {@link Doubles} for why and how they shrink.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<Float> x() { return Floats.near(Floats.spread(-4, 4), 2); }
 * }</pre>
 */
public final class Floats {
  private Floats() {}

  /** {@code ±1.m · 2^e} with e uniform in {@code [low, high]} and m uniform. */
  public static Arbitrary<Float> spread(int low, int high) {
    return Doubles.spread(low, high).map(Floats::round);
  }

  /** The positive half of {@link #spread}. */
  public static Arbitrary<Float> positive(int low, int high) {
    return Doubles.positive(low, high).map(Floats::round);
  }

  /** Positive numbers of {@code [low, high]}, about log-uniform; both must be positive. */
  public static Arbitrary<Float> logUniform(float low, float high) {
    return Doubles.logUniform(low, high).map(Floats::round);
  }

  /** Any finite number, subnormals included, every exponent equally often. */
  public static Arbitrary<Float> wild() {
    return spread(Float.MIN_EXPONENT - 23, Float.MAX_EXPONENT);
  }

  /** The values that algorithms get wrong. */
  public static Arbitrary<Float> special() {
    return Arbitraries.of(
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MIN_VALUE,
        -Float.MIN_VALUE);
  }

  /** Values that are not finite. */
  public static Arbitrary<Float> notFinite() {
    return Arbitraries.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }

  /** A number at most so many ulps from one of the given ones; shrinks to it. */
  public static Arbitrary<Float> near(Arbitrary<Float> numbers, int ulps) {
    return Combinators.combine(numbers, Arbitraries.integers().between(-ulps, ulps))
        .as(Floats::neighbour);
  }

  /** Ordinary numbers, wild ones, special ones and their neighbours. */
  public static Arbitrary<Float> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, spread(-8, 8)),
        Tuple.of(3, wild()),
        Tuple.of(2, special()),
        Tuple.of(1, near(special(), 3)));
  }

  private static float neighbour(float x, int ulps) {
    float y = x;
    for (int i = 0; i < Math.abs(ulps); i++) {
      y = ulps > 0 ? Math.nextUp(y) : Math.nextDown(y);
    }
    return y;
  }

  /** To the nearest finite float. */
  private static float round(double x) {
    return (float) Math.clamp(x, -Float.MAX_VALUE, Float.MAX_VALUE);
  }
}
