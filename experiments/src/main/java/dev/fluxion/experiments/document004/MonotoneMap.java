package dev.fluxion.experiments.document004;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.surface.SpectralQuadratic;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Where on quadratic bowls a rule lets the loss rise, over dimensions and condition numbers, from
 * normal random starts, in the double definition.
 *
 * <p>Measured, a cell for every dimension (row) and condition number (column): {@code z}, the share
 * of starts from which the loss rises at least once by more than 1e-12 of itself; {@code factor},
 * its largest rise in one step; {@code steps}, the median number of steps to 1e-6 of the start;
 * {@code x} and {@code y}, the condition numbers and dimensions. {@code edge}, one for every
 * dimension: the condition number, found by bisection, from which the first step from the worst
 * start {@code λx = const} of the two extreme directions rises.
 *
 * @param starts number of starts of a cell
 * @param conditions the condition numbers
 * @param dimensions the dimensions
 */
public record MonotoneMap(
    @Setting(value = "number of starts of a cell", min = 1, max = 100_000) int starts,
    @Setting(value = "condition numbers", min = 1) ImmutableDoubleList conditions,
    @Setting(value = "dimensions", min = 2) ImmutableIntList dimensions)
    implements Probe {
  public MonotoneMap {
    Settings.check(MonotoneMap.class, starts, conditions, dimensions);
  }

  /** A small map. */
  public MonotoneMap() {
    this(10, DoubleLists.immutable.with(10, 100), IntLists.immutable.with(2, 10));
  }

  @Override
  public Card card() {
    return new Card(
        "monotone-map",
        "Where on quadratic bowls a rule lets the loss rise.",
        "share of starts with f(θ_{k+1}) > f(θ_k) for some k, by κ and n",
        "our own; document 004, Can This Cause Zig-Zag?");
  }

  @Override
  public RunResult run(RunKey key) {
    int columns = conditions.size();
    int rows = dimensions.size();
    double[] share = new double[rows * columns];
    double[] factor = new double[rows * columns];
    double[] steps = new double[rows * columns];
    double[] edge = new double[rows];
    long evaluations = 0;
    for (int r = 0; r < rows; r++) {
      int n = dimensions.get(r);
      for (int c = 0; c < columns; c++) {
        Problem bowl = bowl(n, conditions.get(c));
        double[] needed = new double[starts];
        int cell = r * columns + c;
        factor[cell] = 1;
        for (int i = 0; i < starts; i++) {
          double[] start = new double[n];
          for (int j = 0; j < n; j++) {
            start[j] = RandomKey.of(key.seed()).split("starts").normal(i, j);
          }
          double[] loss = descend(key, bowl, start, key.steps());
          evaluations += loss.length;
          double rise = Measure.largestRise(loss);
          share[cell] += rise > 1 + 1e-12 ? 1.0 / starts : 0;
          factor[cell] = Math.max(factor[cell], rise);
          needed[i] = Measure.firstBelow(loss, 1e-6 * loss[0]);
        }
        steps[cell] = Measure.median(needed);
      }
      edge[r] = edge(key, n);
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("x", conditions.toArray());
    measured.put("y", Arrays.stream(dimensions.toArray()).asDoubleStream().toArray());
    measured.put("z", share);
    measured.put("factor", factor);
    measured.put("steps", steps);
    measured.put("edge", edge);
    return RunResult.measured(key, evaluations, measured);
  }

  private static Problem bowl(int n, double condition) {
    return new SpectralQuadratic(n, condition, SpectralQuadratic.Spectrum.GEOMETRIC, false)
        .open(RandomKey.of(0));
  }

  private static double[] descend(RunKey key, Problem bowl, double[] start, int steps) {
    return Minimizer.run(
            Execution.descent(
                Precision.DOUBLE, bowl, key.optimizerSpec(), start, RandomKey.of(key.seed())),
            steps)
        .loss();
  }

  private static double edge(RunKey key, int n) {
    double low = 2;
    double high = 100;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double[] start = new double[n];
      start[0] = middle;
      start[n - 1] = 1;
      double[] loss = descend(key, bowl(n, middle), start, 1);
      if (loss[1] > loss[0]) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }
}
