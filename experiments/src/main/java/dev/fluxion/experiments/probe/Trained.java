package dev.fluxion.experiments.probe;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Convert;
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
import dev.fluxion.problems.data.Part;
import dev.fluxion.problems.fit.Score;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.fit.TrainingTask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model trained with an optimizer that is tuned on a grid, and its scores on rows that it has not
 * seen; the problem is {@code training}.
 *
 * <p>Every point of the grid is judged by the median over the tuning seeds of the loss on the
 * validation rows, or on all training rows where there are none. The best one trains on the fresh
 * seeds; a seed draws data, split, start and minibatches, the same for all optimizers.
 *
 * <p>Measured, one entry per fresh seed: {@code train} and {@code test} (mean losses), {@code
 * accuracy} (on the test rows, on the training rows where there are none), {@code diverged}. {@code
 * score}, {@code winner} as in {@link Tuned}; of the first fresh seed {@code iteration} and {@code
 * loss}, the means of the minibatches' losses over tenths of a run.
 *
 * @param grid the grid, as of {@link Tuned}
 * @param tuning number of tuning seeds
 * @param seeds number of fresh seeds
 */
public record Trained(
    @Setting("grid: name=value:value…;name=value:…") String grid,
    @Setting(value = "number of tuning seeds", min = 1, max = 1000) int tuning,
    @Setting(value = "number of fresh seeds", min = 1, max = 100_000) int seeds)
    implements Probe {
  private static final int TENTHS = 10;

  public Trained {
    Settings.check(Trained.class, grid, tuning, seeds);
    Tuned.points(grid);
  }

  /** No tuning. */
  public Trained() {
    this("", 1, 5);
  }

  @Override
  public Card card() {
    return new Card(
        "trained",
        "A model trained with a tuned optimizer, and its scores on rows not seen.",
        "argmin over the grid of the median validation loss; then test loss and accuracy",
        "our own");
  }

  @Override
  public RunResult run(RunKey key) {
    List<Map<String, String>> points = Tuned.points(grid);
    RandomKey own = RandomKey.of(key.seed());
    long evaluations = 0;
    double[] score = new double[points.size()];
    int winner = 0;
    for (int p = 0; p < score.length && score.length > 1; p++) {
      double[] each = new double[tuning];
      for (int i = 0; i < tuning; i++) {
        Trial trial = new Trial(key, spec(key, points.get(p)), own.split("tuning").split(i));
        evaluations += trial.result.evaluations();
        each[i] = trial.lost() ? Double.POSITIVE_INFINITY : trial.score(Part.VALIDATION).loss();
      }
      score[p] = Measure.median(each);
      winner = score[p] < score[winner] ? p : winner;
    }
    Map<String, double[]> measured = new TreeMap<>();
    for (String name : new String[] {"train", "test", "accuracy", "diverged"}) {
      measured.put(name, new double[seeds]);
    }
    for (int i = 0; i < seeds; i++) {
      Trial trial = new Trial(key, spec(key, points.get(winner)), own.split("fresh").split(i));
      evaluations += trial.result.evaluations();
      Score test = trial.score(Part.TEST);
      boolean lost = trial.lost();
      measured.get("train")[i] = lost ? Double.POSITIVE_INFINITY : trial.score(Part.TRAIN).loss();
      measured.get("test")[i] = lost ? Double.POSITIVE_INFINITY : test.loss();
      measured.get("accuracy")[i] = test.accuracy();
      measured.get("diverged")[i] = lost ? 1 : 0;
      if (i == 0) {
        addCurve(trial.result.loss(), measured);
      }
    }
    measured.put("score", score);
    measured.put("winner", new double[] {winner});
    return RunResult.measured(key, evaluations, measured);
  }

  private static OptimizerSpec spec(RunKey key, Map<String, String> point) {
    return RunKey.configured(key.optimizerSpec(), point);
  }

  private static void addCurve(double[] loss, Map<String, double[]> measured) {
    int parts = Math.min(TENTHS, loss.length);
    double[] iteration = new double[parts];
    double[] mean = new double[parts];
    for (int i = 0; i < parts; i++) {
      int from = i * loss.length / parts;
      int to = (i + 1) * loss.length / parts;
      iteration[i] = (from + to) / 2.0;
      mean[i] = Arrays.stream(loss, from, to).average().orElseThrow();
    }
    measured.put("iteration", iteration);
    measured.put("loss", mean);
  }

  /** One training from start to end. */
  private static final class Trial {
    final Minimizer.Result result;
    private final TrainingTask task;

    Trial(RunKey key, OptimizerSpec spec, RandomKey seed) {
      if (!(key.problemSpec() instanceof Training training)) {
        throw new IllegalArgumentException(
            "the probe trained needs the problem training, not " + key.problem());
      }
      task = training.task(seed.split("problem"));
      Problem problem = task.problem();
      result =
          Minimizer.run(
              Execution.descent(
                  key.precision(), problem, spec, problem.start(), seed.split("optimizer")),
              key.steps());
    }

    boolean lost() {
      return result.outcome() == Outcome.DIVERGED;
    }

    /** The score on a part, or on the training rows where it is empty. */
    Score score(Part part) {
      Part rows = task.split().rows(part).isEmpty() ? Part.TRAIN : part;
      return task.evaluation().score(Convert.toFloat(result.theta()), rows);
    }
  }
}
