package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files say of a function and its gradient is what the tape makes of the formula. */
class TapeTest {
  private static final RandomKey KEY = RandomKey.of(6);

  static Set<String> recorded() {
    return new TreeSet<>(Recorded.FUNCTIONS.keySet());
  }

  /** Both are in double; what differs is the order of operations, and how angles are reduced. */
  @ParameterizedTest
  @MethodSource("recorded")
  void fileAndTapeAgree(String id) {
    ProblemSpec spec = ProblemSpec.catalog().get(id);
    Problem problem = spec.open(KEY);
    int n = problem.dimension();
    DefinitionWorkspace tape = workspace(id, n);
    double[] left = new double[n];
    double[] right = new double[n];
    for (int p = 0; p < 20; p++) {
      double[] point = spec.domain().orElseThrow().random(KEY.split(p), n);
      double value = tape.valueAndGradient(point, right);
      assertEquals(value, problem.definition().valueAndGradient(point, left), tolerance(value));
      double largest = 0;
      for (double g : right) {
        largest = Math.max(largest, Math.abs(g));
      }
      for (int i = 0; i < n; i++) {
        assertEquals(right[i], left[i], tolerance(largest), id + ", gradient " + i);
      }
    }
  }

  private static double tolerance(double size) {
    return 1e-10 * Math.max(1, Math.abs(size));
  }

  private static DefinitionWorkspace workspace(String id, int n) {
    Tape tape = new Tape();
    Tensor x = tape.parameter("x", Role.WEIGHT, n);
    Tensor i = tape.input("i", n);
    Tensor zero = i.times(0).sum(); // so that i is always part of the program
    Program program =
        tape.compile(Recorded.total(Recorded.FUNCTIONS.get(id).apply(x, i)).plus(zero));
    DefinitionWorkspace workspace = program.newDefinitionWorkspace();
    double[] numbers = new double[n];
    for (int k = 0; k < n; k++) {
      numbers[k] = k + 1;
    }
    workspace.set("i", numbers);
    return workspace;
  }

  /** Of the others one is randomly turned, one is {@code landscape}'s, one belongs to its data. */
  @Test
  void everySurfaceWithAFormulaOfItsOwnIsRecorded() {
    Set<String> surfaces =
        SurfaceTest.surfaces().stream().map(s -> s.card().id()).collect(Collectors.toSet());
    surfaces.removeAll(Set.of("spectral-quadratic", "published-landscape", "published-language"));
    assertEquals(surfaces, recorded());
  }
}
