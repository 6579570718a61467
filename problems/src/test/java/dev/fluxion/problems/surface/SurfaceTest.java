package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every surface, at seeded random points of its domain. */
class SurfaceTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final int POINTS = 20;

  /** The step of central differences grows with |x|; beyond 10 it would be coarser than waves. */
  private static final double DIFFERENCES_WITHIN = 10;

  static List<ProblemSpec> surfaces() {
    return ProblemSpec.catalog().all().stream()
        .filter(spec -> spec.getClass().getPackage() == SurfaceTest.class.getPackage())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("surfaces")
  void gradientsAreThoseOfTheValue(ProblemSpec spec) {
    Problem problem = spec.open(KEY);
    double radius = domain(spec).high();
    for (int p = 0; p < POINTS; p++) {
      double[] point = point(spec, problem, p);
      for (int i = 0; i < point.length; i++) {
        point[i] *= Math.min(1, DIFFERENCES_WITHIN / radius);
      }
      GradientCheck.formula(problem.definition(), point).expectBelow(1e-6);
    }
    GradientCheck.formula(problem.definition(), problem.start()).expectBelow(1e-7);
  }

  /**
   * The engines evaluate in double and round the gradient once, by 2⁻²⁴ of it; that of the older
   * quadratic multiplies in float.
   */
  @ParameterizedTest
  @MethodSource("surfaces")
  void engineAgreesWithDefinition(ProblemSpec spec) {
    Problem problem = spec.open(KEY);
    for (int p = 0; p < POINTS; p++) {
      float[] point = Convert.toFloat(point(spec, problem, p));
      GradientCheck.engine(problem.objective(), problem.definition(), point).expectBelow(0x1p-22);
      assertEquals(
          problem.objective().valueAndGradient(point, new float[point.length]),
          problem.objective().value(point));
    }
  }

  /** What is left of a gradient at the rounded minimizer is its rounding times the curvature. */
  @ParameterizedTest
  @MethodSource("surfaces")
  void minimumIsWhereItIsSaidToBe(ProblemSpec spec) {
    Problem problem = spec.open(KEY);
    if (problem.minimizer().isEmpty()) {
      return;
    }
    double minimum = problem.minimum().orElseThrow();
    double[] best = problem.minimizer().get();
    assertTrue(domain(spec).contains(best));
    double[] gradient = new double[best.length];
    double value = problem.definition().valueAndGradient(best, gradient);
    assertEquals(minimum, value, 1e-12 * Math.max(1, Math.abs(minimum)));
    assertArrayEquals(new double[best.length], gradient, 1e-9);
    for (int p = 0; p < 50 * POINTS; p++) {
      double[] point = point(spec, problem, p);
      double there = problem.definition().value(point);
      assertTrue(there >= minimum, "lower: " + there);
      for (int i = 0; i < point.length; i++) {
        point[i] = best[i] + 1e-3 * (point[i] - best[i]);
      }
      double near = problem.definition().value(point);
      assertTrue(near >= minimum - 1e-13 * Math.max(1, Math.abs(minimum)), "lower, near: " + near);
    }
  }

  @ParameterizedTest
  @MethodSource("surfaces")
  void evaluationAllocatesNothing(ProblemSpec spec) {
    Problem problem = spec.open(KEY);
    Objective engine = problem.objective();
    float[] gradient = new float[problem.dimension()];
    float[][] points = new float[POINTS][];
    for (int p = 0; p < POINTS; p++) {
      points[p] = Convert.toFloat(point(spec, problem, p));
    }
    assertEquals(
        0,
        Allocation.bytes(
            () -> {
              for (float[] point : points) {
                engine.value(point);
                engine.valueAndGradient(point, gradient);
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("surfaces")
  void startIsNoPlaceToRestAndInTheDomain(ProblemSpec spec) {
    Problem problem = spec.open(KEY);
    double[] gradient = new double[problem.dimension()];
    problem.definition().valueAndGradient(problem.start(), gradient);
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertTrue(largest > 1e-3 && largest < 1e9, "largest slope " + largest);
    boolean drawn = spec instanceof Landscape;
    assertTrue(drawn || domain(spec).contains(problem.start()));
  }

  private static Domain domain(ProblemSpec spec) {
    return spec.domain().orElseThrow();
  }

  private static double[] point(ProblemSpec spec, Problem problem, int p) {
    return domain(spec).random(KEY.split("point").split(p), problem.dimension());
  }
}
