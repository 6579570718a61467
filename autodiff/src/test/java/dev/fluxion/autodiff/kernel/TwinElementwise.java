package dev.fluxion.autodiff.kernel;

import static dev.fluxion.autodiff.kernel.Twin.IN_PLACE;
import static dev.fluxion.autodiff.kernel.Twin.NONE;
import static dev.fluxion.autodiff.kernel.Twin.ONTO_EITHER;
import static dev.fluxion.autodiff.kernel.Twin.each;
import static dev.fluxion.autodiff.kernel.Twin.one;
import static dev.fluxion.autodiff.kernel.Twin.single;
import static dev.fluxion.autodiff.kernel.Twin.three;
import static dev.fluxion.autodiff.kernel.Twin.two;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The elementwise kernels that are no transcendental functions. */
final class TwinElementwise {
  private static final float[] ALPHAS = {-1.7f, 1f, 0f, 3e-39f, Float.NaN};

  private TwinElementwise() {}

  static Stream<Twin> all() {
    return Stream.of(
            arithmetic(),
            kinks(),
            IntStream.range(0, ALPHAS.length)
                .mapToObj(i -> ALPHAS[i])
                .flatMap(TwinElementwise::scaled))
        .flatMap(s -> s);
  }

  private static Stream<Twin> arithmetic() {
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
            v -> v[2] = Math.fma(v[0], v[1], v[2])),
        three(
            "Divide.divide",
            "x y z",
            ONTO_EITHER,
            Divide::divide,
            Divide.Scalar::divide,
            () -> Divide.Vector::divide,
            v -> v[2] = (float) ((double) v[0] / v[1])),
        three(
            "Maximum.maximum",
            "x y z",
            ONTO_EITHER,
            Maximum::maximum,
            Maximum.Scalar::maximum,
            () -> Maximum.Vector::maximum,
            v -> v[2] = larger(v[0], v[1])),
        three(
            "Minimum.minimum",
            "x y z",
            ONTO_EITHER,
            Minimum::minimum,
            Minimum.Scalar::minimum,
            () -> Minimum.Vector::minimum,
            v -> v[2] = -larger(-v[0], -v[1])),
        two(
            "Swap.swap",
            "x y",
            IN_PLACE,
            Swap::swap,
            Swap.Scalar::swap,
            () -> Swap.Vector::swap,
            v -> {
              float t = v[0];
              v[0] = v[1];
              v[1] = t;
            }),
        two(
            "Absolute.absolute",
            "x y",
            IN_PLACE,
            Absolute::absolute,
            Absolute.Scalar::absolute,
            () -> Absolute.Vector::absolute,
            v -> v[1] = v[0] < 0 ? -v[0] : v[0] == 0 ? 0f : v[0]),
        two(
            "Negate.negate",
            "x y",
            IN_PLACE,
            Negate::negate,
            Negate.Scalar::negate,
            () -> Negate.Vector::negate,
            v -> v[1] = v[0] == 0 ? -v[0] : (float) -(double) v[0]),
        two(
            "Sign.sign",
            "x y",
            IN_PLACE,
            Sign::sign,
            Sign.Scalar::sign,
            () -> Sign.Vector::sign,
            v -> v[1] = Math.signum(v[0])),
        three(
            "Absolute.absoluteBackward",
            "x dy dx",
            NONE,
            Absolute::absoluteBackward,
            Absolute.Scalar::absoluteBackward,
            () -> Absolute.Vector::absoluteBackward,
            v -> v[2] = v[2] + (v[0] > 0 ? v[1] : v[0] < 0 ? -v[1] : 0f)),
        single(
            "Copy.copy",
            List.of("x", "y"),
            IN_PLACE,
            (n, a, o) -> {
              Copy.copy(n, a[0], o[0], a[1], o[1]);
              return 0;
            },
            each(v -> v[1] = v[0])));
  }

  private static Stream<Twin> kinks() {
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
            "Relu.reluSlope",
            "y dy",
            NONE,
            Relu::reluSlope,
            Relu.Scalar::reluSlope,
            () -> Relu.Vector::reluSlope,
            v -> v[1] = v[0] > 0 ? v[1] : 0f),
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
            v -> v[2] = Math.fma(2 * v[0], v[1], v[2])));
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
            v -> v[2] = Math.fma(alpha, v[0] - v[1], v[2])),
        single(
            "Fill.fill " + alpha,
            List.of("x"),
            NONE,
            (n, a, o) -> {
              Fill.fill(n, alpha, a[0], o[0]);
              return 0;
            },
            each(v -> v[0] = alpha)),
        two(
            "Scale.scale " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Scale.scale(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Scale.Scalar.scale(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Scale.Vector.scale(n, alpha, x, xo, y, yo),
            v -> v[1] = (float) ((double) alpha * v[0])),
        two(
            "AddScalar.addScalar " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> AddScalar.addScalar(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> AddScalar.Scalar.addScalar(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> AddScalar.Vector.addScalar(n, alpha, x, xo, y, yo),
            v -> v[1] = (float) ((double) v[0] + alpha)),
        two(
            "Divide.divideByScalar " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Divide.divideByScalar(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Divide.Scalar.divideByScalar(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Divide.Vector.divideByScalar(n, alpha, x, xo, y, yo),
            v -> v[1] = (float) ((double) v[0] / alpha)),
        two(
            "Divide.reciprocal " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Divide.reciprocal(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Divide.Scalar.reciprocal(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Divide.Vector.reciprocal(n, alpha, x, xo, y, yo),
            v -> v[1] = (float) ((double) alpha / v[0])),
        two(
            "Maximum.maximum " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Maximum.maximum(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Maximum.Scalar.maximum(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Maximum.Vector.maximum(n, alpha, x, xo, y, yo),
            v -> v[1] = larger(v[0], alpha)),
        two(
            "Minimum.minimum " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Minimum.minimum(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Minimum.Scalar.minimum(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Minimum.Vector.minimum(n, alpha, x, xo, y, yo),
            v -> v[1] = -larger(-v[0], -alpha)),
        two(
            "Axpby.axpby " + alpha + " " + 0.7f,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Axpby.axpby(n, alpha, 0.7f, x, xo, y, yo),
            (n, x, xo, y, yo) -> Axpby.Scalar.axpby(n, alpha, 0.7f, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Axpby.Vector.axpby(n, alpha, 0.7f, x, xo, y, yo),
            v -> v[1] = Math.fma(alpha, v[0], 0.7f * v[1])),
        two(
            "Axpby.axpby " + 1.3f + " " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Axpby.axpby(n, 1.3f, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> Axpby.Scalar.axpby(n, 1.3f, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Axpby.Vector.axpby(n, 1.3f, alpha, x, xo, y, yo),
            v -> v[1] = Math.fma(1.3f, v[0], alpha * v[1])),
        two(
            "LeakyRelu.leakyRelu " + alpha,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> LeakyRelu.leakyRelu(n, alpha, x, xo, y, yo),
            (n, x, xo, y, yo) -> LeakyRelu.Scalar.leakyRelu(n, alpha, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> LeakyRelu.Vector.leakyRelu(n, alpha, x, xo, y, yo),
            v -> v[1] = v[0] > 0 ? v[0] : alpha * v[0]),
        three(
            "LeakyRelu.leakyReluBackward " + alpha,
            "x dy dx",
            NONE,
            (n, x, xo, y, yo, z, zo) -> LeakyRelu.leakyReluBackward(n, alpha, x, xo, y, yo, z, zo),
            (n, x, xo, y, yo, z, zo) ->
                LeakyRelu.Scalar.leakyReluBackward(n, alpha, x, xo, y, yo, z, zo),
            () ->
                (n, x, xo, y, yo, z, zo) ->
                    LeakyRelu.Vector.leakyReluBackward(n, alpha, x, xo, y, yo, z, zo),
            v -> v[2] = v[2] + (v[0] > 0 ? v[1] : alpha * v[1])),
        two(
            "Clamp.clamp " + alpha + " " + 2f,
            "x y",
            IN_PLACE,
            (n, x, xo, y, yo) -> Clamp.clamp(n, alpha, 2f, x, xo, y, yo),
            (n, x, xo, y, yo) -> Clamp.Scalar.clamp(n, alpha, 2f, x, xo, y, yo),
            () -> (n, x, xo, y, yo) -> Clamp.Vector.clamp(n, alpha, 2f, x, xo, y, yo),
            v -> v[1] = -larger(-larger(v[0], alpha), -2f)),
        three(
            "Clamp.clampBackward " + alpha + " " + 2f,
            "x dy dx",
            NONE,
            (n, x, xo, y, yo, z, zo) -> Clamp.clampBackward(n, alpha, 2f, x, xo, y, yo, z, zo),
            (n, x, xo, y, yo, z, zo) ->
                Clamp.Scalar.clampBackward(n, alpha, 2f, x, xo, y, yo, z, zo),
            () ->
                (n, x, xo, y, yo, z, zo) ->
                    Clamp.Vector.clampBackward(n, alpha, 2f, x, xo, y, yo, z, zo),
            v -> v[2] = v[2] + (v[0] >= alpha && v[0] <= 2f ? v[1] : 0f)));
  }

  /** The maximum by the letter: NaN wins, then +0 over −0. */
  private static float larger(float x, float y) {
    if (Float.isNaN(x) || Float.isNaN(y)) {
      return Float.NaN;
    }
    return Float.compare(x, y) >= 0 ? x : y;
  }
}
