package dev.fluxion.bench.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.bench.Benchmarks;
import dev.fluxion.bench.ElementwiseBenchmark;
import dev.fluxion.bench.FunctionBenchmark;
import dev.fluxion.bench.GemmBenchmark;
import dev.fluxion.bench.OptimBenchmark;
import dev.fluxion.bench.RandomBenchmark;
import dev.fluxion.bench.TrainingBenchmark;
import dev.fluxion.bench.run.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

class TableTest {
  /** What other programs ask for by name. */
  private static final Map<Part, String> PROMISED =
      Map.of(
          Part.GEMM, "32 64 128 256 512 1024 2048 fwd1 fwd1nt fwd2 dW1 dH dW2 mlp",
          Part.OPTIM,
              "adam/1e3 adam/1e5 adam/1e6 adam/1e7 adamw/1e3 momentum/1e5 sgd/1e6 ecdsep/1e7",
          Part.RANDN, "normals",
          Part.ELEM, "exp tanh sigmoid dot/1e3 dot/1e4",
          Part.FUNC, "rosenbrock zakharov ackley zakharov10_adam zakharov10_ecdsep",
          Part.TRAIN, "a b c d e",
          Part.MACHINE, "fma read/DRAM copy/DRAM triad/DRAM");

  private static final Map<Part, Class<? extends Benchmarks>> JMH =
      Map.of(
          Part.GEMM, GemmBenchmark.class,
          Part.OPTIM, OptimBenchmark.class,
          Part.TRAIN, TrainingBenchmark.class,
          Part.FUNC, FunctionBenchmark.class,
          Part.RANDN, RandomBenchmark.class,
          Part.ELEM, ElementwiseBenchmark.class);

  @Test
  void namesAreUniqueAndWithoutCommaOrBlank() {
    List<String> ids = new ArrayList<>();
    for (Part part : Part.values()) {
      Table.of(part).forEach(c -> ids.add(c.id()));
    }
    Set<String> unique = new LinkedHashSet<>(ids);
    assertEquals(unique.size(), ids.size());
    ids.forEach(id -> assertTrue(id.matches("[\\w/.-]+"), id));
  }

  @Test
  void thePromisedCasesAreAlwaysMeasured() {
    PROMISED.forEach(
        (part, names) -> {
          for (String name : names.split(" ")) {
            assertTrue(Table.get(part.id() + "/" + name).core(), name);
          }
        });
    assertThrows(IllegalArgumentException.class, () -> Table.get("gemm/33"));
  }

  /** The annotation needs constants, so the names stand there twice. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MACHINE")
  void jmhTakesItsCasesFromTheTable(Part part) throws ReflectiveOperationException {
    List<String> names = List.of(JMH.get(part).getField("name").getAnnotation(Param.class).value());
    names.forEach(name -> Table.get(part.id() + "/" + name));
    for (Case c : Table.of(part)) {
      String kernel = c.name().split("/")[0];
      assertTrue(
          names.stream().anyMatch(name -> name.split("/")[0].equals(kernel)),
          () -> c.id() + " is missing in " + JMH.get(part).getSimpleName());
    }
  }

  static Stream<Case> small() {
    return Stream.of(Part.values())
        .flatMap(part -> Table.of(part).stream())
        .filter(c -> c.cost().flops() < 1e8 && c.cost().items() < 1e5);
  }

  @ParameterizedTest
  @MethodSource("small")
  void workIsTheSameEveryTime(Case c) {
    assertEquals(Digest.of(c, c.work(1)), Digest.of(c, c.work(1)));
    assertTrue(c.cost().footprint() <= c.cost().bytes() + 1, c.id());
  }

  @Test
  void threadsThatEachDoTheWorkCountIt() {
    Case fma = Table.get("machine/fma");
    assertEquals(2 * fma.cost().flops(), fma.cost(2).flops());
    assertFalse(Table.get("func/ackley").runsOn(2));
    Work both = Table.get("machine/copy/L1").work(2);
    both.call().run();
    assertEquals(2, both.outputs().length);
  }
}
