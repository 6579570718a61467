package dev.fluxion.autodiff.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void sizeIsTheProductOfTheExtents() {
    Shape shape = Shape.of(2, 3, 5);
    assertEquals(30, shape.size());
    assertEquals(3, shape.rank());
    assertEquals(3, shape.extent(1));
    assertEquals(6, shape.rows());
    assertEquals(5, shape.columns());
    assertEquals(0, Shape.of(4, 0).size());
  }

  @Test
  void vectorsHaveOneRow() {
    assertEquals(1, Shape.of(7).rows());
    assertEquals(7, Shape.of(7).columns());
  }

  @Test
  void scalarIsOneNumberWithoutExtents() {
    assertSame(Shape.SCALAR, Shape.of());
    assertTrue(Shape.SCALAR.isScalar());
    assertEquals(1, Shape.SCALAR.size());
    assertEquals(0, Shape.SCALAR.rank());
    assertEquals(1, Shape.SCALAR.rows());
    assertEquals(1, Shape.SCALAR.columns());
    assertNotEquals(Shape.SCALAR, Shape.of(1));
  }

  @Test
  void shapesAreEqualIfTheirExtentsAre() {
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
    assertNotEquals(Shape.of(6), Shape.of(2, 3));
  }

  @Test
  void aShapeDoesNotFollowTheArrayItWasMadeFrom() {
    int[] extents = {2, 3};
    Shape shape = Shape.of(extents);
    extents[0] = 9;
    assertEquals("2×3", shape.toString());
  }

  @Test
  void textShowsTheExtents() {
    assertEquals("32×784", Shape.of(32, 784).toString());
    assertEquals("5", Shape.of(5).toString());
    assertEquals("scalar", Shape.SCALAR.toString());
  }

  @Test
  void negativeAndOversizedExtentsAreRefusedWithTheExtents() {
    assertEquals(
        "negative extent in shape [2, -3]",
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -3)).getMessage());
    int big = 1 << 16;
    assertEquals(
        "shape [65536, 65536] holds more elements than a Java array can",
        assertThrows(IllegalArgumentException.class, () -> Shape.of(big, big)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(Integer.MAX_VALUE));
    int[] huge = {big, big, big, big, big};
    assertThrows(IllegalArgumentException.class, () -> Shape.of(huge));
  }
}
