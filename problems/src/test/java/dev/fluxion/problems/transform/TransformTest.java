package dev.fluxion.problems.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemText;
import dev.fluxion.problems.surface.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {
  private static final RandomKey KEY = RandomKey.of(9);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shift(problem=rosenbrock(dimension=4),by=1,-2,3,0.5)",
        "rotate(problem=levy(dimension=5))",
        "scale(problem=griewank,value=3,length=0.5)",
        "offset(problem=rosenbrock,by=-2)",
        "drift(problem=zakharov(dimension=4),speed=0.1)",
        "additive-noise(problem=rotate(problem=ackley))",
        "multiplicative-noise(problem=mlp-fit)",
        "rotate(problem=shift(problem=drift(problem=scale(problem=offset(problem=logic-gate)))))"
      })
  void gradientsAgreeAndEvaluationAllocatesNothing(String text) {
    Problem problem = open(text);
    int n = problem.dimension();
    for (int p = 0; p < 5; p++) {
      double[] point = Domain.within(2).random(KEY.split("point").split(p), n);
      GradientCheck.formula(problem.definition(), point).expectBelow(1e-6);
    }
    problem.objective().beginStep(3);
    problem.definition().beginStep(3);
    float[] gradient = new float[n];
    for (int p = 0; p < 5; p++) {
      float[] point = Convert.toFloat(Domain.within(2).random(KEY.split("point").split(p), n));
      GradientCheck.engine(problem.objective(), problem.definition(), point).expectBelow(2e-5);
      double value = problem.objective().valueAndGradient(point, gradient);
      assertEquals(value, problem.objective().value(point));
    }
    if (!text.contains("fit") && !text.contains("gate")) { // nets wait for the compiler
      float[] start = Convert.toFloat(problem.start());
      long bytes =
          Allocation.bytes(
              () -> {
                problem.objective().valueAndGradient(start, gradient);
                problem.objective().value(start);
              });
      assertEquals(0, bytes);
    }
  }

  @Test
  void shiftMovesEverythingByItsDisplacement() {
    Problem base = open("himmelblau");
    Problem moved = open("shift(problem=himmelblau,by=2,-0.5)");
    assertArrayEquals(new double[] {5, 1.5}, moved.minimizer().orElseThrow());
    assertArrayEquals(new double[] {2, -0.5}, moved.start());
    double[] there = new double[2];
    double[] here = new double[2];
    double value = moved.definition().valueAndGradient(new double[] {3, 1}, there);
    assertEquals(base.definition().valueAndGradient(new double[] {1, 1.5}, here), value);
    assertArrayEquals(here, there);
    assertEquals(0, moved.objective().value(new float[] {5, 1.5f}));
    var e = assertThrows(IllegalArgumentException.class, () -> open("shift(problem=levy,by=1,2)"));
    assertTrue(e.getMessage().contains("by has 2 numbers"), e.getMessage());
  }

  /** Both norms of ten numbers are rounded ten times or so, and the gradient turned. */
  @Test
  void rotationKeepsValuesAndNormsOfGradients() {
    Problem base = open("dixon-price");
    Problem turned = open("rotate(problem=dixon-price)");
    double minimum = turned.definition().value(turned.minimizer().orElseThrow());
    assertEquals(0, minimum, 1e-26, "the square of some roundings");
    double[] start = turned.start();
    assertNotEquals(base.start()[0], start[0], 1e-3);
    double[] left = new double[10];
    double[] right = new double[10];
    double value = base.definition().valueAndGradient(base.start(), left);
    assertEquals(value, turned.definition().valueAndGradient(start, right), 1e-12 * value);
    assertEquals(norm(left), norm(right), 1e-12 * norm(left));
    double[] other = open("rotate(problem=dixon-price,rotation=1)").start();
    assertNotEquals(start[0], other[0], 1e-3);
  }

  @Test
  void scaleAndOffsetChangeUnitsAndZero() {
    Problem base = open("booth");
    Problem scaled = open("scale(problem=booth,value=4,length=0.5)");
    assertArrayEquals(new double[] {0.5, 1.5}, scaled.minimizer().orElseThrow());
    double[] left = new double[2];
    double[] right = new double[2];
    double value = base.definition().valueAndGradient(new double[] {6, 2}, left);
    assertEquals(4 * value, scaled.definition().valueAndGradient(new double[] {3, 1}, right));
    assertArrayEquals(new double[] {8 * left[0], 8 * left[1]}, right);
    Problem lifted = open("offset(problem=booth,by=3)");
    assertEquals(3, lifted.minimum().orElseThrow());
    assertEquals(value + 3, lifted.definition().valueAndGradient(new double[] {6, 2}, right));
    assertArrayEquals(left, right);
  }

  @Test
  void driftGoesOneWayAtItsSpeed() {
    Problem problem = open("drift(problem=quadratic(coefficients=1,1,1),speed=0.25)");
    double[] origin = new double[3];
    float[] floats = new float[3];
    for (int k : new int[] {0, 1, 2, 100, 7}) {
      problem.definition().beginStep(k);
      double square = 0.0625 * k * k;
      assertEquals(square, problem.definition().value(origin), 1e-14 * square);
      problem.objective().beginStep(k);
      assertEquals(square, problem.objective().value(floats), 1e-6 * square);
    }
    double[] first = new double[3];
    double[] seventh = new double[3];
    problem.definition().beginStep(1);
    problem.definition().valueAndGradient(origin, first);
    problem.definition().beginStep(7);
    problem.definition().valueAndGradient(origin, seventh);
    for (int i = 0; i < 3; i++) {
      assertEquals(7 * first[i], seventh[i], 1e-14);
    }
  }

  /**
   * The mean of N draws is normal with deviation σ/√N, or nearly so: within six of them. The seed
   * is fixed, so this is no chance.
   */
  @ParameterizedTest
  @ValueSource(strings = {"normal", "uniform"})
  void noiseIsUnbiasedAndOfItsSize(String distribution) {
    int count = 4000;
    double variance = distribution.equals("normal") ? 1 : 1.0 / 3;
    double fourth = distribution.equals("normal") ? 3 : 1.0 / 5;
    String quadratic = "(problem=quadratic,size=0.5,distribution=" + distribution + ")";
    ObjectiveDefinition additive = open("additive-noise" + quadratic).definition();
    ObjectiveDefinition relative = open("multiplicative-noise" + quadratic).definition();
    double[] point = {3, -1};
    double[] exact = new double[2];
    open("quadratic").definition().valueAndGradient(point, exact);
    double[] mean = new double[4];
    double[] square = new double[4];
    double[] g = new double[2];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < 4; i++) {
        ObjectiveDefinition noisy = i < 2 ? additive : relative;
        if (i % 2 == 0) {
          noisy.beginStep(k);
          assertEquals(19, noisy.valueAndGradient(point, g), "the value has no noise");
        }
        double z = (g[i % 2] - exact[i % 2]) / (i < 2 ? 0.5 : 0.5 * exact[i % 2]);
        mean[i] += z / count;
        square[i] += z * z / count;
      }
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(0, mean[i], 6 * Math.sqrt(variance / count));
      assertEquals(variance, square[i], 6 * Math.sqrt((fourth - variance * variance) / count));
    }
  }

  @Test
  void noiseDependsOnSeedAndStepOnly() {
    String text = "additive-noise(problem=booth)";
    double[] exact = gradient(open("booth"), -1);
    assertArrayEquals(exact, gradient(open(text), -1), "none before a step is announced");
    Problem problem = open(text);
    double[] fifth = gradient(problem, 5);
    gradient(problem, 6);
    assertArrayEquals(fifth, gradient(problem, 5));
    assertArrayEquals(fifth, gradient(open(text), 5));
    assertNotEquals(fifth[0], gradient(open(text), 6)[0]);
    Problem other = ProblemText.parse(text).open(KEY.split(1));
    assertNotEquals(fifth[0], gradient(other, 5)[0]);
  }

  @Test
  void noiseWithinNoiseIsOtherNoise() {
    double once =
        gradient(open("additive-noise(problem=booth)"), 5)[0] - gradient(open("booth"), 5)[0];
    double[] twice = gradient(open("additive-noise(problem=additive-noise(problem=booth))"), 5);
    assertNotEquals(2 * once, twice[0] - gradient(open("booth"), 5)[0], 1e-6);
  }

  @Test
  void whatIsWrappedIsTheSameProblem() {
    assertArrayEquals(open("landscape").start(), open("offset(problem=landscape)").start());
    assertEquals(
        ProblemText.parse("levy").domain(), ProblemText.parse("rotate(problem=levy)").domain());
  }

  @Test
  void anUnregisteredProblemCanBeWrapped() {
    Problem moved = new Offset("quadratic", 5).apply(open("booth").split(1, 1), KEY);
    assertEquals(5, moved.minimum().orElseThrow());
    assertEquals(2, moved.layout().segments().size());
  }

  private static double[] gradient(Problem problem, int step) {
    double[] gradient = new double[problem.dimension()];
    if (step >= 0) {
      problem.definition().beginStep(step);
    }
    problem.definition().valueAndGradient(problem.start(), gradient);
    return gradient;
  }

  private static double norm(double[] x) {
    double squares = 0;
    for (double xi : x) {
      squares += xi * xi;
    }
    return Math.sqrt(squares);
  }

  private static Problem open(String text) {
    return ProblemText.parse(text).open(KEY);
  }
}
