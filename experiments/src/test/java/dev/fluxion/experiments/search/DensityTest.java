package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DensityTest {
  private static double[] points(int n) {
    double[] points = new double[n];
    RandomKey.of(n).uniforms(0, 0, n, 0, 1, points, 0);
    for (int i = 0; i < n; i++) {
      points[i] = i % 3 == 0 ? points[i] : points[i] * points[i] * 0.3; // crowded on the left
    }
    return points;
  }

  /** By the midpoint rule; the narrowest Gaussian is 200 steps wide. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 25, 26, 27, 300})
  void aDensityHasMassOne(int n) {
    Density density = new ParzenEstimator(points(n), 0);
    int steps = 20_000;
    double mass = 0;
    for (int i = 0; i < steps; i++) {
      mass += density.at((i + 0.5) / steps) / steps;
    }
    assertEquals(1, mass, 1e-6); // the error function is one of floats; far Gaussians are left out
  }

  /** To the last bit above the bound; below it the sum may end early, and does for some. */
  @Test
  void aRatioEndsEarlyOnlyWhereItIsNotAboveTheBound() {
    Density density = new ParzenEstimator(points(300), 0);
    int early = 0;
    for (int i = 0; i < 1000; i++) {
      double u = (i + 0.5) / 1000;
      double whole = 2 / density.at(u);
      double bound = whole * Math.scalb(1, i % 7 - 3);
      double ratio = density.ratio(2, u, bound);
      assertEquals(whole > bound, ratio > bound);
      assertTrue(ratio == whole || ratio <= bound);
      early += ratio == whole ? 0 : 1;
    }
    assertTrue(early > 100, early + " ended early");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 100})
  void theMassesOfValuesAddToOne(int count) {
    for (Dimension dimension :
        List.of(
            new Dimension.Whole("n", 1, count),
            new Dimension.Choice("c", IntStream.range(0, count).mapToObj(i -> "v" + i).toList()))) {
      for (int n : new int[] {0, 1, 40}) {
        Density density = Density.of(dimension, points(n));
        double mass = 0;
        for (int i = 0; i < count; i++) {
          mass += density.at((i + 0.5) / count);
        }
        assertEquals(1, mass, 1e-6, dimension + " with " + n);
      }
    }
  }

  /** Half a million draws against the density: every tenth of the interval within 5 σ. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 60})
  void drawsFollowTheDensity(int n) {
    Density density = new ParzenEstimator(points(n), 0);
    int draws = 500_000;
    double[] share = new double[10];
    for (int i = 0; i < draws; i++) {
      double u = density.sample(RandomKey.of(1), i);
      assertTrue(u > 0 && u < 1, "u = " + u);
      share[(int) (10 * u)] += 1.0 / draws;
    }
    for (int part = 0; part < 10; part++) {
      double mass = 0;
      for (int i = 0; i < 2000; i++) {
        mass += density.at((part + (i + 0.5) / 2000) / 10) / 20_000;
      }
      assertEquals(mass, share[part], 5 * Math.sqrt(mass / draws), "part " + part);
    }
  }

  @Test
  void newestPointsAndThePriorWeighMost() {
    double[] weight = ParzenEstimator.weights(30);
    assertEquals(31, weight.length);
    assertEquals(1, Arrays.stream(weight).sum(), 1e-15);
    assertEquals(weight[30], weight[5]);
    assertEquals(weight[30] / 30, weight[0], 1e-16);
    assertEquals(weight[30], weight[4], 1e-16); // the ramp ends at 1
    assertTrue(weight[1] > weight[0] && weight[2] > weight[1]);
  }

  @Test
  void whatWasSeenIsMoreLikely() {
    Density density =
        Density.of(new Dimension.Choice("c", List.of("a", "b")), new double[] {0.75, 0.75, 0.25});
    assertTrue(density.at(0.75) > density.at(0.25));
    int right = 0;
    for (int i = 0; i < 10_000; i++) {
      right += density.sample(RandomKey.of(0), i) == 0.75 ? 1 : 0;
    }
    double p = density.at(0.75);
    assertEquals(p, right / 10_000.0, 5 * Math.sqrt(p * (1 - p) / 10_000));
  }
}
