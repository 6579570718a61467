package dev.fluxion.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.op.Op;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered op keeps the contract, and the contract sees what it is there to see. */
class OpContractTest {
  static List<String> ops() {
    return List.copyOf(Catalog.load("op", Op.class).ids());
  }

  @ParameterizedTest
  @MethodSource("ops")
  void everyRegisteredOpKeepsTheContractOnAllItsSamples(String id) {
    Op op = Catalog.load("op", Op.class).get(id);
    List<OpContract.Finding> findings = OpContract.check(op);
    assertFalse(findings.isEmpty(), id + " has no samples");
    for (OpContract.Finding finding : findings) {
      assertTrue(finding.passes(), finding::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RIGHT, true, true",
    "WRONG_FORMULA, false, true",
    "WRONG_ENGINE_GRADIENT, true, false",
    "WRONG_ENGINE_VALUE, true, false",
    "NAN_ENGINE_GRADIENT, true, false",
    "OVERWRITING_ENGINE, true, false",
    "OVERWRITING_FORMULA, false, true"
  })
  void mistakesAreBlamedOnTheFormulaOrOnTheEngine(
      AlteredSquare op, boolean formulaPasses, boolean enginePasses) {
    List<OpContract.Finding> findings = OpContract.check(op);
    assertEquals(2, findings.size());
    for (OpContract.Finding finding : findings) {
      String text = finding.toString();
      assertEquals(formulaPasses, finding.formula().error() < OpContract.FORMULA_TOLERANCE, text);
      assertEquals(enginePasses, finding.engine().error() < OpContract.ENGINE_TOLERANCE, text);
      assertEquals(formulaPasses && enginePasses, finding.passes(), text);
    }
  }

  @Test
  void anEngineThatIgnoresTheGradientOfItsScalarOutputIsSeen() {
    for (OpContract.Finding finding : OpContract.check(new UpstreamBlindSum())) {
      assertTrue(finding.formula().error() < OpContract.FORMULA_TOLERANCE, finding::toString);
      assertFalse(finding.engine().error() < OpContract.ENGINE_TOLERANCE, finding::toString);
    }
  }

  @Test
  void findingsNameTheOpAndTheShapesOfTheSample() {
    OpContract.Finding finding = OpContract.check(AlteredSquare.RIGHT).get(0);
    assertEquals("square", finding.op());
    assertEquals("[5×7]", finding.sample());
  }
}
