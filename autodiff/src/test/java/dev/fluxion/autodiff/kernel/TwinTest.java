package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of all kernels in {@link Twin#ALL}. Whole arrays are compared, so the elements before
 * and behind the range, and the inputs, are guarded too.
 */
class TwinTest {
  private static final int BEHIND = 21;
  private static final int[][] OFFSETS = {{0, 0, 0, 0}, {1, 2, 3, 4}, {19, 0, 7, 16}};

  static List<Twin> twins() {
    return Twin.ALL;
  }

  static List<Twin> withVectorForm() {
    return twins().stream().filter(t -> t.vector() != null).toList();
  }

  static List<Twin> withReference() {
    return twins().stream().filter(t -> t.reference() != null).toList();
  }

  static List<Twin> withAliases() {
    return twins().stream().filter(t -> !t.aliases().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("withReference")
  void scalarFormIsTheFormula(Twin twin) {
    agree(twin, "reference", twin.reference(), "scalar", twin.scalar());
  }

  @ParameterizedTest
  @MethodSource("withVectorForm")
  void vectorFormHasTheBitsOfTheScalarForm(Twin twin) {
    assumeVectorModule();
    agree(twin, "scalar", twin.scalar(), "vector", twin.vector());
  }

  @ParameterizedTest
  @MethodSource("twins")
  void facadeHasTheBitsOfTheScalarForm(Twin twin) {
    agree(twin, "scalar", twin.scalar(), "facade", twin.facade());
  }

  @ParameterizedTest
  @MethodSource("withAliases")
  void argumentsMayBeTheSameElements(Twin twin) {
    Twin.Form oracle = twin.reference() != null ? twin.reference() : twin.scalar();
    for (int[] pair : twin.aliases()) {
      for (int n : new int[] {3, 33, 100}) {
        for (Awkward kind : Awkward.values()) {
          String where = "arguments " + Arrays.toString(pair) + " are one, n=" + n + " " + kind;
          Case expected = aliased(new Case(twin, n, OFFSETS[1], kind), pair);
          double result = oracle.run(n, expected.arrays, expected.offsets);
          for (Twin.Form form : forms(twin)) {
            Case actual = aliased(new Case(twin, n, OFFSETS[1], kind), pair);
            actual.requireSame(where, result, form.run(n, actual.arrays, actual.offsets), expected);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("twins")
  void rangesOutsideAnArrayAreRefusedByNameAndNothingIsWritten(Twin twin) {
    int n = 40;
    for (int bad = 0; bad < twin.arrays().size(); bad++) {
      Case untouched = new Case(twin, n, OFFSETS[1], Awkward.SPREAD);
      Case cut = new Case(twin, n, OFFSETS[1], Awkward.SPREAD);
      float[] whole = cut.arrays[bad];
      cut.arrays[bad] = Arrays.copyOf(whole, cut.offsets[bad] + n - 1);
      cut.requireRefusal(bad, n, cut.arrays[bad].length);
      cut.arrays[bad] = whole;
      cut.requireSame("after the refusal", 0, 0, untouched);
      if (twin.offsets()) {
        for (int offset : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
          Case moved = new Case(twin, n, OFFSETS[1], Awkward.SPREAD);
          moved.offsets[bad] = offset;
          moved.requireRefusal(bad, n, moved.arrays[bad].length);
          moved.requireSame("after the refusal", 0, 0, untouched);
        }
      }
    }
    for (int size : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      Case c = new Case(twin, n, OFFSETS[1], Awkward.SPREAD);
      c.requireRefusal(0, size, c.arrays[0].length);
    }
  }

  /** A kernel that is not listed in {@link Twin} or has no test of its own fails here. */
  @Test
  void everyVectorFormIsListed() throws IOException, URISyntaxException, ClassNotFoundException {
    assumeVectorModule();
    Set<String> listed =
        Stream.concat(
                Twin.ALL.stream().map(Twin::name),
                Shaped.ALL.stream().filter(s -> s.vector() != null).map(Shaped::name))
            .map(name -> name.split(" ")[0])
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    Path classes =
        Path.of(Simd.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("dev/fluxion/autodiff/kernel");
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("$Vector.class") && !name.equals("MatMul$Vector.class")) {
          String kernel = name.substring(0, name.indexOf('$'));
          Class<?> vector = Class.forName(Simd.class.getPackageName() + "." + kernel + "$Vector");
          for (Method method : vector.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
              missing.add(kernel + "." + method.getName());
            }
          }
        }
      }
    }
    assertTrue(missing.contains("Axpy.axpy"), "the search finds kernels: " + missing);
    missing.removeAll(listed);
    assertEquals(Set.of(), missing, "add these kernels to Twin.ALL or Shaped.ALL");
  }

  /** Vector forms are tested wherever the module is, even where no façade chooses them. */
  static void assumeVectorModule() {
    assumeFalse(
        ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty(), "no vector module");
  }

  private static List<Twin.Form> forms(Twin twin) {
    return twin.vector() != null
            && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? List.of(twin.facade(), twin.scalar(), twin.vector())
        : List.of(twin.facade(), twin.scalar());
  }

  private static void agree(Twin twin, String left, Twin.Form l, String right, Twin.Form r) {
    for (int n : Awkward.SIZES) {
      for (int[] offsets : twin.offsets() ? OFFSETS : new int[][] {OFFSETS[0]}) {
        for (Awkward kind : Awkward.values()) {
          Case expected = new Case(twin, n, offsets, kind);
          Case actual = new Case(twin, n, offsets, kind);
          double expectedResult = l.run(n, expected.arrays, expected.offsets);
          double result = r.run(n, actual.arrays, actual.offsets);
          String where =
              right
                  + " against "
                  + left
                  + ", n="
                  + n
                  + " offsets "
                  + Arrays.toString(offsets)
                  + " "
                  + kind;
          actual.requireSame(where, expectedResult, result, expected);
        }
      }
    }
  }

  private static Case aliased(Case c, int[] pair) {
    c.arrays[pair[1]] = c.arrays[pair[0]];
    c.offsets[pair[1]] = c.offsets[pair[0]];
    return c;
  }

  /** Fresh arguments for one call; equal arguments hold equal numbers. */
  private static final class Case {
    final Twin twin;
    final float[][] arrays;
    final int[] offsets;

    Case(Twin twin, int n, int[] offsets, Awkward kind) {
      int count = twin.arrays().size();
      this.twin = twin;
      this.arrays = new float[count][];
      this.offsets = twin.offsets() ? Arrays.copyOf(offsets, count) : new int[count];
      for (int j = 0; j < count; j++) {
        arrays[j] = kind.numbers(this.offsets[j] + n + BEHIND, 7 * n + j);
      }
    }

    void requireSame(String where, double expectedResult, double result, Case expected) {
      assertEquals(
          Double.doubleToLongBits(expectedResult),
          Double.doubleToLongBits(result),
          () -> twin + ", " + where + ": " + result + " instead of " + expectedResult);
      for (int j = 0; j < arrays.length; j++) {
        assertArrayEquals(
            bits(expected.arrays[j]),
            bits(arrays[j]),
            twin + ", " + where + ", array " + twin.arrays().get(j) + " (from its very beginning)");
      }
    }

    void requireRefusal(int bad, int n, int length) {
      String message =
          assertThrows(
                  IndexOutOfBoundsException.class,
                  () -> twin.facade().run(n, arrays, offsets),
                  () -> twin + " n=" + n + " offsets " + Arrays.toString(offsets))
              .getMessage();
      assertEquals(
          twin.arrays().get(bad)
              + ": "
              + n
              + " elements from offset "
              + offsets[bad]
              + " do not lie within an array of length "
              + length,
          message);
    }

    private static int[] bits(float[] x) {
      int[] bits = new int[x.length];
      for (int i = 0; i < x.length; i++) {
        bits[i] = Float.floatToIntBits(x[i]);
      }
      return bits;
    }
  }
}
