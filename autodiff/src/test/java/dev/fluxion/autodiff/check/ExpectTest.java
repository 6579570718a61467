package dev.fluxion.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.op.GeluOp;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.op.SquareOp;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The checks in one line, and what they notice. */
class ExpectTest {
  private static Program program(Op activation) {
    Tape tape = new Tape();
    Tensor x = tape.input("x", 4, 3);
    Tensor hidden = tape.apply(activation, x.matmul(tape.parameter("w", Role.WEIGHT, 3, 2)));
    return tape.compile(hidden.crossEntropy(tape.input("classes", 4)));
  }

  private static final Map<String, float[]> CLASSES = Map.of("classes", new float[] {0, 1, 1, 0});

  @Test
  void aRightProgramPassesInOneLine() {
    GradientCheck.expect(program(new SquareOp()), CLASSES);
    Tape tape = new Tape();
    Tensor w = tape.parameter("w", Role.WEIGHT, 3);
    GradientCheck.expect(tape.compile(w.tanh().meanSquaredError(tape.input("y", 3))));
  }

  @Test
  void wrongProgramsAreRefusedAndTheRightPartIsBlamed() {
    for (AlteredSquare wrong : AlteredSquare.values()) {
      if (wrong != AlteredSquare.RIGHT
          && wrong != AlteredSquare.OVERWRITING_ENGINE
          && wrong != AlteredSquare.OVERWRITING_FORMULA) {
        assertThrows(
            AssertionError.class, () -> GradientCheck.expect(program(wrong), CLASSES), wrong::name);
      }
    }
  }

  @Test
  void inputsThatCannotBeAnythingHaveToBeGiven() {
    assertThrows(
        IllegalArgumentException.class, () -> GradientCheck.expect(program(new SquareOp())));
  }

  /** Clamps NaN away in the engine, or an infinite gradient. */
  private record Hiding(boolean value) implements Objective {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double value(float[] theta) {
      return value && !Float.isFinite(theta[0]) ? 0 : theta[0];
    }

    @Override
    public double valueAndGradient(float[] theta, float[] gradient) {
      gradient[0] = value || Float.isFinite(theta[0]) ? 1 : Float.NaN;
      return value(theta);
    }
  }

  @Test
  void specialValuesThatAreHiddenOrInventedAreNoticed() {
    ObjectiveDefinition identity =
        new ObjectiveDefinition() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double value(double[] theta) {
            return theta[0];
          }

          @Override
          public double valueAndGradient(double[] theta, double[] gradient) {
            gradient[0] = 1;
            return theta[0];
          }
        };
    float[] theta = {1};
    String hidden = SpecialValues.disagreement(new Hiding(true), identity, theta);
    assertEquals("with theta[0] = NaN, the value is 0.0 instead of NaN", hidden);
    String invented = SpecialValues.disagreement(new Hiding(false), identity, theta);
    assertEquals("with theta[0] = NaN, the gradient is not finite, but should be", invented);
    assertThrows(
        AssertionError.class, () -> GradientCheck.expect(new Hiding(true), identity, theta));
    assertEquals(1, theta[0]);
  }

  @TestFactory
  List<DynamicTest> everyOpPassesAllChecks() {
    return Catalog.load("op", Op.class).all().stream()
        .map(
            op ->
                DynamicTest.dynamicTest(
                    op.card().id(),
                    () -> {
                      OpReport report = OpReport.of(op);
                      assertEquals(List.of(), report.faults());
                      assertTrue(report.hessian().isPresent(), "no rule for Hessian products");
                      assertEquals(op.samples().size(), report.cases());
                    }))
        .toList();
  }

  @Test
  void faultsOfAnOpAreListed() {
    OpReport report = OpReport.of(AlteredSquare.WRONG_FORMULA);
    assertFalse(report.passes());
    assertTrue(report.faults().getFirst().startsWith("double backward"), report::toString);
    assertTrue(report.hessian().isEmpty());
  }

  /** The series of the definition has to end for what is no number. */
  @Test
  void geluOfWhatIsNoNumberIsNoNumber() {
    assertTrue(Double.isNaN(new GeluOp().value(Double.NaN)));
    assertEquals(Double.POSITIVE_INFINITY, new GeluOp().value(Double.POSITIVE_INFINITY));
  }
}
