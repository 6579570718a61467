package dev.fluxion.autodiff.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import java.util.List;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
  private static final ParameterLayout NET =
      ParameterLayout.builder()
          .add("net/hidden/weight", Role.WEIGHT, Shape.of(4, 3))
          .add("net/hidden/bias", Role.BIAS, Shape.of(3))
          .add("net/out/weight", Role.WEIGHT, Shape.of(3, 1))
          .add("temperature", Role.COORDINATE, Shape.of(1))
          .build();

  @Test
  void segmentsFollowOneAnotherWithoutGaps() {
    assertEquals(19, NET.size());
    assertEquals(List.of(0, 12, 15, 18), NET.segments().collect(Segment::offset));
    assertEquals(List.of(12, 3, 3, 1), NET.segments().collect(Segment::size));
  }

  @Test
  void everySegmentIsATensor() {
    assertEquals(
        List.of(
            new Range("net/hidden/weight", 0, 12),
            new Range("net/hidden/bias", 12, 3),
            new Range("net/out/weight", 15, 3),
            new Range("temperature", 18, 1)),
        NET.tensors());
  }

  @Test
  void layersJoinNeighboursWhoseNamesAgreeUpToTheLastSlash() {
    assertEquals(
        List.of(
            new Range("net/hidden", 0, 15),
            new Range("net/out", 15, 3),
            new Range("temperature", 18, 1)),
        NET.layers());
    ParameterLayout apart =
        ParameterLayout.builder()
            .add("a/w", Role.WEIGHT, Shape.of(2))
            .add("b/w", Role.WEIGHT, Shape.of(2))
            .add("a/b", Role.BIAS, Shape.of(2))
            .build();
    assertEquals(
        List.of(new Range("a", 0, 2), new Range("b", 2, 2), new Range("a", 4, 2)), apart.layers());
  }

  @Test
  void wholeIsOneRange() {
    assertEquals(List.of(new Range("all", 0, 19)), NET.whole());
  }

  @Test
  void splitSeesTheSameParametersInOtherSizes() {
    assertEquals(
        List.of(new Range("part0", 0, 10), new Range("part1", 10, 9)), NET.split(10, 9).tensors());
  }

  @Test
  void splitsMustBePositiveAndAddUp() {
    assertEquals(
        "split [10, 8] adds up to 18, but there are 19 parameters",
        refusal(() -> NET.split(10, 8)));
    assertEquals("split [] adds up to 0, but there are 19 parameters", refusal(NET::split));
    assertEquals("split sizes must be positive: [20, -1]", refusal(() -> NET.split(20, -1)));
    assertEquals("split sizes must be positive: [19, 0]", refusal(() -> NET.split(19, 0)));
    assertThrows(
        ArithmeticException.class, () -> NET.split(Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 8));
  }

  @Test
  void vectorIsOneSegmentOfCoordinates() {
    ParameterLayout vector = ParameterLayout.vector("x", 5);
    assertEquals(List.of(new Segment("x", Role.COORDINATE, Shape.of(5), 0)), vector.segments());
  }

  @Test
  void emptyLayoutHasNoParameters() {
    ParameterLayout empty = ParameterLayout.builder().build();
    assertEquals(0, empty.size());
    assertTrue(empty.layers().isEmpty());
    assertEquals(List.of(new Range("all", 0, 0)), empty.whole());
  }

  @Test
  void gapsAndSharedNamesAreRefused() {
    Segment a = new Segment("a", Role.WEIGHT, Shape.of(2), 0);
    Segment late = new Segment("b", Role.WEIGHT, Shape.of(2), 3);
    assertEquals(
        "segment b begins at 3, not 2",
        refusal(() -> new ParameterLayout(Lists.immutable.with(a, late))));
    assertEquals(
        "two segments share a name: [a, a]",
        refusal(
            () ->
                ParameterLayout.builder()
                    .add("a", Role.WEIGHT, Shape.of(2))
                    .add("a", Role.BIAS, Shape.of(2))
                    .build()));
  }

  @Test
  void aBuiltLayoutDoesNotFollowItsBuilder() {
    ParameterLayout.Builder builder = ParameterLayout.builder().add("a", Role.WEIGHT, Shape.of(2));
    ParameterLayout before = builder.build();
    builder.add("b", Role.WEIGHT, Shape.of(3));
    assertEquals(2, before.size());
    assertEquals(5, builder.build().size());
  }

  private static String refusal(org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }
}
