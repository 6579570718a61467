package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.laws.Laws;
import dev.fluxion.propertytests.arbitraries.Floats;
import dev.fluxion.propertytests.arbitraries.Slices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * All kernels of the table {@link Twin#ALL}, with arguments that shrink: the scalar form, the
 * vector form and the façade give the same bits and touch nothing besides; and so do these, those
 * of {@link Shaped#ALL}, the products and the normals on every vector width, emulated where the
 * hardware lacks it, and every number of threads.
 */
class AllKernelsLaws {
  /**
   * A kernel and its arguments.
   *
   * @param twin the kernel
   * @param slices its arrays, whose guards are compared, too
   */
  record Call(Twin twin, Slices slices) {
    @Override
    public String toString() {
      return twin + " of " + slices.length() + " elements";
    }

    private Slices after(Twin.Form form, double[] result) {
      Slices s = slices.copy();
      int[] offsets = twin.offsets() ? s.offsets() : new int[s.offsets().length];
      result[0] = form.run(s.length(), s.arrays(), offsets);
      return s;
    }
  }

  @Property(seed = Laws.SEED, tries = 4000)
  void allFormsOfAKernelAgree(@ForAll("calls") Call call) {
    double[] expected = new double[1];
    double[] actual = new double[1];
    Slices scalar = call.after(call.twin.scalar(), expected);
    for (Twin.Form form : forms(call.twin)) {
      Slices other = call.after(form, actual);
      assertEquals(
          Double.doubleToLongBits(expected[0]),
          Double.doubleToLongBits(actual[0]),
          () -> call + ": " + actual[0] + " instead of " + expected[0]);
      assertArrayEquals(scalar.bits(), other.bits(), call.toString());
    }
  }

  /** A kernel whose loop C2 vectorizes by itself has one form only. */
  private static List<Twin.Form> forms(Twin twin) {
    return twin.vector() == null ? List.of(twin.facade()) : List.of(twin.vector(), twin.facade());
  }

  @Example
  void allWidthsAndNumbersOfThreadsAgree() throws IOException, InterruptedException {
    List<Process> running = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<List<String>> printed = new ArrayList<>();
    for (int bits : new int[] {0, 128, 256, 512}) {
      for (int threads = 1; threads <= 3; threads++) {
        names.add(bits + " bits, " + threads + " threads");
        running.add(probe(bits, threads));
        if (running.size() == 2) {
          finish(running, printed);
        }
      }
    }
    for (int i = 0; i < names.size(); i++) {
      assertEquals(printed.get(0), printed.get(i), names.get(i));
    }
    assertTrue(
        printed.get(0).size() > Twin.ALL.size() + Shaped.ALL.size(), printed.get(0).toString());
  }

  private static void finish(List<Process> running, List<List<String>> printed)
      throws IOException, InterruptedException {
    for (Process process : running) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
      printed.add(output.lines().filter(l -> !l.startsWith("WARNING")).toList());
    }
    running.clear();
  }

  private static Process probe(int bits, int threads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--add-modules",
            "jdk.incubator.vector",
            "-D" + Simd.PROPERTY + "=" + bits,
            "-D" + Simd.EMULATE + "=true",
            "-Ddev.fluxion.threads=" + threads,
            "-cp",
            System.getProperty("java.class.path"),
            KernelProbe.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  @Provide
  Arbitrary<Call> calls() {
    return Arbitraries.of(Twin.ALL)
        .flatMap(
            twin ->
                Arbitraries.oneOf(
                        Slices.of(twin.arrays().size(), Floats.any(), 150),
                        Slices.of(twin.arrays().size(), Floats.spread(-10, 10), 300))
                    .map(slices -> new Call(twin, slices)));
  }
}
