package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.FunctionCheck;
import dev.fluxion.autodiff.check.Functions;
import dev.fluxion.autodiff.check.PowCheck;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors, order and exact places of the functions of floats, on a sample of all floats. */
class TranscendentalTest {
  /** Functions that are odd in every bit. */
  private static final Set<String> ODD = Set.of("tanh", "erf", "sin");

  static List<FunctionCheck> functions() {
    return Functions.all();
  }

  static List<FunctionCheck> oddFunctions() {
    return functions().stream().filter(f -> ODD.contains(f.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void errorOrderAndExactPlacesAreAsPromised(FunctionCheck f) {
    f.sample().expectWithinBounds();
  }

  @Test
  void powersAreAsPromised() {
    PowCheck.sample(256).expectWithinBounds();
  }

  @ParameterizedTest
  @MethodSource("oddFunctions")
  void oddFunctionsAreOddInEveryBit(FunctionCheck f) {
    float[] x = Awkward.WILD.numbers(10_000, 5);
    float[] minusX = x.clone();
    for (int i = 0; i < x.length; i++) {
      minusX[i] = -x[i];
    }
    f.kernel().run(x.length, x, 0, x, 0);
    f.kernel().run(x.length, minusX, 0, minusX, 0);
    for (int i = 0; i < x.length; i++) {
      assertEquals(Float.floatToIntBits(-x[i]), Float.floatToIntBits(minusX[i]), f.name());
    }
  }

  /** Both are computed from z = sigmoid(-|x|), one as z and the other as 1 - z. */
  @ParameterizedTest
  @ValueSource(floats = {0f, 1e-3f, 0.3f, 1f, 2.5f, 10f, 17f, 50f, 100f})
  void sigmoidOfOppositesAddsUpToOne(float x) {
    assertEquals(1f - Sigmoid.Scalar.sigmoid(-x), Sigmoid.Scalar.sigmoid(x), 0f);
  }

  @Test
  void expOverflowsAndUnderflowsAtTheRightFloat() {
    float last = 88.72283f; // eˣ = 3.40280e38, the next float gives more than the largest float
    assertTrue(Float.isFinite(Exp.Scalar.exp(last)));
    assertEquals(Float.POSITIVE_INFINITY, Exp.Scalar.exp(Math.nextUp(last)));
    float first = -103.97208f; // eˣ rounds to the smallest subnormal
    assertEquals(Float.MIN_VALUE, Exp.Scalar.exp(first));
    assertEquals(0f, Exp.Scalar.exp(Math.nextDown(first)));
  }

  @Test
  void powerWithExponentOneIsTheIdentity() {
    float[] x = Awkward.WILD.numbers(10_000, 6);
    float[] y = new float[x.length];
    Pow.pow(x.length, 1f, x, 0, y, 0);
    for (int i = 0; i < x.length; i++) {
      assertEquals(Float.floatToIntBits(x[i]), Float.floatToIntBits(y[i]), "x = " + x[i]);
    }
  }

  @Test
  void theCheckFindsErrorsFallsNaNsAndWrongPlaces() {
    FunctionCheck coarse = altered((float) 0x1p-20);
    FunctionCheck.Finding finding = coarse.sample();
    assertEquals(16, finding.error(), 0.1, "a relative error of 2⁻²⁰ is up to 16 ulps");
    assertFalse(finding.passes());
    FunctionCheck nan = altered(Float.NaN);
    assertTrue(Double.isNaN(nan.sample().error()));
    assertEquals(List.of("identity(1.0) = NaN instead of 1.0"), nan.sample().wrong());
    assertThrows(AssertionError.class, () -> nan.sample().expectWithinBounds());
    assertTrue(altered(0).sample().passes());
    FunctionCheck falling =
        new FunctionCheck(
            "minus",
            1e40,
            FunctionCheck.Order.RISING,
            x -> x,
            (n, x, xo, y, yo) -> {
              for (int i = 0; i < n; i++) {
                y[yo + i] = -x[xo + i];
              }
            },
            List.of());
    assertTrue(falling.sample().exceptions() > 1_000_000);
  }

  /** The identity, but for 1 ≤ x < 2 with a relative error. */
  private static FunctionCheck altered(float error) {
    return new FunctionCheck(
        "identity",
        0.5,
        FunctionCheck.Order.NEITHER,
        x -> x,
        (n, x, xo, y, yo) -> {
          for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            y[yo + i] = v >= 1 && v < 2 ? v * (1 - error) : v;
          }
        },
        List.of(1f, 1f));
  }

  @Test
  void everyFunctionIsChecked() {
    Set<String> names = Functions.all().stream().map(f -> f.name()).collect(Collectors.toSet());
    Set<String> twins =
        TwinTranscendentals.all()
            .map(t -> t.name().split(" ")[0])
            .map(name -> name.substring(name.indexOf('.') + 1))
            .filter(name -> !name.matches(".*(Backward|Slope)|pow.*"))
            .collect(Collectors.toSet());
    assertEquals(twins, names);
  }
}
