package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.check.FunctionCheck.Kernel;
import dev.fluxion.autodiff.check.FunctionCheck.Order;
import dev.fluxion.autodiff.kernel.Cos;
import dev.fluxion.autodiff.kernel.Erf;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.Expm1;
import dev.fluxion.autodiff.kernel.Gelu;
import dev.fluxion.autodiff.kernel.Log;
import dev.fluxion.autodiff.kernel.Log1p;
import dev.fluxion.autodiff.kernel.Rsqrt;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.kernel.Silu;
import dev.fluxion.autodiff.kernel.Sin;
import dev.fluxion.autodiff.kernel.Softplus;
import dev.fluxion.autodiff.kernel.Sqrt;
import dev.fluxion.autodiff.kernel.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions of floats in {@code kernel}, each with its error bound and its exact places. Bounds
 * below 1.5 ulp are the largest error over all floats, rounded up.
 */
public final class Functions {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;
  private static final float TINY = Float.MIN_VALUE;

  private static final List<FunctionCheck> ALL =
      List.of(
          rising("exp", 1.02, StrictMath::exp, Exp::exp, 0, 1, -0f, 1, -INF, 0, INF, INF),
          rising("expm1", 0.51, StrictMath::expm1, Expm1::expm1, odd(-INF, -1, INF, INF)),
          rising("log", 0.95, StrictMath::log, Log::log, 1, 0, 0, -INF, -0f, -INF, INF, INF),
          rising("log1p", 0.51, StrictMath::log1p, Log1p::log1p, odd(-1, -INF, INF, INF, -2, NAN)),
          rising("tanh", 1.23, StrictMath::tanh, Tanh::tanh, odd(-INF, -1, INF, 1)),
          rising(
              "sigmoid", 1.01, TrueFunctions::sigmoid, Sigmoid::sigmoid, 0, 0.5f, -INF, 0, INF, 1),
          rising("softplus", 0.51, TrueFunctions::softplus, Softplus::softplus, -INF, 0, INF, INF),
          rising("erf", 0.54, TrueFunctions::erf, Erf::erf, 0, 0, -0f, -0f, -INF, -1, INF, 1),
          neither(
              "gelu", 0.51, TrueFunctions::gelu, Gelu::gelu, 0, 0, -0f, -0f, -INF, -0f, INF, INF),
          neither(
              "geluTanh",
              1.5,
              TrueFunctions::geluTanh,
              Gelu::geluTanh,
              new float[] {0, 0, -0f, -0f, -INF, -0f, INF, INF}),
          neither(
              "silu", 1.5, TrueFunctions::silu, Silu::silu, 0, 0, -0f, -0f, -INF, -0f, INF, INF),
          neither("sin", 1.5, StrictMath::sin, Sin::sin, odd(INF, NAN, -INF, NAN)),
          neither("cos", 1.5, StrictMath::cos, Cos::cos, 0, 1, -0f, 1, INF, NAN, -INF, NAN),
          rising("sqrt", 0.5, StrictMath::sqrt, Sqrt::sqrt, 0, 0, -0f, -0f, INF, INF, -TINY, NAN),
          new FunctionCheck(
              "rsqrt",
              1.5,
              Order.FALLING,
              TrueFunctions::rsqrt,
              Rsqrt::rsqrt,
              list(1, 1, 4, 0.5f, 0, INF, -0f, -INF, INF, 0, -TINY, NAN)));

  private Functions() {}

  /** All of them. */
  public static List<FunctionCheck> all() {
    return ALL;
  }

  private static FunctionCheck rising(
      String name, double bound, DoubleUnaryOperator exact, Kernel kernel, float... exactly) {
    return new FunctionCheck(name, bound, Order.RISING, exact, kernel, list(exactly));
  }

  private static FunctionCheck neither(
      String name, double bound, DoubleUnaryOperator exact, Kernel kernel, float... exactly) {
    return new FunctionCheck(name, bound, Order.NEITHER, exact, kernel, list(exactly));
  }

  /** Such a function is the identity near 0; further exact places may follow. */
  private static float[] odd(float... more) {
    float[] places = {0, 0, -0f, -0f, TINY, TINY, -TINY, -TINY, 1e-30f, 1e-30f, -1e-30f, -1e-30f};
    float[] all = java.util.Arrays.copyOf(places, places.length + more.length);
    System.arraycopy(more, 0, all, places.length, more.length);
    return all;
  }

  private static List<Float> list(float... places) {
    List<Float> list = new ArrayList<>();
    for (float place : places) {
      list.add(place);
    }
    return List.copyOf(list);
  }
}
