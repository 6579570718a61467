package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.MatMul;
import dev.fluxion.autodiff.kernel.Tanh;
import dev.fluxion.propertytests.arbitraries.Floats;
import dev.fluxion.propertytests.arbitraries.Slices;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Scalar, vector and façade of a kernel give the same bits, whatever the numbers, lengths and
 * offsets, and touch nothing besides. All kernels are tried on a fixed grid in their own module;
 * here a few meet random arguments, which shrink.
 */
class KernelLaws {
  /** One form of a kernel, on arguments that it changes in place. */
  private interface Form {
    double run(Slices s);
  }

  @Example
  void theVectorModuleIsThere() {
    assertTrue(
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        "run the tests with --add-modules jdk.incubator.vector");
  }

  @Property(seed = Laws.SEED, tries = 500)
  void dotIsTheSameOnEveryWidth(@ForAll("pairs") Slices arguments) {
    sameBits(
        arguments,
        s -> Dot.Scalar.dot(s.length(), x(s), xo(s), y(s), yo(s)),
        s -> Dot.Vector.dot(s.length(), x(s), xo(s), y(s), yo(s)),
        s -> Dot.dot(s.length(), x(s), xo(s), y(s), yo(s)));
  }

  @Property(seed = Laws.SEED, tries = 500)
  void axpyIsTheSameOnEveryWidth(@ForAll("pairs") Slices arguments, @ForAll("floats") float alpha) {
    sameBits(
        arguments,
        s -> {
          Axpy.Scalar.axpy(s.length(), alpha, x(s), xo(s), y(s), yo(s));
          return 0;
        },
        s -> {
          Axpy.Vector.axpy(s.length(), alpha, x(s), xo(s), y(s), yo(s));
          return 0;
        },
        s -> {
          Axpy.axpy(s.length(), alpha, x(s), xo(s), y(s), yo(s));
          return 0;
        });
  }

  @Property(seed = Laws.SEED, tries = 500)
  void tanhIsTheSameOnEveryWidth(@ForAll("pairs") Slices arguments) {
    sameBits(
        arguments,
        s -> {
          Tanh.Scalar.tanh(s.length(), x(s), xo(s), y(s), yo(s));
          return 0;
        },
        s -> {
          Tanh.Vector.tanh(s.length(), x(s), xo(s), y(s), yo(s));
          return 0;
        },
        s -> {
          Tanh.tanh(s.length(), x(s), xo(s), y(s), yo(s));
          return 0;
        });
  }

  @Property(seed = Laws.SEED, tries = 500)
  void tanhIsOddBoundedAndMonotone(@ForAll("floats") float x, @ForAll("floats") float y) {
    float[] v = {x, -x, y};
    Tanh.tanh(3, v, 0, v, 0);
    assertEquals(-v[0], v[1]);
    assertFalse(Math.abs(v[0]) > 1);
    assertFalse(x <= y && v[0] > v[2], "tanh falls");
    assertEquals(Float.isNaN(x), Float.isNaN(v[0]));
  }

  /**
   * A product of random shape.
   *
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A, rows of B
   * @param a A, then its transpose
   * @param b B
   * @param c the old C, with a guard before and behind
   * @param offset where C begins
   */
  private record Product(int m, int n, int k, float[] a, float[] b, float[] c, int offset) {
    float[] transposed(float[] x, int rows, int columns) {
      float[] t = new float[x.length];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          t[j * rows + i] = x[i * columns + j];
        }
      }
      return t;
    }
  }

  @Property(seed = Laws.SEED, tries = 500)
  void matrixProductsAreTheSameOnEveryWidthAndTile(
      @ForAll("products") Product p, @ForAll boolean add) {
    float[] expected = p.c.clone();
    for (int i = 0; i < p.m; i++) {
      for (int j = 0; j < p.n; j++) {
        int at = p.offset + i * p.n + j;
        expected[at] = add ? expected[at] : 0;
        for (int l = 0; l < p.k; l++) {
          expected[at] = Math.fma(p.a[i * p.k + l], p.b[l * p.n + j], expected[at]);
        }
      }
    }
    float[] at = p.transposed(p.a, p.m, p.k);
    float[] bt = p.transposed(p.b, p.k, p.n);
    float[] c = p.c.clone();
    MatMul.Scalar.multiply(p.m, p.n, p.k, p.a, 0, p.k, 1, p.b, 0, p.n, 1, c, p.offset, add);
    same("scalar", expected, c);
    c = p.c.clone();
    MatMul.Vector.multiply(p.m, p.n, p.k, p.a, 0, p.k, 1, p.b, 0, p.n, 1, c, p.offset, add);
    same("vector", expected, c);
    c = p.c.clone();
    MatMul.nn(p.m, p.n, p.k, p.a, 0, p.b, 0, c, p.offset, add);
    same("nn", expected, c);
    c = p.c.clone();
    MatMul.tn(p.m, p.n, p.k, at, 0, p.b, 0, c, p.offset, add);
    same("tn", expected, c);
    c = p.c.clone();
    MatMul.nt(p.m, p.n, p.k, p.a, 0, bt, 0, c, p.offset, add);
    same("nt", expected, c);
  }

  @Example
  void aDifferenceOfOneBitOrOneElementTooManyIsNoticed() {
    Slices one = new Slices(1, new float[][] {{0, 1, 2}}, new int[] {1});
    Slices other = one.copy();
    other.arrays()[0][2] = Math.nextUp(2f);
    assertFalse(Arrays.deepEquals(one.bits(), other.bits()));
    assertNotEquals(Arrays.toString(Slices.bits(new float[1])), "[" + Float.floatToIntBits(-0f));
    assertFalse(Arrays.equals(Slices.bits(new float[] {0f}), Slices.bits(new float[] {-0f})));
  }

  private static void sameBits(Slices arguments, Form... forms) {
    Slices expected = arguments.copy();
    double result = forms[0].run(expected);
    for (Form form : forms) {
      Slices actual = arguments.copy();
      long bits = Double.doubleToLongBits(form.run(actual));
      assertEquals(Double.doubleToLongBits(result), bits);
      assertArrayEquals(expected.bits(), actual.bits());
    }
  }

  private static void same(String form, float[] expected, float[] actual) {
    assertArrayEquals(Slices.bits(expected), Slices.bits(actual), form);
  }

  private static float[] x(Slices s) {
    return s.arrays()[0];
  }

  private static float[] y(Slices s) {
    return s.arrays()[1];
  }

  private static int xo(Slices s) {
    return s.offsets()[0];
  }

  private static int yo(Slices s) {
    return s.offsets()[1];
  }

  @Provide
  Arbitrary<Float> floats() {
    return Floats.any();
  }

  @Provide
  Arbitrary<Slices> pairs() {
    return Arbitraries.oneOf(
        Slices.of(2, Floats.any(), 150), Slices.of(2, Floats.spread(-10, 10), 600));
  }

  @Provide
  Arbitrary<Product> products() {
    Arbitrary<Integer> rows = Arbitraries.integers().between(0, 9);
    return Combinators.combine(rows, Slices.lengths(70), rows, rows)
        .flatAs(
            (m, n, k, offset) ->
                Combinators.combine(floats(m * k), floats(k * n), floats(m * n + offset + 20))
                    .as((a, b, c) -> new Product(m, n, k, a, b, c, offset)))
        .withoutEdgeCases();
  }

  private static Arbitrary<float[]> floats(int size) {
    return Arbitraries.oneOf(Floats.spread(-10, 10), Floats.any())
        .array(float[].class)
        .ofSize(size);
  }
}
