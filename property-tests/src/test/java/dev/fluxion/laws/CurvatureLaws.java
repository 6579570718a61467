package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.curvature.HessianDiagonal;
import dev.fluxion.autodiff.curvature.Sharpness;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Dual numbers in random small nets, and what is made of Hessian products on random bowls. */
class CurvatureLaws {
  /** A net with random data, parameters and directions. */
  private record Fit(Mlp net, int rows, int seed) {
    DefinitionWorkspace loss() {
      Tape tape = new Tape();
      Tensor x = tape.input("x", rows, net.inputs());
      Tensor y = tape.input("y", rows, net.outputs());
      DefinitionWorkspace loss =
          tape.compile(net.record(tape, x).meanSquaredError(y)).newDefinitionWorkspace();
      loss.set("x", vector("x", rows * net.inputs()));
      loss.set("y", vector("y", rows * net.outputs()));
      return loss;
    }

    double[] theta() {
      return Convert.toDouble(net.initialize(RandomKey.of(seed)));
    }

    /** Uniform in (-1, 1). */
    double[] vector(String purpose, int n) {
      double[] v = new double[n];
      RandomKey.of(seed).split(purpose).uniforms(0, 0, n, -1, 1, v, 0);
      return v;
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void theTangentOfTheLossIsTheGradientTimesTheDirection(@ForAll("fits") Fit fit) {
    DefinitionWorkspace loss = fit.loss();
    double[] v = fit.vector("v", loss.dimension());
    double[] gradient = new double[v.length];
    double value = loss.valueAndGradient(fit.theta(), gradient);
    double scale = Math.max(1, value + norm(gradient) * norm(v));
    assertEquals(
        dot(gradient, v), loss.directionalDerivative(fit.theta(), v), Tolerances.DUAL * scale);
  }

  @Property(seed = Laws.SEED, tries = 200)
  void hessiansAreSymmetric(@ForAll("fits") Fit fit) {
    DefinitionWorkspace loss = fit.loss();
    double[] u = fit.vector("u", loss.dimension());
    double[] v = fit.vector("v", loss.dimension());
    double[] hu = new double[u.length];
    double[] hv = new double[u.length];
    loss.hessianTimes(fit.theta(), u, hu);
    loss.hessianTimes(fit.theta(), v, hv);
    double scale = Math.max(1, norm(u) * norm(hv) + norm(v) * norm(hu));
    assertEquals(dot(u, hv), dot(v, hu), Tolerances.DUAL * scale);
  }

  /** {@code vᵀGv = 2‖Jv‖²/N}, which is not negative. */
  @Property(seed = Laws.SEED, tries = 200)
  void gaussNewtonMeasuresTheMotionOfTheOutputs(@ForAll("fits") Fit fit) {
    Tape tape = new Tape();
    Tensor x = tape.input("x", fit.rows(), fit.net().inputs());
    Tensor y = tape.input("y", fit.rows(), fit.net().outputs());
    Tensor prediction = fit.net().record(tape, x);
    DefinitionWorkspace loss =
        tape.compile(prediction.meanSquaredError(y)).newDefinitionWorkspace();
    loss.set("x", fit.vector("x", fit.rows() * fit.net().inputs()));
    loss.set("y", fit.vector("y", fit.rows() * fit.net().outputs()));
    double[] v = fit.vector("v", loss.dimension());
    double[] gv = new double[v.length];
    loss.gaussNewtonTimes(fit.theta(), v, gv);
    loss.directionalDerivative(fit.theta(), v);
    double[] jv = loss.readTangent(prediction);
    double expected = 2 * dot(jv, jv) / jv.length;
    assertEquals(
        expected, dot(v, gv), Tolerances.DUAL * Math.max(1, norm(v) * norm(gv) + expected));
  }

  /** Ritz values never leave the spectrum; a residual bounds the distance to an eigenvalue. */
  @Property(seed = Laws.SEED, tries = 200)
  void sharpnessIsAnEndOfTheSpectrum(@ForAll("bowls") Bowl bowl) {
    double[] eigenvalues = bowl.eigenvalues();
    Arrays.sort(eigenvalues);
    double largest = eigenvalues[eigenvalues.length - 1];
    double rounding = Tolerances.DUAL * largest;
    var curvature = bowl.definition().curvature().orElseThrow();
    for (int most : new int[] {3, 100}) {
      Sharpness top = Sharpness.largest(curvature, bowl.start(), 1e-6, most, Trial.KEY);
      Sharpness low = Sharpness.smallest(curvature, bowl.start(), 1e-6, most, Trial.KEY);
      for (Sharpness found : new Sharpness[] {top, low}) {
        assertTrue(found.value() <= largest + rounding);
        assertTrue(found.value() >= eigenvalues[0] - rounding);
        double distance =
            Arrays.stream(eigenvalues).map(e -> Math.abs(e - found.value())).min().orElseThrow();
        assertTrue(distance <= found.residual() + rounding, found::toString);
        if (found.converged()) {
          assertTrue(found.residual() <= 1e-6 * largest + rounding, found::toString);
        }
        assertTrue(found.converged() || most == 3, found::toString);
      }
    }
  }

  /**
   * The trace is the sum of the eigenvalues, and every probe of it lies between n times the ends.
   */
  @Property(seed = Laws.SEED, tries = 200)
  void tracesAreSumsOfEigenvalues(@ForAll("bowls") Bowl bowl) {
    double sum = Arrays.stream(bowl.eigenvalues()).sum();
    var curvature = bowl.definition().curvature().orElseThrow();
    HessianDiagonal exact = HessianDiagonal.exact(curvature, bowl.start());
    assertEquals(sum, exact.trace(), Tolerances.DUAL * sum);
    HessianDiagonal estimate = HessianDiagonal.estimate(curvature, bowl.start(), 5, Trial.KEY);
    double n = bowl.dimension();
    double most = n * bowl.curvature() * bowl.condition();
    assertTrue(estimate.trace() <= most * (1 + Tolerances.DUAL));
    assertTrue(estimate.trace() >= n * bowl.curvature() - Tolerances.DUAL * most);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** Bounded activations, so that no number grows beyond the widths. */
  @Provide
  Arbitrary<Fit> fits() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 6).array(int[].class).ofMinSize(2).ofMaxSize(4),
            Arbitraries.of(Activation.TANH, Activation.SIGMOID),
            Arbitraries.integers().between(1, 20),
            Arbitraries.integers().between(0, 1000))
        .as((widths, activation, rows, seed) -> new Fit(new Mlp(activation, widths), rows, seed));
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(30, 1000);
  }
}
