package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllFiniteTest {
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneBadElementAnywhereIsSeen(float bad) {
    for (int n = 1; n <= 70; n++) {
      for (int i = 0; i < n; i++) {
        float[] x = new float[n + 5];
        Arrays.fill(x, 1f);
        x[3 + i] = bad;
        assertFalse(AllFinite.allFinite(n, x, 3), "n=" + n + " i=" + i);
        if (i == 0 || i == n - 1) {
          int before = i == 0 ? 1 : 0;
          assertTrue(AllFinite.allFinite(n - 1, x, 3 + before), "just outside, n=" + n);
        }
      }
    }
  }

  /** A bad element must not hide behind the opposite one. */
  @Test
  void oppositeInfinitiesDoNotCancel() {
    float[] x = new float[64];
    x[5] = Float.POSITIVE_INFINITY;
    x[21] = Float.NEGATIVE_INFINITY;
    assertFalse(AllFinite.allFinite(64, x, 0));
  }

  @Test
  void hugeAndTinyNumbersAreFinite() {
    float[] x = new float[100];
    Arrays.setAll(
        new Float[100], i -> x[i] = i % 3 == 0 ? Float.MAX_VALUE : i % 3 == 1 ? -0f : 1e-45f);
    assertTrue(AllFinite.allFinite(100, x, 0));
  }
}
