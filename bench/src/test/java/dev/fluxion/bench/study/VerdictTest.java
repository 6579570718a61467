package dev.fluxion.bench.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.bench.cases.Cost;
import dev.fluxion.bench.cases.Kind;
import dev.fluxion.bench.cases.Metric;
import dev.fluxion.bench.study.Ceilings.Limit;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Cost COPY = new Cost(1, 10, 5e4, 5e4, 1e5); // 1000 ns of bandwidth
  private static final Cost PRODUCT = new Cost(1, 1e6, 1e3, 1e3, 2e3); // 10 µs of FMA

  private static Verdict verdict(Kind kind, Cost cost, double... ns) {
    Row row = Synthetic.row("x", Metric.GFLOPS, kind, cost, ns);
    Study study = Synthetic.study(row);
    return Verdict.on(row, study, Ceilings.of(study, 1));
  }

  @Test
  void theVectorApiWinsAReductionThatC2MayNotReorder() {
    Verdict v = verdict(Kind.REDUCTION, COPY, 20_000, 20_000, 8_000, 4_000);
    assertEquals("vector-256", v.winner());
    assertEquals(5, v.scalarOverVector().center(), 0.2);
    assertTrue(v.words().contains("may not reorder"), v.words());
    assertEquals(0.25, v.roof().share(), 0.2);
  }

  @Test
  void allFormsAreEqualAtTheBandwidth() {
    Verdict v = verdict(Kind.ELEMENTWISE, COPY, 3_000, 1_000, 1_000, 1_000);
    assertNull(v.winner());
    assertEquals(Limit.MEMORY, v.roof().limit());
    assertEquals("DRAM", v.roof().level());
    assertTrue(v.words().contains("No difference"), v.words());
    assertTrue(v.words().contains("C2 vectorizes"), v.words());
    assertTrue(v.words().contains("Memory bound"), v.words());
  }

  @Test
  void aProductNearThePeakIsComputeBound() {
    Verdict v = verdict(Kind.PRODUCT, PRODUCT, 400_000, 90_000, 30_000, 10_500);
    assertEquals(Limit.COMPUTE, v.roof().limit());
    assertEquals("L1", v.roof().level());
    assertTrue(v.words().contains("Compute bound"), v.words());
  }

  @Test
  void scalarCodeCanWin() {
    Verdict v = verdict(Kind.UPDATE, COPY, 8_000, 2_000, 4_000, 4_000);
    assertEquals("superword", v.winner());
    assertTrue(v.words().startsWith("Scalar code wins: 2.0"), v.words());
  }

  @Test
  void aNarrowerVectorWinsOnlyIfThatIsShown() {
    assertEquals("vector-128", verdict(Kind.UPDATE, COPY, 8e3, 8e3, 3e3, 4e3).winner());
    assertEquals("vector-256", verdict(Kind.UPDATE, COPY, 8e3, 8e3, 3.99e3, 4e3).winner());
  }

  @Test
  void withoutBothFormsThereIsNoVerdict() {
    assertNull(verdict(Kind.UPDATE, COPY, 8_000, 2_000));
  }

  @Test
  void ceilingsAreTheBestThatWasSeen() {
    Ceilings ceilings = Ceilings.of(Synthetic.study(), 1);
    assertEquals(100, ceilings.highestPeak().orElseThrow(), 3);
    assertEquals(100, ceilings.read().get("L1"), 3);
    assertEquals("DRAM", ceilings.level(1e6));
    assertNull(Ceilings.of(Synthetic.study(), 2).roof(COPY, 1));
  }
}
