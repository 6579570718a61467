package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.ProblemText;
import dev.fluxion.problems.surface.SpectralQuadratic.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What surfaces do beside their default settings. */
class SurfaceSettingsTest {
  private static final RandomKey KEY = RandomKey.of(11);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rastrigin(dimension=1)",
        "levy(dimension=1)",
        "levy(dimension=2)",
        "griewank(dimension=1)",
        "griewank(dimension=3)",
        "dixon-price(dimension=1)",
        "dixon-price(dimension=30)",
        "different-powers(dimension=2)",
        "sum-of-powers(dimension=1)",
        "powell(dimension=8)",
        "michalewicz(dimension=5,steepness=1)",
        "styblinski-tang(dimension=1)",
        "double-well(dimension=3,barrier=4,tilt=0.5)",
        "double-well(dimension=1,barrier=0.1,tilt=0.2)",
        "saddle(dimension=5,unstable=2,wall=0.5)",
        "saddle(dimension=3,unstable=3)",
        "kepler-potential(dimension=3,mass=2,softening=0.5)",
        "harmonic-oscillator(frequencies=1,2,10)",
        "anharmonic-oscillator(frequencies=1,2,quartic=0)",
        "spectral-quadratic(dimension=1)",
        "spectral-quadratic(dimension=6,condition=1e4,spectrum=clustered)",
        "spectral-quadratic(dimension=6,spectrum=linear,rotated=false)"
      })
  void gradientsAndMinimaHold(String text) {
    ProblemSpec spec = ProblemText.parse(text);
    Problem problem = spec.open(KEY);
    double minimum = problem.minimum().orElseThrow();
    double[] best = problem.minimizer().orElseThrow();
    double[] gradient = new double[best.length];
    double least = problem.definition().valueAndGradient(best, gradient);
    assertEquals(minimum, least, 1e-12 * Math.max(1, Math.abs(minimum)));
    assertArrayEquals(new double[best.length], gradient, 1e-9);
    for (int p = 0; p < 200; p++) {
      double[] point = spec.domain().orElseThrow().random(KEY.split(p), best.length);
      assertTrue(problem.definition().value(point) >= minimum);
      for (int i = 0; i < point.length; i++) {
        point[i] = Math.clamp(point[i], -10, 10);
      }
      GradientCheck.formula(problem.definition(), point).expectBelow(1e-6);
    }
  }

  /** The values that are printed everywhere, to their digits. */
  @ParameterizedTest
  @CsvSource({"2, -1.8013, 1e-4", "5, -4.687658, 1e-6", "10, -9.66015, 1e-5"})
  void michalewiczHasItsKnownMinima(int dimension, double minimum, double digit) {
    Problem problem = new Michalewicz(dimension, 10).open(KEY);
    assertEquals(minimum, problem.minimum().orElseThrow(), digit);
  }

  @Test
  void whatFallsWithoutEndHasNoMinimum() {
    assertTrue(new Saddle(3, 1, 0).open(KEY).minimum().isEmpty());
    assertTrue(new KeplerPotential(3, 1, 0).open(KEY).minimum().isEmpty());
  }

  /** Sum and sum of squares of the eigenvalues are trace and squared norm of the Hessian. */
  @ParameterizedTest
  @CsvSource({"geometric, 5, 16, 31, 341", "linear, 5, 9, 25, 165", "clustered, 4, 7, 16, 100"})
  void spectraAreAsChosen(String name, int n, double condition, double sum, double squares) {
    Spectrum spectrum = Spectrum.valueOf(name.toUpperCase(java.util.Locale.ROOT));
    for (boolean rotated : new boolean[] {false, true}) {
      var definition =
          new SpectralQuadratic(n, condition, spectrum, rotated).open(KEY).definition();
      double trace = 0;
      double norm = 0;
      double largestOff = 0;
      for (int i = 0; i < n; i++) {
        double[] unit = new double[n];
        double[] column = new double[n];
        unit[i] = 1;
        definition.valueAndGradient(unit, column);
        trace += column[i];
        for (int j = 0; j < n; j++) {
          norm += column[j] * column[j];
          largestOff = i == j ? largestOff : Math.max(largestOff, Math.abs(column[j]));
        }
      }
      assertEquals(sum, trace, 1e-12 * sum);
      assertEquals(squares, norm, 1e-12 * squares);
      assertEquals(rotated, largestOff > 0.1);
    }
  }

  /** The method of Verlet is late by a phase of the order (2π/2000)² after a period. */
  @ParameterizedTest
  @CsvSource({
    "'harmonic-oscillator(frequencies=2)', 0, 3.141592653589793",
    "'kepler-potential(mass=4)', 2, 3.141592653589793",
    "'anharmonic-oscillator(frequencies=1,quartic=0)', 0, 6.283185307179586"
  })
  void motionHasItsPeriod(String text, double speed, double period) {
    ObjectiveDefinition potential = ProblemText.parse(text).open(KEY).definition();
    int n = potential.dimension();
    double[] x = new double[n];
    double[] v = new double[n];
    double[] g = new double[n];
    x[0] = 1;
    v[n - 1] = speed;
    int steps = 2000;
    double dt = period / steps;
    potential.valueAndGradient(x, g);
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < n; i++) {
        v[i] -= dt / 2 * g[i];
        x[i] += dt * v[i];
      }
      potential.valueAndGradient(x, g);
      for (int i = 0; i < n; i++) {
        v[i] -= dt / 2 * g[i];
      }
    }
    assertEquals(1, x[0], 1e-4);
    for (int i = 0; i < n; i++) {
      assertEquals(i == n - 1 ? speed : 0, v[i], 1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          powell(dimension=6)                   | must be a multiple of 4, such as 8
          saddle(dimension=2,unstable=3)        | must not be above dimension = 2
          harmonic-oscillator(frequencies=)     | give at least one
          anharmonic-oscillator(frequencies=)   | give at least one
          spectral-quadratic(dimension=5000)    | 4096
          """)
  void impossibleSettingsAreRefused(String text, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> ProblemText.parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void domainsAreNotEmpty() {
    assertThrows(IllegalArgumentException.class, () -> new Domain(1, 1));
    assertTrue(Domain.within(2).contains(-2, 2));
    assertTrue(!Domain.within(2).contains(0, 2.1) && !Domain.within(2).contains(Double.NaN));
  }
}
