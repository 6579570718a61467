package dev.fluxion.autodiff.kernel;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The functions of floats and their gradients, for {@link Twin#ALL}. The functions have no
 * reference here: {@link TranscendentalTest} measures their errors.
 */
final class TwinTranscendentals {
  private static final List<int[]> NONE = List.of();
  private static final List<int[]> IN_PLACE = List.of(new int[] {0, 1});
  private static final List<int[]> ONTO_EITHER = List.of(new int[] {0, 2}, new int[] {1, 2});
  private static final float[] EXPONENTS = {
    -1.7f, 2f, 3f, -1f, 0.5f, 1e-30f, 0f, Float.NEGATIVE_INFINITY, Float.NaN
  };

  private TwinTranscendentals() {}

  static Stream<Twin> all() {
    return Stream.of(functions(), gradients(), powers()).flatMap(s -> s);
  }

  private static Stream<Twin> functions() {
    return Stream.of(
        function("Exp.exp", Exp::exp, Exp.Scalar::exp, () -> Exp.Vector::exp),
        function("Expm1.expm1", Expm1::expm1, Expm1.Scalar::expm1, () -> Expm1.Vector::expm1),
        function("Log.log", Log::log, Log.Scalar::log, () -> Log.Vector::log),
        function("Log1p.log1p", Log1p::log1p, Log1p.Scalar::log1p, () -> Log1p.Vector::log1p),
        function("Tanh.tanh", Tanh::tanh, Tanh.Scalar::tanh, () -> Tanh.Vector::tanh),
        function(
            "Sigmoid.sigmoid",
            Sigmoid::sigmoid,
            Sigmoid.Scalar::sigmoid,
            () -> Sigmoid.Vector::sigmoid),
        function(
            "Softplus.softplus",
            Softplus::softplus,
            Softplus.Scalar::softplus,
            () -> Softplus.Vector::softplus),
        function("Erf.erf", Erf::erf, Erf.Scalar::erf, () -> Erf.Vector::erf),
        function("Gelu.gelu", Gelu::gelu, Gelu.Scalar::gelu, () -> Gelu.Vector::gelu),
        function(
            "Gelu.geluTanh", Gelu::geluTanh, Gelu.Scalar::geluTanh, () -> Gelu.Vector::geluTanh),
        function("Silu.silu", Silu::silu, Silu.Scalar::silu, () -> Silu.Vector::silu),
        function("Sin.sin", Sin::sin, Sin.Scalar::sin, () -> Sin.Vector::sin),
        function("Cos.cos", Cos::cos, Cos.Scalar::cos, () -> Cos.Vector::cos),
        function("Sqrt.sqrt", Sqrt::sqrt, Sqrt.Scalar::sqrt, () -> Sqrt.Vector::sqrt),
        function("Rsqrt.rsqrt", Rsqrt::rsqrt, Rsqrt.Scalar::rsqrt, () -> Rsqrt.Vector::rsqrt));
  }

  private static Twin function(
      String name, Twin.Two facade, Twin.Two scalar, Supplier<Twin.Two> vector) {
    return Twin.two(name, "x y", IN_PLACE, facade, scalar, vector, null);
  }

  private static Stream<Twin> gradients() {
    return Stream.of(
        Twin.three(
            "Sigmoid.sigmoidBackward",
            "y dy dx",
            NONE,
            Sigmoid::sigmoidBackward,
            Sigmoid.Scalar::sigmoidBackward,
            () -> Sigmoid.Vector::sigmoidBackward,
            v -> v[2] = Math.fma(v[1], v[0] * (1 - v[0]), v[2])),
        Twin.three(
            "Tanh.tanhBackward",
            "y dy dx",
            NONE,
            Tanh::tanhBackward,
            Tanh.Scalar::tanhBackward,
            () -> Tanh.Vector::tanhBackward,
            v -> v[2] = Math.fma(v[1], Math.fma(-v[0], v[0], 1f), v[2])),
        Twin.two(
            "Sigmoid.sigmoidSlope",
            "y dy",
            NONE,
            Sigmoid::sigmoidSlope,
            Sigmoid.Scalar::sigmoidSlope,
            () -> Sigmoid.Vector::sigmoidSlope,
            v -> v[1] *= v[0] * (1 - v[0])),
        Twin.two(
            "Tanh.tanhSlope",
            "y dy",
            NONE,
            Tanh::tanhSlope,
            Tanh.Scalar::tanhSlope,
            () -> Tanh.Vector::tanhSlope,
            v -> v[1] *= Math.fma(-v[0], v[0], 1f)));
  }

  private static Stream<Twin> powers() {
    Stream.Builder<Twin> powers = Stream.builder();
    for (float e : EXPONENTS) {
      powers.add(
          function(
              "Pow.pow exponent=" + e,
              (n, x, xo, y, yo) -> Pow.pow(n, e, x, xo, y, yo),
              (n, x, xo, y, yo) -> Pow.Scalar.pow(n, e, x, xo, y, yo),
              () -> (n, x, xo, y, yo) -> Pow.Vector.pow(n, e, x, xo, y, yo)));
    }
    powers.add(
        Twin.three(
            "Pow.powers",
            "x y z",
            ONTO_EITHER,
            Pow::powers,
            Pow.Scalar::powers,
            () -> Pow.Vector::powers,
            null));
    return powers.build();
  }
}
