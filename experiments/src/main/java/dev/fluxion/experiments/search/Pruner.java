package dev.fluxion.experiments.search;

import dev.fluxion.experiments.statistics.Scores;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives up trials that look hopeless, at a few iterations called rungs. It knows the trials of
 * finished batches only, so that its verdicts do not depend on the number of threads.
 */
public enum Pruner {
  /** Never gives up. */
  NONE {
    @Override
    int[] rungs(int steps) {
      return new int[0];
    }

    @Override
    boolean goesOn(double score, double[] others) {
      return true;
    }
  },

  /**
   * Gives up a trial whose score is above the median of the others at this rung, as soon as there
   * are five. Rungs: every tenth of the steps.
   *
   * <p>Source: D. Golovin and others, «Google Vizier: A Service for Black-Box Optimization», 2017,
   * §3.2.2; the five are Optuna's.
   */
  MEDIAN {
    @Override
    int[] rungs(int steps) {
      return ascending(IntStream.range(1, 10).map(i -> (int) ((long) steps * i / 10)));
    }

    @Override
    boolean goesOn(double score, double[] others) {
      return others.length < 5 || score <= Scores.median(others);
    }
  },

  /**
   * Asynchronous successive halving with reduction factor 4: a trial goes on if it is among the
   * best quarter at this rung, or the best. Rungs: 1/64, 1/16 and 1/4 of the steps.
   *
   * <p>Source: L. Li and others, «A System for Massively Parallel Hyperparameter Tuning», 2020,
   * algorithm 2; that the best of fewer than four goes on is Optuna's.
   */
  HALVING {
    @Override
    int[] rungs(int steps) {
      return ascending(IntStream.of(steps / 64, steps / 16, steps / 4));
    }

    @Override
    boolean goesOn(double score, double[] others) {
      int better = 0;
      for (double other : others) {
        if (other < score) {
          better++;
        }
      }
      return better < Math.max(1, (others.length + 1) / 4);
    }
  };

  /** The iterations at which it looks, ascending. */
  abstract int[] rungs(int steps);

  /** Whether a trial goes on, given its score and those of finished trials at this rung. */
  abstract boolean goesOn(double score, double[] others);

  /** The verdicts for one batch. */
  final At after(int steps, List<Trial> finished) {
    int[] rungs = rungs(steps);
    double[][] others = new double[rungs.length][];
    for (int i = 0; i < rungs.length; i++) {
      int rung = i;
      others[i] =
          finished.stream()
              .filter(trial -> trial.rungs().size() > rung)
              .mapToDouble(trial -> trial.rungs().get(rung))
              .toArray();
    }
    return new At(this, rungs, others);
  }

  /**
   * A pruner and the scores that it compares with.
   *
   * @param pruner the pruner
   * @param rungs the iterations at which it looks
   * @param others the scores of finished trials, by rung
   */
  record At(Pruner pruner, int[] rungs, double[][] others) {
    boolean goesOn(int rung, double score) {
      return pruner.goesOn(score, others[rung]);
    }
  }

  private static int[] ascending(IntStream iterations) {
    return iterations.filter(k -> k > 0).distinct().sorted().toArray();
  }
}
