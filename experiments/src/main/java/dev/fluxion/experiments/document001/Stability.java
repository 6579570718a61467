package dev.fluxion.experiments.document001;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.surface.PublishedLandscape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One descent, seen as document 001's programs do: the losses before every step, gathered to
 * epochs, and their two measures of «temporal stability».
 *
 * <p>Measured: {@code iteration}, {@code loss} (mean of every epoch); one number each: {@code
 * trajectory} (mean over windows of standard deviation / mean, ∞ where a mean is not above 0),
 * {@code ending} (standard deviation / mean of the last window), {@code deviation} (standard
 * deviation of the last window: ours). In 50 dimensions also {@code distance} (after every step,
 * from the program's «true optimum») and {@code start} (before the first).
 *
 * @param window number of losses in a window
 * @param group steps of an epoch
 */
public record Stability(
    @Setting(value = "number of losses in a window", min = 2, max = 100_000) int window,
    @Setting(value = "steps of an epoch", min = 1, max = 100_000) int group)
    implements Probe {
  public Stability {
    Settings.check(Stability.class, window, group);
  }

  /** As in the landscape's program. */
  public Stability() {
    this(20, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "stability",
        "One descent and document 001's measures of stability.",
        "√(Σ(L - L̄)²/n) / L̄",
        "document 001, §3.2, by its published programs");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    List<Double> distances = new ArrayList<>();
    double[] center =
        problem.dimension() == PublishedLandscape.DIMENSION ? PublishedLandscape.center() : null;
    Minimizer.Result result =
        Minimizer.run(
            Execution.descent(key, problem),
            key.steps(),
            Double.NEGATIVE_INFINITY,
            (iteration, loss, descent) -> {
              if (center != null) {
                distances.add(distance(descent.theta(), center));
              }
            });
    double[] loss = epochs(result.loss());
    Map<String, double[]> measured = new TreeMap<>();
    double[] iteration = new double[loss.length];
    Arrays.setAll(iteration, i -> i);
    measured.put("iteration", iteration);
    measured.put("loss", loss);
    double[] tail = Arrays.copyOfRange(loss, Math.max(0, loss.length - window), loss.length);
    measured.put("trajectory", new double[] {trajectory(loss)});
    measured.put("ending", new double[] {relative(tail)});
    measured.put("deviation", new double[] {deviation(tail)});
    if (center != null) {
      measured.put("start", new double[] {distances.getFirst()});
      measured.put(
          "distance", distances.stream().skip(1).mapToDouble(Double::doubleValue).toArray());
    }
    return RunResult.measured(key, result.evaluations(), measured);
  }

  /** Without the loss after the last step, which the programs do not compute. */
  private double[] epochs(double[] loss) {
    double[] epochs = new double[(loss.length - 1) / group];
    for (int e = 0; e < epochs.length; e++) {
      for (int i = 0; i < group; i++) {
        epochs[e] += loss[e * group + i] / group;
      }
    }
    return epochs;
  }

  private double trajectory(double[] loss) {
    double sum = 0;
    for (int i = window; i < loss.length; i++) {
      sum += relative(Arrays.copyOfRange(loss, i - window, i)) / (loss.length - window);
    }
    return sum;
  }

  private static double relative(double[] loss) {
    double mean = Arrays.stream(loss).average().orElseThrow();
    return mean > 0 ? deviation(loss) / mean : Double.POSITIVE_INFINITY;
  }

  private static double deviation(double[] loss) {
    double mean = Arrays.stream(loss).average().orElseThrow();
    return Math.sqrt(Arrays.stream(loss).map(x -> (x - mean) * (x - mean)).sum() / loss.length);
  }

  private static double distance(double[] theta, double[] center) {
    double squares = 0;
    for (int i = 0; i < theta.length; i++) {
      squares += (theta[i] - center[i]) * (theta[i] - center[i]);
    }
    return Math.sqrt(squares);
  }
}
