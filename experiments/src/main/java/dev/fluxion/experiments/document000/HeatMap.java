package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Problem;
import java.util.Map;

/**
 * The last loss over two hyperparameters, all else equal.
 *
 * <p>Measured: {@code x}, {@code y} (the values), {@code z} (row by row of y: the median over
 * random starts of the mean of the last tenth of the losses, at least 1e-30; 1e30 after
 * divergence).
 *
 * @param x the hyperparameter across
 * @param y the hyperparameter upwards
 * @param xLow smallest x
 * @param xHigh largest x
 * @param yLow smallest y
 * @param yHigh largest y
 * @param points number of values of each, in equal ratios
 * @param starts number of starts, uniform in [-side, side]ⁿ
 * @param side largest start coordinate
 */
public record HeatMap(
    @Setting("hyperparameter across") String x,
    @Setting("hyperparameter upwards") String y,
    @Setting(value = "smallest x", above = 0) double xLow,
    @Setting(value = "largest x", above = 0) double xHigh,
    @Setting(value = "smallest y", above = 0) double yLow,
    @Setting(value = "largest y", above = 0) double yHigh,
    @Setting(value = "number of values of each", min = 2, max = 1000) int points,
    @Setting(value = "number of starts", min = 1, max = 1000) int starts,
    @Setting(value = "largest start coordinate", above = 0) double side)
    implements Probe {
  public HeatMap {
    Settings.check(HeatMap.class, x, y, xLow, xHigh, yLow, yHigh, points, starts, side);
  }

  /** Damping of spin and motion. */
  public HeatMap() {
    this("damping", "spinDamping", 0.01, 10, 0.01, 10, 10, 5, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "heat-map",
        "The last loss over two hyperparameters.",
        "z(x, y) = median over starts of the mean of the last tenth of the losses",
        "document 000, Next Steps");
  }

  @Override
  public RunResult run(RunKey key) {
    double[] across = values(xLow, xHigh);
    double[] upwards = values(yLow, yHigh);
    double[] z = new double[points * points];
    long evaluations = 0;
    for (int i = 0; i < z.length; i++) {
      OptimizerSpec spec =
          RunKey.configured(
              key.optimizerSpec(),
              Map.of(x, text(across[i % points]), y, text(upwards[i / points])));
      double[] each = new double[starts];
      for (int s = 0; s < starts; s++) {
        RandomKey seed = RandomKey.of(key.seed()).split("start").split(s);
        Problem problem = Execution.problem(key);
        double[] start = new double[problem.dimension()];
        for (int k = 0; k < start.length; k++) {
          start[k] = side * (2 * seed.uniform(0, k) - 1);
        }
        Minimizer.Result result =
            Minimizer.run(
                Execution.descent(key.precision(), problem, spec, start, seed), key.steps());
        evaluations += result.evaluations();
        each[s] = result.outcome() == Outcome.DIVERGED ? 1e30 : ending(result.loss());
      }
      z[i] = Math.max(1e-30, Measure.median(each));
    }
    return RunResult.measured(key, evaluations, Map.of("x", across, "y", upwards, "z", z));
  }

  private static String text(double value) {
    return Double.toString(value);
  }

  private static double ending(double[] loss) {
    double sum = 0;
    int count = Math.max(1, loss.length / 10);
    for (int k = loss.length - count; k < loss.length; k++) {
      sum += loss[k];
    }
    return sum / count;
  }

  private double[] values(double low, double high) {
    double[] values = new double[points];
    double ratio = StrictMath.log(high / low) / (points - 1);
    for (int i = 0; i < points; i++) {
      values[i] = i == points - 1 ? high : low * StrictMath.exp(ratio * i);
    }
    return values;
  }
}
