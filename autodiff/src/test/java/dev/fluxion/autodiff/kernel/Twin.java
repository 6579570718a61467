package dev.fluxion.autodiff.kernel;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A kernel in its forms, and what it must give. {@link #ALL} lists every kernel but the matrix
 * product and the transpose: listing a kernel there is all that it takes to have it tested.
 *
 * @param name class and method, then the parameters if there are any
 * @param arrays the names of its array arguments, in order, outputs last
 * @param aliases pairs of arguments that may be the same elements
 * @param offsets whether the arrays come with offsets
 * @param facade what everybody calls
 * @param scalar its scalar form
 * @param vector its vector form; loaded only when it runs, for the vector module may be absent
 * @param reference an independent and naive statement of the formula; null where the form is tested
 *     for its error elsewhere ({@link TranscendentalTest})
 */
record Twin(
    String name,
    List<String> arrays,
    List<int[]> aliases,
    boolean offsets,
    Form facade,
    Form scalar,
    Form vector,
    Form reference) {

  /** Runs on {@code n} elements of arrays with offsets; returns the reduction, if it is one. */
  interface Form {
    double run(int n, float[][] arrays, int[] offsets);
  }

  /** What happens to the i-th elements of all arrays, changed in place. */
  interface Element {
    void apply(float[] v);
  }

  /** What the i-th elements of all arrays contribute to a sum. */
  interface Term {
    double of(float[] v);
  }

  interface One {
    void run(int n, float[] x, int xOffset);
  }

  interface Two {
    void run(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  interface Three {
    void run(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset);
  }

  interface Reduce1 {
    double run(int n, float[] x, int xOffset);
  }

  interface Reduce2 {
    double run(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  private static final List<int[]> NONE = List.of();
  private static final List<int[]> IN_PLACE = List.of(new int[] {0, 1});
  private static final List<int[]> ONTO_EITHER = List.of(new int[] {0, 2}, new int[] {1, 2});
  private static final float[] ALPHAS = {-1.7f, 1f, 0f, 3e-39f, Float.NaN};

  static final List<Twin> ALL =
      Stream.of(
              elementwise(),
              activations(),
              reductions(),
              IntStream.range(0, ALPHAS.length).mapToObj(i -> ALPHAS[i]).flatMap(Twin::scaled),
              steps())
          .flatMap(s -> s)
          .toList();

  private static Stream<Twin> elementwise() {
    return Stream.of(
        three(
            "Add.add",
            "x y z",
            ONTO_EITHER,
            Add::add,
            Add.Scalar::add,
            () -> Add.Vector::add,
            v -> v[2] = (float) ((double) v[0] + v[1])),
        three(
            "Subtract.subtract",
            "x y z",
            ONTO_EITHER,
            Subtract::subtract,
            Subtract.Scalar::subtract,
            () -> Subtract.Vector::subtract,
            v -> v[2] = (float) ((double) v[0] - v[1])),
        three(
            "Multiply.multiply",
            "x y z",
            ONTO_EITHER,
            Multiply::multiply,
            Multiply.Scalar::multiply,
            () -> Multiply.Vector::multiply,
            v -> v[2] = (float) ((double) v[0] * v[1])),
        three(
            "MultiplyAdd.multiplyAdd",
            "x y z",
            ONTO_EITHER,
            MultiplyAdd::multiplyAdd,
            MultiplyAdd.Scalar::multiplyAdd,
            () -> MultiplyAdd.Vector::multiplyAdd,
            v -> v[2] = Math.fma(v[0], v[1], v[2])));
  }

  private static Stream<Twin> activations() {
    return Stream.of(
        two(
            "Relu.relu",
            "x y",
            IN_PLACE,
            Relu::relu,
            Relu.Scalar::relu,
            () -> Relu.Vector::relu,
            v -> v[1] = v[0] > 0 || Float.isNaN(v[0]) ? v[0] : 0f),
        three(
            "Relu.reluBackward",
            "x dy dx",
            NONE,
            Relu::reluBackward,
            Relu.Scalar::reluBackward,
            () -> Relu.Vector::reluBackward,
            v -> v[2] = v[2] + (v[0] > 0 ? v[1] : 0f)),
        two(
            "Square.square",
            "x y",
            IN_PLACE,
            Square::square,
            Square.Scalar::square,
            () -> Square.Vector::square,
            v -> v[1] = (float) ((double) v[0] * v[0])),
        three(
            "Square.squareBackward",
            "x dy dx",
            NONE,
            Square::squareBackward,
            Square.Scalar::squareBackward,
            () -> Square.Vector::squareBackward,
            v -> v[2] = Math.fma(2 * v[0], v[1], v[2])),
        two(
            "Sigmoid.sigmoid",
            "x y",
            IN_PLACE,
            Sigmoid::sigmoid,
            Sigmoid.Scalar::sigmoid,
            () -> Sigmoid.Vector::sigmoid,
            null),
        three(
            "Sigmoid.sigmoidBackward",
            "y dy dx",
            NONE,
            Sigmoid::sigmoidBackward,
            Sigmoid.Scalar::sigmoidBackward,
            () -> Sigmoid.Vector::sigmoidBackward,
            v -> v[2] = Math.fma(v[1], v[0] * (1 - v[0]), v[2])),
        two(
            "Tanh.tanh",
            "x y",
            IN_PLACE,
            Tanh::tanh,
            Tanh.Scalar::tanh,
            () -> Tanh.Vector::tanh,
            null),
        three(
            "Tanh.tanhBackward",
            "y dy dx",
            NONE,
            Tanh::tanhBackward,
            Tanh.Scalar::tanhBackward,
            () -> Tanh.Vector::tanhBackward,
            v -> v[2] = Math.fma(v[1], Math.fma(-v[0], v[0], 1f), v[2])),
        two("Exp.exp", "x y", IN_PLACE, Exp::exp, Exp.Scalar::exp, () -> Exp.Vector::exp, null));
  }

  private static Stream<Twin> reductions() {
    return Stream.of(
        reduce2(
            "Dot.dot", Dot::dot, Dot.Scalar::dot, () -> Dot.Vector::dot, v -> (double) v[0] * v[1]),
        reduce1(
            "Dot.sumOfSquares",
            Dot::sumOfSquares,
            (n, x, xo) -> Dot.Scalar.dot(n, x, xo, x, xo),
            () -> (n, x, xo) -> Dot.Vector.dot(n, x, xo, x, xo),
            v -> (double) v[0] * v[0]),
        reduce1("Sum.sum", Sum::sum, Sum.Scalar::sum, () -> Sum.Vector::sum, v -> v[0]),
        reduce2(
            "SquaredDistance.squaredDistance",
            SquaredDistance::squaredDistance,
            SquaredDistance.Scalar::squaredDistance,
            () -> SquaredDistance.Vector::squaredDistance,
            v -> ((double) v[0] - v[1]) * ((double) v[0] - v[1])),
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

  private static Stream<Twin> scaled(float alpha) {
    return Stream.of(
        one(
            "Scale.scale alpha=" + alpha,
            (n, x, xo) -> Scale.scale(n, alpha, x, xo),
            (n, x, xo) -> Scale.Scalar.scale(n, alpha, x, xo),
            () -> (n, x, xo) -> Scale.Vector.scale(n, alpha, x, xo),
            v -> v[0] = (float) ((double) alpha * v[0])),
        one(
            "AddScalar.addScalar alpha=" + alpha,
            (n, x, xo) -> AddScalar.addScalar(n, alpha, x, xo),
            (n, x, xo) -> AddScalar.Scalar.addScalar(n, alpha, x, xo),
            () -> (n, x, xo) -> AddScalar.Vector.addScalar(n, alpha, x, xo),
            v -> v[0] = (float) ((double) v[0] + alpha)),
        two(
            "Axpy.axpy alpha=" + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Axpy.axpy(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Axpy.Scalar.axpy(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Axpy.Vector.axpy(n, alpha, x, xo, y, yo),
            v -> v[1] = Math.fma(alpha, v[0], v[1])),
        three(
            "Axpy.axpyDifference alpha=" + alpha,
            "x y z",
            ONTO_EITHER,
            (n, x, xo, y, yo, z, zo) -> Axpy.axpyDifference(n, alpha, x, xo, y, yo, z, zo),
            (n, x, xo, y, yo, z, zo) -> Axpy.Scalar.axpyDifference(n, alpha, x, xo, y, yo, z, zo),
            () ->
                (n, x, xo, y, yo, z, zo) ->
                    Axpy.Vector.axpyDifference(n, alpha, x, xo, y, yo, z, zo),
            v -> v[2] = Math.fma(alpha, v[0] - v[1], v[2])));
  }

  private static Stream<Twin> steps() {
    return Stream.concat(
        Stream.of(false, true).map(Twin::momentum),
        Stream.of(
            new Twin(
                "AdamStep.step",
                List.of("theta", "gradient", "first", "second"),
                NONE,
                false,
                (n, a, o) -> {
                  AdamStep.step(
                      n, 0.1f, 1.2f, 0.9f, 0.1f, 0.99f, 0.01f, 1e-8f, 0.01f, 0.98f, a[0], a[1],
                      a[2], a[3]);
                  return 0;
                },
                (n, a, o) -> {
                  AdamStep.Scalar.step(
                      0, n, 0.1f, 1.2f, 0.9f, 0.1f, 0.99f, 0.01f, 1e-8f, 0.01f, 0.98f, a[0], a[1],
                      a[2], a[3]);
                  return 0;
                },
                (n, a, o) -> {
                  AdamStep.Vector.step(
                      n, 0.1f, 1.2f, 0.9f, 0.1f, 0.99f, 0.01f, 1e-8f, 0.01f, 0.98f, a[0], a[1],
                      a[2], a[3]);
                  return 0;
                },
                each(
                    v -> {
                      float d = Math.fma(0.01f, v[0], v[1]);
                      v[2] = Math.fma(0.9f, v[2], 0.1f * d);
                      v[3] = Math.fma(0.99f, v[3], 0.01f * (d * d));
                      float root = Math.fma(1.2f, (float) Math.sqrt(v[3]), 1e-8f);
                      v[0] = Math.fma(-0.1f, v[2] / root, 0.98f * v[0]);
                    }))));
  }

  private static Twin momentum(boolean nesterov) {
    return new Twin(
        "MomentumStep.step nesterov=" + nesterov,
        List.of("theta", "gradient", "velocity"),
        NONE,
        false,
        (n, a, o) -> {
          MomentumStep.step(n, 0.1f, 0.9f, 0.3f, 0.01f, nesterov, a[0], a[1], a[2]);
          return 0;
        },
        (n, a, o) -> {
          MomentumStep.Scalar.step(0, n, 0.1f, 0.9f, 0.3f, 0.01f, nesterov, a[0], a[1], a[2]);
          return 0;
        },
        (n, a, o) -> {
          MomentumStep.Vector.step(n, 0.1f, 0.9f, 0.3f, 0.01f, nesterov, a[0], a[1], a[2]);
          return 0;
        },
        each(
            v -> {
              float d = Math.fma(0.01f, v[0], v[1]);
              v[2] = Math.fma(0.9f, v[2], 0.3f * d);
              v[0] = Math.fma(-0.1f, nesterov ? Math.fma(0.9f, v[2], d) : v[2], v[0]);
            }));
  }

  private static Twin one(
      String name, One facade, One scalar, Supplier<One> vector, Element element) {
    return new Twin(
        name,
        List.of("x"),
        NONE,
        true,
        form(facade),
        form(scalar),
        (n, a, o) -> form(vector.get()).run(n, a, o),
        each(element));
  }

  private static Twin two(
      String name,
      String arrays,
      List<int[]> aliases,
      Two facade,
      Two scalar,
      Supplier<Two> vector,
      Element element) {
    return new Twin(
        name,
        List.of(arrays.split(" ")),
        aliases,
        true,
        form(facade),
        form(scalar),
        (n, a, o) -> form(vector.get()).run(n, a, o),
        each(element));
  }

  private static Twin three(
      String name,
      String arrays,
      List<int[]> aliases,
      Three facade,
      Three scalar,
      Supplier<Three> vector,
      Element element) {
    return new Twin(
        name,
        List.of(arrays.split(" ")),
        aliases,
        true,
        form(facade),
        form(scalar),
        (n, a, o) -> form(vector.get()).run(n, a, o),
        each(element));
  }

  private static Twin reduce1(
      String name, Reduce1 facade, Reduce1 scalar, Supplier<Reduce1> vector, Term t) {
    return new Twin(
        name,
        List.of("x"),
        NONE,
        true,
        (n, a, o) -> facade.run(n, a[0], o[0]),
        (n, a, o) -> scalar.run(n, a[0], o[0]),
        (n, a, o) -> vector.get().run(n, a[0], o[0]),
        canonicalSum(t));
  }

  private static Twin reduce2(
      String name, Reduce2 facade, Reduce2 scalar, Supplier<Reduce2> vector, Term t) {
    return new Twin(
        name,
        List.of("x", "y"),
        IN_PLACE,
        true,
        (n, a, o) -> facade.run(n, a[0], o[0], a[1], o[1]),
        (n, a, o) -> scalar.run(n, a[0], o[0], a[1], o[1]),
        (n, a, o) -> vector.get().run(n, a[0], o[0], a[1], o[1]),
        canonicalSum(t));
  }

  private static Form form(One kernel) {
    return (n, a, o) -> {
      kernel.run(n, a[0], o[0]);
      return 0;
    };
  }

  private static Form form(Two kernel) {
    return (n, a, o) -> {
      kernel.run(n, a[0], o[0], a[1], o[1]);
      return 0;
    };
  }

  private static Form form(Three kernel) {
    return (n, a, o) -> {
      kernel.run(n, a[0], o[0], a[1], o[1], a[2], o[2]);
      return 0;
    };
  }

  /** One element after another. */
  private static Form each(Element element) {
    if (element == null) {
      return null;
    }
    return (n, a, o) -> {
      for (int i = 0; i < n; i++) {
        float[] v = elements(a, o, i);
        element.apply(v);
        for (int j = 0; j < v.length; j++) {
          a[j][o[j] + i] = v[j];
        }
      }
      return 0;
    };
  }

  /** The order that {@link CanonicalOrder} promises, as it is said there. */
  private static Form canonicalSum(Term term) {
    return (n, a, o) -> {
      double[] partial = new double[32];
      for (int i = 0; i < n / 32 * 32; i++) {
        partial[i % 32] += term.of(elements(a, o, i));
      }
      for (int half = 16; half >= 8; half /= 2) {
        for (int j = 0; j < half; j++) {
          partial[j] += partial[j + half];
        }
      }
      for (int width = 1; width <= 4; width *= 2) {
        for (int j = 0; j < 8; j += 2 * width) {
          partial[j] += partial[j + width];
        }
      }
      double sum = partial[0];
      for (int i = n / 32 * 32; i < n; i++) {
        sum += term.of(elements(a, o, i));
      }
      return sum;
    };
  }

  private static float[] elements(float[][] a, int[] o, int i) {
    float[] v = new float[a.length];
    for (int j = 0; j < v.length; j++) {
      v[j] = a[j][o[j] + i];
    }
    return v;
  }

  @Override
  public String toString() {
    return name;
  }
}
