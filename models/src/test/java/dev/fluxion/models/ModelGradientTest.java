package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for the gradients of every model. */
class ModelGradientTest {
  /** Central differences: of order h⁴ = 1e-12, times fifth derivatives of nets with norms. */
  private static final double FORMULA = 1e-7;

  /** A few hundred roundings of 2⁻²⁴ = 6e-8. */
  private static final double ENGINE = 1e-5;

  private static Stream<DynamicTest> each(Consumer<Model> law) {
    return Specimen.small().stream()
        .map(model -> DynamicTest.dynamicTest(model.toString(), () -> law.accept(model)));
  }

  @TestFactory
  Stream<DynamicTest> theDefinitionHasTheSlopesOfItsValue() {
    return each(
        model -> {
          Model smooth = smooth(model);
          Specimen specimen = Specimen.of(smooth, 5);
          float[] theta = smooth.initialize(Specimen.KEY, Initializer.GLOROT_NORMAL);
          GradientCheck.formula(specimen.definition(), Convert.toDouble(theta))
              .expectBelow(FORMULA);
        });
  }

  /** Central differences need a model without kinks. */
  private static Model smooth(Model model) {
    return Settings.values((Record) model).containsKey("activation")
        ? (Model) Settings.with((Record) model, Map.of("activation", "silu"))
        : model;
  }

  @TestFactory
  Stream<DynamicTest> theEngineAgreesWithTheDefinition() {
    return each(
        model -> {
          Specimen specimen = Specimen.of(model, 5);
          float[] theta = model.initialize(Specimen.KEY);
          GradientCheck.engine(specimen.engine(), specimen.definition(), theta).expectBelow(ENGINE);
        });
  }

  @TestFactory
  Stream<DynamicTest> aBatchOfOneIsABatch() {
    return each(
        model -> {
          Specimen specimen = Specimen.of(model, 1);
          float[] theta = model.initialize(Specimen.KEY);
          GradientCheck.engine(specimen.engine(), specimen.definition(), theta).expectBelow(ENGINE);
        });
  }

  @TestFactory
  Stream<DynamicTest> everySegmentLearns() {
    return each(
        model -> {
          Specimen specimen = Specimen.of(model, 5);
          float[] theta = model.initialize(Specimen.KEY, Initializer.GLOROT_NORMAL);
          float[] gradient = new float[theta.length];
          specimen.engine().valueAndGradient(theta, gradient);
          List<String> still =
              specimen
                  .program()
                  .layout()
                  .segments()
                  .reject(s -> s.name().endsWith("key.bias")) // a softmax does not see it
                  .select(s -> allZero(gradient, s.offset(), s.size()))
                  .collect(s -> s.name())
                  .castToList();
          assertEquals(List.of(), still);
        });
  }

  private static boolean allZero(float[] x, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      if (x[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @TestFactory
  Stream<DynamicTest> twentyStepsDownTheGradientReduceTheLoss() {
    return each(
        model -> {
          Workspace loss = Specimen.of(model, 5).engine();
          float[] theta = model.initialize(Specimen.KEY);
          float[] gradient = new float[theta.length];
          double first = loss.value(theta);
          for (int step = 0; step < 20; step++) {
            loss.valueAndGradient(theta, gradient);
            for (int i = 0; i < theta.length; i++) {
              theta[i] -= 0.01f * gradient[i];
            }
          }
          double last = loss.value(theta);
          assertTrue(last < first, first + " → " + last);
        });
  }
}
