package dev.fluxion.propertytests.arbitraries;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Doubles for numerics. jqwik's own lie on a grid of two decimals and have neither NaN nor
 * subnormals among their edge cases; these have every exponent equally often.
 *
 * <p>They shrink to rounder numbers: to a positive sign, to an exponent near 0, to a mantissa with
 * few leading bits (1, 1.5, 1.25, 1.75 …).
 *
 * <pre>{@code
 * @Property
 * void absIsNotNegative(@ForAll("x") double x) { … }
 *
 * @Provide
 * Arbitrary<Double> x() { return Doubles.any(); }
 * }</pre>
 */
public final class Doubles {
  private static final int MANTISSA_BITS = 52;

  private Doubles() {}

  /** {@code ±1.m · 2^e} with e uniform in {@code [low, high]} and m uniform. */
  public static Arbitrary<Double> spread(int low, int high) {
    return Combinators.combine(Arbitraries.of(1.0, -1.0), positive(low, high)).as((s, x) -> s * x);
  }

  /** The positive half of {@link #spread}. */
  public static Arbitrary<Double> positive(int low, int high) {
    Arbitrary<Integer> exponent =
        Arbitraries.integers()
            .between(low, high)
            .withDistribution(RandomDistribution.uniform())
            .shrinkTowards(Math.clamp(0, low, high));
    return Combinators.combine(exponent, mantissa()).as((e, m) -> Math.scalb(m, e));
  }

  /** Positive numbers of {@code [low, high]}, about log-uniform; both must be positive. */
  public static Arbitrary<Double> logUniform(double low, double high) {
    return positive(Math.getExponent(low), Math.getExponent(high))
        .map(x -> Math.clamp(x, low, high));
  }

  /** Any finite number, subnormals included, every exponent equally often. */
  public static Arbitrary<Double> wild() {
    return spread(Double.MIN_EXPONENT - MANTISSA_BITS, Double.MAX_EXPONENT);
  }

  /** The values that algorithms get wrong. */
  public static Arbitrary<Double> special() {
    return Arbitraries.of(
        0.0,
        -0.0,
        1.0,
        -1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MIN_VALUE,
        -Double.MIN_VALUE);
  }

  /** Values that are not finite. */
  public static Arbitrary<Double> notFinite() {
    return Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  /** A number at most so many ulps from one of the given ones; shrinks to it. */
  public static Arbitrary<Double> near(Arbitrary<Double> numbers, int ulps) {
    return Combinators.combine(numbers, Arbitraries.integers().between(-ulps, ulps))
        .as(Doubles::neighbour);
  }

  /** Ordinary numbers, wild ones, special ones and their neighbours. */
  public static Arbitrary<Double> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, spread(-8, 8)),
        Tuple.of(3, wild()),
        Tuple.of(2, special()),
        Tuple.of(1, near(special(), 3)));
  }

  private static double neighbour(double x, int ulps) {
    double y = x;
    for (int i = 0; i < Math.abs(ulps); i++) {
      y = ulps > 0 ? Math.nextUp(y) : Math.nextDown(y);
    }
    return y;
  }

  /**
   * {@code 1.m}: the bits of m are those of an integer backwards, so that it shrinks from behind.
   */
  private static Arbitrary<Double> mantissa() {
    return Arbitraries.longs()
        .between(0, (1L << MANTISSA_BITS) - 1)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .map(m -> 1 + Math.scalb((double) (Long.reverse(m) >>> 64 - MANTISSA_BITS), -52));
  }
}
