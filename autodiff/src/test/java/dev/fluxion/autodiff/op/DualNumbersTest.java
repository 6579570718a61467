package dev.fluxion.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.check.HessianCheck;
import dev.fluxion.autodiff.check.OpTrial;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.kernel.Epilogue;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Forward mode of every op, on its own samples. */
class DualNumbersTest {
  /**
   * Rounding: some hundred operations of 2⁻⁵³ on numbers up to ten, divided by variances down to
   * 0.1.
   */
  private static final double ROUNDING = 1e-11;

  @TestFactory
  List<DynamicTest> theTangentOfTheLossIsTheGradientTimesTheDirection() {
    return eachTrial(
        (f, theta) -> {
          double[] v = direction(theta.length, "v");
          double[] gradient = new double[theta.length];
          f.valueAndGradient(theta, gradient);
          double scale = Math.max(1, norm(gradient) * norm(v));
          return Math.abs(f.directionalDerivative(theta, v) - dot(gradient, v))
              / (scale * ROUNDING);
        });
  }

  @TestFactory
  List<DynamicTest> hessianProductsAreDifferencesOfGradients() {
    return eachTrial(
        (f, theta) -> HessianCheck.products(f, f, theta).error() / HessianCheck.TOLERANCE);
  }

  @TestFactory
  List<DynamicTest> hessiansAreSymmetric() {
    return eachTrial(
        (f, theta) -> {
          double[] u = direction(theta.length, "u");
          double[] v = direction(theta.length, "v");
          double[] hu = new double[theta.length];
          double[] hv = new double[theta.length];
          f.hessianTimes(theta, u, hu);
          f.hessianTimes(theta, v, hv);
          double scale = Math.max(1, norm(u) * norm(hv) + norm(v) * norm(hu));
          return Math.abs(dot(u, hv) - dot(v, hu)) / (scale * ROUNDING);
        });
  }

  @Test
  void theTestsSeeSecondDerivativesOfEveryCurvedKind() {
    int curved = 0;
    for (Op op : ops()) {
      OpTrial trial = OpTrial.of(op, op.samples().getFirst());
      double[] theta = Convert.toDouble(trial.theta());
      double[] product = new double[theta.length];
      trial.definition().hessianTimes(theta, direction(theta.length, "v"), product);
      curved += norm(product) > 1e-3 ? 1 : 0;
    }
    assertTrue(curved >= 25, "ops with a Hessian: " + curved);
  }

  @Test
  void anOpWithoutARuleIsNamed() {
    OpTrial trial = OpTrial.of(new Plain(), new Plain().samples().getFirst());
    double[] theta = Convert.toDouble(trial.theta());
    UnsupportedOperationException refusal =
        assertThrows(
            UnsupportedOperationException.class,
            () -> trial.definition().hessianTimes(theta, theta, new double[theta.length]));
    assertTrue(refusal.getMessage().contains("op 'plain' has no rule"), refusal.getMessage());
  }

  /** An op as somebody may write it who knows nothing of forward mode. */
  private record Plain() implements Op {
    @Override
    public Card card() {
      return new Card("plain", "Doubles.", "y = 2x", "this test");
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shapes.one(inputs);
    }

    @Override
    public void forward(FloatFrame frame) {
      throw new AssertionError("the definition is under test");
    }

    @Override
    public void backward(FloatFrame frame) {
      throw new AssertionError("the definition is under test");
    }

    @Override
    public void define(DoubleFrame frame) {
      for (int i = 0; i < frame.out().length; i++) {
        frame.out()[i] = 2 * frame.in(0)[i];
      }
    }

    @Override
    public void defineBackward(DoubleFrame frame) {
      for (int i = 0; i < frame.out().length; i++) {
        frame.inGradient(0)[i] += 2 * frame.outGradient()[i];
      }
    }

    @Override
    public List<Sample> samples() {
      return List.of(Sample.of(Shape.of(3)));
    }
  }

  /** Every registered op, and others with settings off the defaults. */
  private static List<Op> ops() {
    List<Op> ops = new ArrayList<>(Catalog.load("op", Op.class).all());
    ops.add(new AffineOp(Epilogue.IDENTITY));
    ops.add(new AffineOp(Epilogue.SIGMOID));
    ops.add(new AttentionOp(false));
    ops.add(new Conv2dOp(2, 1, 1, 0, 2));
    ops.add(new LogSumExpOp(IntLists.immutable.with(1, -1), true));
    ops.add(new PowOp(0));
    ops.add(new PowOp(1));
    ops.add(new PowOp(2));
    ops.add(new VarianceOp(IntLists.immutable.with(0, 2), false, 1));
    return ops;
  }

  /** A test for every sample of every op; the measure is an error in multiples of what may be. */
  private static List<DynamicTest> eachTrial(
      BiFunction<DefinitionWorkspace, double[], Double> measure) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Op op : ops()) {
      for (Op.Sample sample : op.samples()) {
        tests.add(
            DynamicTest.dynamicTest(
                op + " " + sample.shapes(),
                () -> {
                  OpTrial trial = OpTrial.of(op, sample);
                  double[] theta = Convert.toDouble(trial.theta());
                  double ratio = measure.apply(trial.definition(), theta);
                  assertTrue(ratio <= 1, "error: " + ratio + " times the tolerance");
                }));
      }
    }
    assertTrue(tests.size() > 100, "trials: " + tests.size());
    return tests;
  }

  private static double[] direction(int n, String purpose) {
    double[] v = new double[n];
    RandomKey.of(1).split(purpose).uniforms(0, 0, n, -1, 1, v, 0);
    return v;
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
}
