package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * Evolution strategy with adaptation of the covariance matrix; a generation is a batch.
 *
 * <p>Source: N. Hansen, «The CMA Evolution Strategy: A Tutorial», 2016. The strategy is Hipparchus'
 * {@link CMAESOptimizer}, with its defaults; it starts in the middle of the unit cube with σ = 0.3.
 *
 * <p>Hipparchus calls the function by itself and cannot be asked for points. So every batch plays
 * it again from the start: it gets the scores of the history in order, and what it asks for beyond
 * them are the proposals. That takes time in proportion to the square of the number of trials, but
 * needs no second thread, and resuming needs no state. Where it ends because it has converged, it
 * starts again at a random point. Scores are replaced by finite ones where they are infinite.
 */
public record CmaEsSampler() implements Sampler {
  private static final double WORST = 1e300;
  private static final double SIGMA = 0.3;

  @Override
  public String text() {
    return "cma-es";
  }

  @Override
  public double[][] propose(Space space, History history, int count, RandomKey key) {
    int n = space.varying().size();
    Replay replay = new Replay(history, count);
    for (int round = 0; !replay.complete(); round++) {
      RandomKey own = key.split("cma-es").split(round);
      double[] guess = new double[n];
      for (int j = 0; j < n; j++) {
        guess[j] = round == 0 ? 0.5 : own.uniform(0, j);
      }
      replay.begin();
      play(replay, guess, count, own);
    }
    return replay.proposals();
  }

  private static void play(Replay replay, double[] guess, int population, RandomKey key) {
    int n = guess.length;
    double[] sigma = new double[n];
    Arrays.fill(sigma, SIGMA);
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    RandomGenerator random = new Well19937c(new int[] {key.high(), key.low()});
    new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, random, false, null)
        .optimize(
            new MaxEval(replay.left() + 1),
            new ObjectiveFunction(replay::value),
            GoalType.MINIMIZE,
            new InitialGuess(guess),
            new SimpleBounds(new double[n], ones),
            new CMAESOptimizer.Sigma(sigma),
            new CMAESOptimizer.PopulationSize(population));
  }

  /** Answers from the history, then notes what is asked for. */
  private static final class Replay {
    private final History history;
    private final int count;
    private final List<double[]> proposals = new ArrayList<>();
    private int answered;
    private boolean guess;

    Replay(History history, int count) {
      this.history = history;
      this.count = count;
    }

    /** The first point of a round is not one of a generation. */
    void begin() {
      guess = true;
    }

    /** Points still to be asked for. */
    int left() {
      return history.size() - answered + count - proposals.size();
    }

    boolean complete() {
      return proposals.size() == count;
    }

    double[][] proposals() {
      return proposals.toArray(double[][]::new);
    }

    double value(double[] point) {
      if (guess) {
        guess = false;
        return WORST;
      }
      if (answered < history.size()) {
        return Math.clamp(history.trial(answered++).score(), -WORST, WORST);
      }
      proposals.add(point.clone());
      return WORST;
    }
  }
}
