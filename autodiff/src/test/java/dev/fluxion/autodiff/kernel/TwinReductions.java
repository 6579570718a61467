package dev.fluxion.autodiff.kernel;

import static dev.fluxion.autodiff.kernel.Twin.IN_PLACE;
import static dev.fluxion.autodiff.kernel.Twin.NONE;
import static dev.fluxion.autodiff.kernel.Twin.single;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kernels that reduce a vector to a number or find a place in it. */
final class TwinReductions {
  private TwinReductions() {}

  static Stream<Twin> all() {
    return Stream.of(sums(), extremes(), places()).flatMap(s -> s);
  }

  private static Stream<Twin> sums() {
    return Stream.of(
        reduce(
            "Dot.dot",
            Dot::dot,
            Dot.Scalar::dot,
            () -> Dot.Vector::dot,
            sum(v -> (double) v[0] * v[1])),
        single(
            "Dot.sumOfSquares",
            List.of("x"),
            NONE,
            (n, a, o) -> Dot.sumOfSquares(n, a[0], o[0]),
            sum(v -> (double) v[0] * v[0])),
        reduce(
            "Norm.sumOfSquares",
            Norm::sumOfSquares,
            Norm.Scalar::sumOfSquares,
            () -> Norm.Vector::sumOfSquares,
            sum(v -> (double) v[0] * v[0])),
        single(
            "Norm.norm",
            List.of("x"),
            NONE,
            (n, a, o) -> Norm.norm(n, a[0], o[0]),
            (n, a, o) -> Math.sqrt(sum(v -> (double) v[0] * v[0]).run(n, a, o))),
        reduce("Sum.sum", Sum::sum, Sum.Scalar::sum, () -> Sum.Vector::sum, sum(v -> v[0])),
        reduce(
            "AbsoluteSum.absoluteSum",
            AbsoluteSum::absoluteSum,
            AbsoluteSum.Scalar::absoluteSum,
            () -> AbsoluteSum.Vector::absoluteSum,
            sum(v -> Math.abs(v[0]))),
        reduce(
            "SquaredDistance.squaredDistance",
            SquaredDistance::squaredDistance,
            SquaredDistance.Scalar::squaredDistance,
            () -> SquaredDistance.Vector::squaredDistance,
            sum(v -> ((double) v[0] - v[1]) * ((double) v[0] - v[1]))),
        reduce(
            "FloatDot.dot",
            FloatDot::dot,
            FloatDot.Scalar::dot,
            () -> FloatDot.Vector::dot,
            (n, a, o) ->
                Canonical.floatSum(
                    n, 64, 16, (s, i) -> Math.fma(a[0][o[0] + i], a[1][o[1] + i], (float) s))));
  }

  private static Stream<Twin> extremes() {
    return Stream.of(
        reduce(
            "Max.max",
            Max::max,
            Max.Scalar::max,
            () -> Max.Vector::max,
            (n, a, o) -> elements(n, a, o).max().orElse(Double.NEGATIVE_INFINITY)),
        reduce(
            "Min.min",
            Min::min,
            Min.Scalar::min,
            () -> Min.Vector::min,
            (n, a, o) -> elements(n, a, o).min().orElse(Double.POSITIVE_INFINITY)),
        reduce(
            "AbsoluteMax.absoluteMax",
            AbsoluteMax::absoluteMax,
            AbsoluteMax.Scalar::absoluteMax,
            () -> AbsoluteMax.Vector::absoluteMax,
            (n, a, o) -> elements(n, a, o).map(Math::abs).max().orElse(0)),
        single(
            "ArgMax.argMax",
            List.of("x"),
            NONE,
            (n, a, o) -> ArgMax.argMax(n, a[0], o[0]),
            (n, a, o) -> first(n, a, o, elements(n, a, o).max().orElse(0), false)),
        single(
            "ArgMin.argMin",
            List.of("x"),
            NONE,
            (n, a, o) -> ArgMin.argMin(n, a[0], o[0]),
            (n, a, o) -> first(n, a, o, elements(n, a, o).min().orElse(0), false)),
        single(
            "AbsoluteMax.index",
            List.of("x"),
            NONE,
            (n, a, o) -> AbsoluteMax.index(n, a[0], o[0]),
            (n, a, o) -> first(n, a, o, elements(n, a, o).map(Math::abs).max().orElse(0), true)),
        new Twin(
            "AllFinite.allFinite",
            List.of("x"),
            NONE,
            true,
            (n, a, o) -> AllFinite.allFinite(n, a[0], o[0]) ? 1 : 0,
            (n, a, o) -> AllFinite.Scalar.allFinite(n, a[0], o[0]) ? 1 : 0,
            (n, a, o) -> AllFinite.Vector.allFinite(n, a[0], o[0]) ? 1 : 0,
            (n, a, o) ->
                IntStream.range(0, n).allMatch(i -> Float.isFinite(a[0][o[0] + i])) ? 1 : 0));
  }

  private static Stream<Twin> places() {
    return Stream.of(-3f, 0f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY)
        .flatMap(
            value ->
                Stream.of(
                    new Twin(
                        "FirstIndex.of " + value,
                        List.of("x"),
                        NONE,
                        true,
                        (n, a, o) -> FirstIndex.of(value, n, a[0], o[0]),
                        (n, a, o) -> FirstIndex.Scalar.of(value, 0, n, a[0], o[0]),
                        (n, a, o) -> FirstIndex.Vector.of(value, n, a[0], o[0]),
                        (n, a, o) -> first(n, a, o, value, false)),
                    new Twin(
                        "FirstIndex.ofAbsolute " + value,
                        List.of("x"),
                        NONE,
                        true,
                        (n, a, o) -> FirstIndex.ofAbsolute(value, n, a[0], o[0]),
                        (n, a, o) -> FirstIndex.Scalar.ofAbsolute(value, 0, n, a[0], o[0]),
                        (n, a, o) -> FirstIndex.Vector.ofAbsolute(value, n, a[0], o[0]),
                        (n, a, o) -> first(n, a, o, value, true))));
  }

  private static Twin reduce(
      String name,
      Twin.Reduce1 facade,
      Twin.Reduce1 scalar,
      Supplier<Twin.Reduce1> vector,
      Twin.Form reference) {
    return new Twin(
        name,
        List.of("x"),
        NONE,
        true,
        (n, a, o) -> facade.run(n, a[0], o[0]),
        (n, a, o) -> scalar.run(n, a[0], o[0]),
        (n, a, o) -> vector.get().run(n, a[0], o[0]),
        reference);
  }

  private static Twin reduce(
      String name,
      Twin.Reduce2 facade,
      Twin.Reduce2 scalar,
      Supplier<Twin.Reduce2> vector,
      Twin.Form reference) {
    return new Twin(
        name,
        List.of("x", "y"),
        IN_PLACE,
        true,
        (n, a, o) -> facade.run(n, a[0], o[0], a[1], o[1]),
        (n, a, o) -> scalar.run(n, a[0], o[0], a[1], o[1]),
        (n, a, o) -> vector.get().run(n, a[0], o[0], a[1], o[1]),
        reference);
  }

  private static Twin.Form sum(Twin.Term term) {
    return (n, a, o) -> Canonical.sum(n, (s, i) -> s + term.of(Twin.elements(a, o, i)));
  }

  private static DoubleStream elements(int n, float[][] a, int[] o) {
    return IntStream.range(0, n).mapToDouble(i -> a[0][o[0] + i]);
  }

  /** The first place of a value; NaN is one. */
  private static int first(int n, float[][] a, int[] o, double value, boolean absolute) {
    return IntStream.range(0, n)
        .filter(
            i -> {
              double x = absolute ? Math.abs(a[0][o[0] + i]) : a[0][o[0] + i];
              return x == value || Double.isNaN(x) && Double.isNaN(value);
            })
        .findFirst()
        .orElse(-1);
  }
}
