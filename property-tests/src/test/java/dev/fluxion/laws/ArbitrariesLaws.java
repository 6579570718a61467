package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import dev.fluxion.propertytests.arbitraries.Floats;
import dev.fluxion.propertytests.arbitraries.Slices;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;

/** The arbitraries give what they promise, and shrink to rounder values. */
class ArbitrariesLaws {
  @Property(seed = Laws.SEED, tries = 500)
  void spreadKeepsToItsExponents(@ForAll("spread") float x) {
    assertTrue(Math.getExponent(x) >= -3 && Math.getExponent(x) <= 6); // 2⁶ by rounding up
  }

  @Property(seed = Laws.SEED, tries = 500)
  void logUniformKeepsToItsRange(@ForAll("logUniform") double x) {
    assertTrue(x >= 3e-5 && x <= 7e4);
  }

  @Example
  void everyExponentIsEquallyLikely() {
    int[] counts = new int[8];
    sample(Floats.positive(0, 7), 8000).forEach(x -> counts[Math.getExponent(x)]++);
    assertTrue(Arrays.stream(counts).allMatch(c -> c > 800 && c < 1200), Arrays.toString(counts));
  }

  @Example
  void anyHoldsEveryKindOfNumber() {
    Map<String, Predicate<Double>> kinds =
        Map.of(
            "NaN", x -> Double.isNaN(x),
            "infinity", x -> Double.isInfinite(x),
            "negative zero", x -> Double.doubleToRawLongBits(x) == Long.MIN_VALUE,
            "subnormal", x -> x != 0 && Math.abs(x) < Double.MIN_NORMAL,
            "huge", x -> x > 1e300 && x < Double.MAX_VALUE,
            "ordinary", x -> Math.abs(x) > 0.01 && Math.abs(x) < 100,
            "negative", x -> x < 0);
    List<Double> doubles = sample(Doubles.any(), 2000);
    List<Float> floats = sample(Floats.any(), 2000);
    kinds.forEach((kind, test) -> assertTrue(doubles.stream().anyMatch(test), kind));
    assertTrue(floats.stream().anyMatch(x -> Float.isNaN(x)));
    assertTrue(floats.stream().anyMatch(x -> Float.floatToRawIntBits(x) == Integer.MIN_VALUE));
    assertTrue(floats.stream().anyMatch(x -> x != 0 && Math.abs(x) < Float.MIN_NORMAL));
    assertTrue(floats.stream().anyMatch(x -> x > 1e38f && x < Float.MAX_VALUE));
  }

  @Property(seed = Laws.SEED, tries = 200)
  void neighboursAreAtMostSoManyUlpsAway(@ForAll("nearOne") float x) {
    assertTrue(Math.abs(Float.floatToIntBits(x) - Float.floatToIntBits(1f)) <= 2);
  }

  @Property(seed = Laws.SEED, tries = 100)
  void slicesHaveGuardsOnBothSides(@ForAll("slices") Slices slices) {
    for (int i = 0; i < 3; i++) {
      assertTrue(slices.offsets()[i] >= 0);
      assertTrue(slices.arrays()[i].length >= slices.offsets()[i] + slices.length() + 16);
    }
  }

  /** The gradient at a + q is λq for the axes q: here, that trace and norm are those of Λ. */
  @Property(seed = Laws.SEED, tries = 100)
  void bowlsHaveTheEigenvaluesTheyClaim(@ForAll("bowls") Bowl bowl) {
    double[] lambda = bowl.eigenvalues();
    double[][] matrix = bowl.matrix();
    double slack = Tolerances.reflections(bowl.dimension());
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < lambda.length; i++) {
      trace += matrix[i][i];
      squares += DoubleStream.of(matrix[i]).map(x -> x * x).sum();
    }
    double sum = DoubleStream.of(lambda).sum();
    double sumOfSquares = DoubleStream.of(lambda).map(x -> x * x).sum();
    assertEquals(sum, trace, slack * sum);
    assertEquals(sumOfSquares, squares, slack * sumOfSquares);
    double smallest = DoubleStream.of(lambda).min().orElseThrow();
    double largest = DoubleStream.of(lambda).max().orElseThrow();
    assertEquals(bowl.curvature() * bowl.condition(), largest);
    assertTrue(bowl.dimension() == 1 || smallest == bowl.curvature());
    assertEquals(0, bowl.definition().value(bowl.center()));
    assertTrue(bowl.definition().value(bowl.start()) > 0);
  }

  @Example
  void numbersShrinkToRoundOnes() {
    assertEquals(1, shrunk(Doubles.spread(-20, 20), x -> true));
    assertEquals(128, shrunk(Doubles.spread(-20, 20), x -> x > 100));
    assertEquals(1.5, shrunk(Doubles.spread(-20, 20), x -> x > 1 && x < 2));
    assertEquals(-1, shrunk(Doubles.spread(-20, 20), x -> x < 0));
    assertEquals(0.0625, shrunk(Doubles.positive(-20, -4), x -> true));
    assertEquals(1f, shrunk(Floats.near(Floats.positive(0, 3), 3), x -> true));
  }

  @Example
  void bowlsShrinkToPlainOnes() {
    assertEquals(new Bowl(1, 1, 1, 0, 0, 0), shrunk(Bowl.arbitrary(10, 100), b -> true));
    assertEquals(
        new Bowl(2, 1, 12, 0, 0, 0), shrunk(Bowl.arbitrary(10, 100), b -> b.condition() >= 10));
  }

  private static <T> List<T> sample(Arbitrary<T> arbitrary, int count) {
    Random random = new Random(1);
    return Stream.generate(() -> arbitrary.generator(1000).next(random).value())
        .limit(count)
        .toList();
  }

  /** The roundest value that still fails: the nearest smaller one that does, again and again. */
  private static <T> T shrunk(Arbitrary<T> arbitrary, Predicate<T> fails) {
    Random random = new Random(2);
    Shrinkable<T> best =
        Stream.generate(() -> arbitrary.generator(1000).next(random))
            .filter(s -> fails.test(s.value()))
            .findFirst()
            .orElseThrow();
    while (true) {
      Shrinkable<T> now = best;
      var smaller =
          now.shrink()
              .filter(s -> s.distance().compareTo(now.distance()) < 0 && fails.test(s.value()))
              .min(Comparator.comparing(Shrinkable::distance));
      if (smaller.isEmpty()) {
        return now.value();
      }
      best = smaller.get();
    }
  }

  @Provide
  Arbitrary<Float> spread() {
    return Floats.spread(-3, 5);
  }

  @Provide
  Arbitrary<Double> logUniform() {
    return Doubles.logUniform(3e-5, 7e4);
  }

  @Provide
  Arbitrary<Float> nearOne() {
    return Floats.near(Floats.positive(0, 0).map(x -> 1f), 2);
  }

  @Provide
  Arbitrary<Slices> slices() {
    return Slices.of(3, Floats.any(), 40);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(20, 1e3);
  }
}
