package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Programs of random small nets. */
class ProgramLaws {
  /** A net that fits random data. */
  private record Fit(Mlp net, int rows, int seed) {
    Program program() {
      Tape tape = new Tape();
      Tensor x = tape.input("x", rows, net.inputs());
      Tensor y = tape.input("y", rows, net.outputs());
      return tape.compile(net.record(tape, x).meanSquaredError(y));
    }

    float[] data(String name, int columns) {
      float[] data = new float[rows * columns];
      RandomKey.of(seed).split(name).uniforms(0, data.length, -1, 1, data, 0);
      return data;
    }

    Workspace engine() {
      Workspace workspace = program().newWorkspace();
      workspace.set("x", data("x", net.inputs()));
      workspace.set("y", data("y", net.outputs()));
      return workspace;
    }

    DefinitionWorkspace definition() {
      DefinitionWorkspace workspace = program().newDefinitionWorkspace();
      workspace.set("x", data("x", net.inputs()));
      workspace.set("y", data("y", net.outputs()));
      return workspace;
    }

    float[] theta(String name) {
      return net.initialize(RandomKey.of(seed).split(name));
    }
  }

  @Property(seed = Laws.SEED, tries = 150)
  void gradientsAgreeWithCentralDifferences(@ForAll("smooth") Fit fit) {
    GradientCheck.formula(fit.definition(), Convert.toDouble(fit.theta("a")))
        .expectBelow(Tolerances.GRADIENT_FORMULA);
  }

  @Property(seed = Laws.SEED, tries = 300)
  void theFloatEngineAgreesWithTheDoubleDefinition(@ForAll("fits") Fit fit) {
    GradientCheck.engine(fit.engine(), fit.definition(), fit.theta("a"))
        .expectBelow(Tolerances.GRADIENT_ENGINE);
  }

  @Property(seed = Laws.SEED, tries = 300)
  void aReplayRepeatsEveryBitWhateverRanBefore(@ForAll("fits") Fit fit) {
    Workspace workspace = fit.engine();
    float[] a = fit.theta("a");
    float[] first = new float[a.length];
    double loss = workspace.valueAndGradient(a, first);
    workspace.valueAndGradient(fit.theta("b"), new float[a.length]);
    float[] second = new float[a.length];
    assertEquals(loss, workspace.valueAndGradient(a, second));
    assertArrayEquals(first, second);
    assertEquals(loss, workspace.value(a.clone()));
    float[] elsewhere = new float[a.length];
    assertEquals(loss, fit.engine().valueAndGradient(a, elsewhere));
    assertArrayEquals(first, elsewhere);
  }

  @Provide
  Arbitrary<Fit> smooth() {
    return fits(Activation.IDENTITY, Activation.TANH, Activation.SIGMOID, Activation.SQUARE);
  }

  @Provide
  Arbitrary<Fit> fits() {
    return fits(Activation.values());
  }

  private static Arbitrary<Fit> fits(Activation... activations) {
    return Combinators.combine(
            Arbitraries.integers().between(1, 6).array(int[].class).ofMinSize(2).ofMaxSize(4),
            Arbitraries.of(activations),
            Arbitraries.integers().between(1, 40),
            Arbitraries.integers().between(0, 1000))
        .as((widths, activation, rows, seed) -> new Fit(new Mlp(activation, widths), rows, seed));
  }
}
