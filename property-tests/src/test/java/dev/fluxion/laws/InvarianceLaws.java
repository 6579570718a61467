package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.laws.Trial.Path;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Symmetries that rules claim on their card: the run of the moved problem is the moved run. */
class InvarianceLaws {
  /** {@code F(x) = c·f(Qᵀ(x - t))}; its run from Qx₀ + t should be Qx + t. */
  private record Moved(ObjectiveDefinition f, double[][] q, double[] t, double c)
      implements ObjectiveDefinition {
    @Override
    public int dimension() {
      return t.length;
    }

    @Override
    public double value(double[] x) {
      return c * f.value(back(x));
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double[] g = new double[t.length];
      double value = c * f.valueAndGradient(back(x), g);
      for (int i = 0; i < t.length; i++) {
        gradient[i] = 0;
        for (int j = 0; j < t.length; j++) {
          gradient[i] += c * q[i][j] * g[j];
        }
      }
      return value;
    }

    @Override
    public Optional<Curvature> curvature() {
      return f.curvature().map(MovedCurvature::new);
    }

    /** {@code c·QHQᵀ}. */
    private final class MovedCurvature implements Curvature {
      private final Curvature exact;

      MovedCurvature(Curvature exact) {
        this.exact = exact;
      }

      @Override
      public int dimension() {
        return t.length;
      }

      @Override
      public void hessianTimes(double[] theta, double[] v, double[] product) {
        double[] turned = new double[t.length];
        double[] curved = new double[t.length];
        for (int i = 0; i < t.length; i++) {
          for (int j = 0; j < t.length; j++) {
            turned[j] += q[i][j] * v[i];
          }
        }
        exact.hessianTimes(back(theta), turned, curved);
        for (int i = 0; i < t.length; i++) {
          product[i] = 0;
          for (int j = 0; j < t.length; j++) {
            product[i] += c * q[i][j] * curved[j];
          }
        }
      }

      /** Those of a bowl are those with the Hessian. */
      @Override
      public void gaussNewtonTimes(double[] theta, double[] v, double[] product) {
        hessianTimes(theta, v, product);
      }

      @Override
      public String gaussNewtonObstacle() {
        return exact.gaussNewtonObstacle();
      }
    }

    double[] there(double[] x) {
      double[] y = t.clone();
      for (int i = 0; i < t.length; i++) {
        for (int j = 0; j < t.length; j++) {
          y[i] += q[i][j] * x[j];
        }
      }
      return y;
    }

    double[] back(double[] y) {
      double[] x = new double[t.length];
      for (int i = 0; i < t.length; i++) {
        for (int j = 0; j < t.length; j++) {
          x[j] += q[i][j] * (y[i] - t[i]);
        }
      }
      return x;
    }
  }

  @Property(seed = Laws.SEED, tries = 200)
  void renamingCoordinatesRenamesTheRun(@ForAll("bowls") Bowl bowl, @ForAll int seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, bowl.dimension()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    double[][] q = new double[bowl.dimension()][bowl.dimension()];
    for (int i = 0; i < q.length; i++) {
      q[i][order.get(i)] = 1;
    }
    expectOfClaimants(Invariance.PERMUTATION, bowl, new Moved(bowl.definition(), q, zero(bowl), 1));
  }

  @Property(seed = Laws.SEED, tries = 200)
  void rotatingTheProblemRotatesTheRun(@ForAll("bowls") Bowl bowl, @ForAll int seed) {
    double[][] q = Bowl.rotation(bowl.dimension(), RandomKey.of(seed));
    expectOfClaimants(Invariance.ROTATION, bowl, new Moved(bowl.definition(), q, zero(bowl), 1));
  }

  @Property(seed = Laws.SEED, tries = 200)
  void movingTheProblemMovesTheRun(@ForAll("bowls") Bowl bowl, @ForAll("sizes") double size) {
    double[] t = zero(bowl);
    for (int i = 0; i < t.length; i++) {
      t[i] = size * Trial.KEY.split("shift").normal(0, i);
    }
    expectOfClaimants(
        Invariance.TRANSLATION, bowl, new Moved(bowl.definition(), identity(bowl), t, 1));
  }

  @Property(seed = Laws.SEED, tries = 200)
  void multiplyingTheLossChangesNothing(
      @ForAll("bowls") Bowl bowl, @ForAll("sizes") double factor) {
    expectOfClaimants(
        Invariance.LOSS_SCALE,
        bowl,
        new Moved(bowl.definition(), identity(bowl), zero(bowl), factor));
  }

  /** Exact, and of the engine. */
  @Property(seed = Laws.SEED, tries = 200)
  void cuttingTheParametersIntoTensorsChangesNoBit(@ForAll("bowls") Bowl bowl, @ForAll int seed) {
    ParameterLayout whole = Trial.layout(bowl.dimension());
    ParameterLayout cut = whole.split(sizes(bowl.dimension(), new Random(seed)));
    for (OptimizerSpec spec : Specimens.ALL) {
      if (spec.invariances().contains(Invariance.SEGMENTATION)) {
        Path expected = Trial.engine(spec, bowl.engine(), whole, bowl.start());
        Path actual = Trial.engine(spec, bowl.engine(), cut, bowl.start());
        assertEquals(expected.outcomes(), actual.outcomes(), spec::toString);
        assertArrayEquals(expected.last(), actual.last(), spec::toString);
      }
    }
  }

  /** The shortest valley that Adam walks along its axes and not across. */
  @Example
  void adamIsNotInvariantUnderRotation() {
    OptimizerSpec adam = new Adam(0.1, 0.9, 0.999, 1e-8, 0);
    OptimizerSpec sgd = new Sgd();
    Bowl valley = new Bowl(2, 1, 100, 0, 0, 0);
    double half = Math.sqrt(0.5);
    double[][] turn = {{half, -half}, {half, half}};
    Moved turned = new Moved(valley.definition(), turn, new double[2], 1);
    assertTrue(excess(adam, valley, turned) > 1e6, "Adam should notice the rotation");
    assertTrue(excess(sgd, valley, turned) <= 1, "gradient descent should not");
  }

  @Example
  void everySymmetryIsClaimedBySomeRule() {
    for (Invariance invariance : Invariance.values()) {
      assertTrue(
          Specimens.REGISTERED.stream().anyMatch(s -> s.invariances().contains(invariance)),
          invariance::toString);
    }
  }

  private static void expectOfClaimants(Invariance invariance, Bowl bowl, Moved moved) {
    Map<String, String> broken = new TreeMap<>();
    for (OptimizerSpec spec : Specimens.ALL) {
      if (spec.invariances().contains(invariance)) {
        double excess = excess(spec, bowl, moved);
        if (!(excess <= 1)) {
          broken.put(spec.toString(), excess + " times the tolerance");
        }
      }
    }
    assertEquals(Map.of(), broken, invariance::toString);
  }

  /** The distance of the moved run, moved back, from the run: in multiples of what is allowed. */
  private static double excess(OptimizerSpec spec, Bowl bowl, Moved moved) {
    double tiny = 1e-12;
    double[] start = moved.there(bowl.start());
    Path expected = Trial.definition(spec, bowl.definition(), bowl.start());
    Path actual = Trial.definition(spec, moved, start);
    Path back = new Path(actual.theta().stream().map(moved::back).toList(), actual.outcomes());
    double size = Math.max(expected.size(), actual.size());
    double growth = Trial.strayed(spec, moved, start, actual, tiny) / (tiny * size);
    return expected.distance(back) / (Tolerances.invariance(spec) * size * Math.max(1, growth));
  }

  private static int[] sizes(int n, Random random) {
    List<Integer> sizes = new ArrayList<>();
    for (int rest = n; rest > 0; rest -= sizes.getLast()) {
      sizes.add(1 + random.nextInt(rest));
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] zero(Bowl bowl) {
    return new double[bowl.dimension()];
  }

  private static double[][] identity(Bowl bowl) {
    double[][] q = new double[bowl.dimension()][bowl.dimension()];
    for (int i = 0; i < q.length; i++) {
      q[i][i] = 1;
    }
    return q;
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Arbitraries.oneOf(
        Bowl.arbitrary(40, 100), Bowl.arbitrary(12, 100).map(b -> b.withOffset(1)));
  }

  @Provide
  Arbitrary<Double> sizes() {
    return Doubles.logUniform(1e-3, 1e3);
  }
}
