package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {
  private static final RandomKey KEY = RandomKey.of(7);

  private static Segment segment(int offset, int... extents) {
    return new Segment("layer/weight", Role.WEIGHT, Shape.of(extents), offset);
  }

  private static float[] filled(Initializer rule, Segment segment) {
    float[] theta = new float[segment.offset() + segment.size()];
    rule.fill(segment, KEY, theta);
    return Arrays.copyOfRange(theta, segment.offset(), theta.length);
  }

  /**
   * Five standard errors of mean and variance; those of the variance are σ²√(2/n) for normal and
   * σ²√(0.8/n) for uniform numbers.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ZEROS", "ONES", "ORTHOGONAL"})
  void momentsAreThoseOfTheRule(Initializer rule) {
    for (Segment segment :
        new Segment[] {segment(3, 100, 400), segment(0, 400, 100), segment(1, 40, 90, 3, 3)}) {
      int n = segment.size();
      double expected = rule.variance(segment.shape());
      double mean = 0;
      double square = 0;
      for (float x : filled(rule, segment)) {
        mean += x / n;
        square += (double) x * x / n;
      }
      assertEquals(0, mean, 5 * Math.sqrt(expected / n));
      boolean uniform = rule.name().endsWith("UNIFORM");
      assertEquals(expected, square, 5 * expected * Math.sqrt((uniform ? 0.8 : 2) / n));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GLOROT_NORMAL, 0.004, 0.0017094",
    "GLOROT_UNIFORM, 0.004, 0.0017094",
    "HE_NORMAL, 0.02, 0.0024691",
    "HE_UNIFORM, 0.02, 0.0024691",
    "LECUN_NORMAL, 0.01, 0.0012346",
    "LECUN_UNIFORM, 0.01, 0.0012346",
    "EMBEDDING, 0.0025, 0.3333333",
    "TENTH, 0.01, 0.01",
    "ORTHOGONAL, 0.0025, 0.0012346",
  })
  void variancesFollowTheFans(Initializer rule, double ofMatrix, double ofKernel) {
    assertEquals(ofMatrix, rule.variance(Shape.of(100, 400)), 1e-15);
    // 90 channels in, 40 out, 3×3: fans 810 and 360
    assertEquals(ofKernel, rule.variance(Shape.of(40, 90, 3, 3)), 1e-7);
  }

  @ParameterizedTest
  @EnumSource(names = {"GLOROT_UNIFORM", "HE_UNIFORM", "LECUN_UNIFORM"})
  void uniformStartsStayWithinTheirLimits(Initializer rule) {
    Segment segment = segment(0, 30, 40);
    float limit = (float) Math.sqrt(3 * rule.variance(segment.shape()));
    for (float x : filled(rule, segment)) {
      assertTrue(Math.abs(x) <= limit, x + " beyond " + limit);
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "3, 20", "20, 3", "1, 4", "4, 1", "1, 1", "64, 64"})
  void orthogonalMatricesAreOrthonormal(int rows, int columns) {
    float[] a = filled(Initializer.ORTHOGONAL, segment(2, rows, columns));
    requireOrthonormal(a, rows, columns);
  }

  @Test
  void anOrthogonalKernelHasOrthonormalChannels() {
    requireOrthonormal(filled(Initializer.ORTHOGONAL, segment(0, 6, 3, 2, 2)), 6, 12);
  }

  /** Elements are at most 1 and rounded to floats, so products of k of them err by k·2⁻²³. */
  private static void requireOrthonormal(float[] a, int rows, int columns) {
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double dot = 0;
        for (int l = 0; l < length; l++) {
          double x = wide ? a[i * columns + l] : a[l * columns + i];
          double y = wide ? a[j * columns + l] : a[l * columns + j];
          dot += x * y;
        }
        assertEquals(i == j ? 1 : 0, dot, length * 0x1p-23);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheSegmentIsWritten(Initializer rule) {
    float[] theta = new float[40];
    Arrays.fill(theta, 99f);
    rule.fill(segment(5, 3, 8), KEY, theta);
    for (int i = 0; i < theta.length; i++) {
      assertEquals(i < 5 || i >= 29, theta[i] == 99f, "element " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameKeySameBitsAnywhere(Initializer rule) {
    assertArrayEquals(filled(rule, segment(0, 7, 9)), filled(rule, segment(11, 7, 9)));
  }

  @Test
  void anotherNameHasOtherNumbers() {
    float[] one = filled(Initializer.HE_NORMAL, segment(0, 4, 4));
    float[] other = new float[16];
    Initializer.HE_NORMAL.fill(
        new Segment("other/weight", Role.WEIGHT, Shape.of(4, 4), 0), KEY, other);
    assertNotEquals(Arrays.toString(one), Arrays.toString(other));
  }

  @Test
  void zerosAndOnesAreThat() {
    assertArrayEquals(new float[6], filled(Initializer.ZEROS, segment(1, 2, 3)));
    assertArrayEquals(new float[] {1, 1, 1}, filled(Initializer.ONES, segment(0, 3)));
  }
}
