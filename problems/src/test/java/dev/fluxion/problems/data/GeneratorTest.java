package dev.fluxion.problems.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.fit.Gate;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GeneratorTest {
  private static final RandomKey KEY = RandomKey.of(11);

  @TestFactory
  Stream<DynamicTest> everyGeneratorDependsOnItsKeyOnly() {
    return DataSource.catalog().all().stream()
        .filter(source -> source.getClass().getPackage() == DataSource.class.getPackage())
        .map(
            source ->
                DynamicTest.dynamicTest(
                    source.card().id(),
                    () -> {
                      Dataset data = source.open(KEY);
                      assertEquals(data, source.open(KEY));
                      assertEquals(data.checksum(), source.open(KEY).checksum());
                      assertNotEquals(data, source.open(RandomKey.of(12)));
                    }));
  }

  @Test
  void pointsOfCirclesAndSpiralsLieOnThem() throws IOException {
    Dataset circles = new Circles(100, 0.5, 0).open(KEY);
    Dataset spirals = new Spirals(90, 3, 2, 0).open(KEY);
    for (int i = 0; i < 90; i++) {
      assertEquals(circles.label(i) == 0 ? 1 : 0.5, radius(circles, i), 1e-6);
      assertEquals(i / 3 / 29.0, radius(spirals, i), 1e-6);
    }
  }

  private static double radius(Dataset data, int i) {
    return Math.hypot(data.feature(i, 0), data.feature(i, 1));
  }

  @Test
  void moonsHaveTheirCentres() throws IOException {
    Dataset moons = new Moons(100, 0).open(KEY);
    for (int i = 0; i < 100; i++) {
      boolean upper = moons.label(i) == 0;
      double x = moons.feature(i, 0) - (upper ? 0 : 1);
      double y = moons.feature(i, 1) - (upper ? 0 : 0.5);
      assertEquals(1, Math.hypot(x, y), 1e-6);
      assertTrue(upper ? y > -1e-6 : y < 1e-6);
    }
  }

  @Test
  void blobsWithoutDeviationAreTheirCentres() throws IOException {
    Dataset blobs = new Blobs(30, 3, 4, 2, 0).open(KEY);
    for (int i = 3; i < 30; i++) {
      assertEquals(i % 3, blobs.label(i));
      for (int j = 0; j < 4; j++) {
        assertEquals(blobs.feature(i % 3, j), blobs.feature(i, j));
        assertTrue(Math.abs(blobs.feature(i, j)) <= 2);
      }
    }
  }

  @Test
  void gatesHaveTheirTruthTable() throws IOException {
    Dataset gates = new Gates(Gate.NAND, 2, 0).open(KEY);
    for (int i = 0; i < 8; i++) {
      boolean both = gates.feature(i, 0) > 0 && gates.feature(i, 1) > 0;
      assertEquals(both ? 0 : 1, gates.label(i));
    }
  }

  /** As published, document 001. */
  @Test
  void patternsCountAndRepeat() throws IOException {
    Dataset patterns = new TokenPatterns().open(KEY);
    assertEquals("token-patterns: 40 sequences of 19, 100 tokens", patterns.toString());
    for (int i = 0; i < 19; i++) {
      assertEquals(3 + i, patterns.feature(3, i));
      assertEquals(4 + i, patterns.target(3, i));
      assertEquals(90 + i % 5, patterns.feature(19, i));
      assertEquals(90 + (i + 1) % 5, patterns.target(19, i));
      if (i > 0) {
        assertEquals(patterns.target(30, i - 1), patterns.feature(30, i));
      }
    }
  }

  @Test
  void digitsWithoutJitterAndNoiseDifferByClassOnly() throws IOException {
    Dataset digits = new Digits(20, 9, 0, 0).open(KEY);
    assertEquals(Shape.of(1, 9, 9), digits.sample());
    for (int c = 0; c < 10; c++) {
      for (int other = 0; other < 10; other++) {
        double distance = 0;
        for (int p = 0; p < 81; p++) {
          assertTrue(digits.feature(c, p) >= 0 && digits.feature(c, p) <= 1);
          distance += Math.abs(digits.feature(c, p) - digits.feature(10 + other, p));
        }
        assertEquals(c == other, distance == 0, c + " and " + other);
      }
    }
  }

  @Test
  void edgesStayWithinTheirClassAsOftenAsSaid() throws IOException {
    for (double inside : new double[] {0, 1}) {
      Dataset data = new BlockGraph(101, 3, 2, 6, inside, 1).open(KEY);
      Graph graph = data.graph().orElseThrow();
      assertEquals(2 * 303, graph.neighbors().size());
      for (int i = 0; i < 101; i++) {
        for (int at = graph.starts().get(i); at < graph.starts().get(i + 1); at++) {
          int neighbor = graph.neighbors().get(at);
          assertNotEquals(i, neighbor);
          assertEquals(inside == 1, data.label(i) == data.label(neighbor));
        }
      }
    }
  }

  @Test
  void aTeacherWithoutNoiseIsAFunction() throws IOException {
    Dataset data = new Teacher().open(KEY);
    assertFalse(data.labelled());
    assertEquals("teacher: 512 rows of 4, 1 numbers to predict", data.toString());
  }

  @Test
  void wrongDataAreRefusedWithTheirRow() {
    Shape two = Shape.of(2);
    refused(() -> Dataset.classes("d", two, new float[3], new int[1], List.of("a")), "3 features");
    refused(() -> Dataset.classes("d", two, new float[2], new int[2], List.of("a")), "2 targets");
    refused(
        () -> Dataset.classes("d", two, new float[4], new int[] {0, 3}, List.of("a", "b")),
        "row 1 has the class 3; allowed: 0 to 1");
    refused(
        () -> Dataset.numbers("d", two, new float[] {0, 0, 1, Float.NaN}, new float[2], 1),
        "feature 1 of row 1 is NaN");
    refused(() -> Dataset.numbers("d", two, new float[0], new float[0], 1), "there are no rows");
    refused(
        () -> Dataset.sequences("d", 2, new int[] {0, 1}, new int[] {1, 2}, List.of("a", "b")),
        "row 0 has the token 2");
    Dataset four = Dataset.numbers("d", Shape.of(1), new float[4], new float[4], 1);
    refused(() -> four.with(Split.consecutive(3, 1, 1)), "names row 4 of 4 rows");
    refused(() -> four.with(Graph.undirected(3, new int[0], new int[0])), "3 nodes for 4 rows");
    assertThrows(IllegalStateException.class, () -> four.label(0));
  }

  private static void refused(Runnable code, String message) {
    String found = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(found.contains(message), found);
  }
}
