package dev.fluxion.experiments.search;

import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run within a budget of evaluations, which are what optimizers are compared at: those that an
 * optimizer makes on its own count too, and what it finds beyond the budget does not.
 */
public final class Attempt implements Minimizer.Observer {
  /** Says at some iterations, the rungs, whether a run goes on. */
  @FunctionalInterface
  interface Judge {
    boolean goesOn(int rung, double score);
  }

  private final Goal goal;
  private final long budget;
  private final int[] rungs;
  private final Judge judge;
  private final List<Double> atRungs = new ArrayList<>();
  private double best = Double.POSITIVE_INFINITY;
  private double last = Double.POSITIVE_INFINITY;
  private long used;
  private boolean spent;
  private boolean pruned;
  private int improvements;
  private long[] evaluationsAt = new long[16];
  private double[] bestAt = new double[16];
  private Minimizer.Result result;

  private Attempt(Goal goal, long budget, int[] rungs, Judge judge) {
    this.goal = goal;
    this.budget = budget;
    this.rungs = rungs;
    this.judge = judge;
  }

  /** A run of a key, with another optimizer in place of its own, to the end of the budget. */
  public static Attempt run(
      RunKey key, Problem problem, OptimizerSpec spec, Goal goal, long budget) {
    return run(key, problem, spec, goal, budget, new int[0], (rung, score) -> true);
  }

  /** The same, asking a judge at some iterations, in ascending order. */
  static Attempt run(
      RunKey key,
      Problem problem,
      OptimizerSpec spec,
      Goal goal,
      long budget,
      int[] rungs,
      Judge judge) {
    Attempt attempt = new Attempt(goal, budget, rungs, judge);
    Descent descent = Execution.descent(key, problem, spec);
    attempt.result = Minimizer.run(descent, key.steps(), Double.NEGATIVE_INFINITY, attempt);
    return attempt;
  }

  @Override
  public void observe(int iteration, double loss, Descent descent) {
    long now = descent.evaluations();
    spent = now >= budget;
    if (now > budget) {
      return;
    }
    used = now;
    last = loss;
    if (loss < best && Double.isFinite(loss)) {
      best = loss;
      improve(now);
    }
    int rung = atRungs.size();
    if (rung < rungs.length && rungs[rung] == iteration) {
      atRungs.add(score());
      pruned = !judge.goesOn(rung, score());
    }
  }

  @Override
  public boolean goesOn() {
    return !spent && !pruned;
  }

  private void improve(long now) {
    if (improvements == bestAt.length) {
      evaluationsAt = Arrays.copyOf(evaluationsAt, 2 * improvements);
      bestAt = Arrays.copyOf(bestAt, 2 * improvements);
    }
    evaluationsAt[improvements] = now;
    bestAt[improvements++] = best;
  }

  /** The score by its goal: the smaller the better, infinite where nothing finite was seen. */
  public double score() {
    boolean diverged = result != null && result.outcome() == Outcome.DIVERGED;
    return switch (goal) {
      case BEST -> best;
      case FINAL -> Double.isFinite(last) && !diverged ? last : Double.POSITIVE_INFINITY;
    };
  }

  /** The smallest loss seen. */
  public double best() {
    return best;
  }

  /** The loss at the start; infinite if it was not finite. */
  public double first() {
    return improvements > 0 && evaluationsAt[0] == 1 ? bestAt[0] : Double.POSITIVE_INFINITY;
  }

  /** How it ended; BUDGET where the evaluations were used up. */
  public Outcome outcome() {
    return spent && result.outcome() == Outcome.STOPPED ? Outcome.BUDGET : result.outcome();
  }

  /** Whether the judge ended it. */
  public boolean pruned() {
    return pruned;
  }

  /** Number of steps taken. */
  public int steps() {
    return result.stepsTaken();
  }

  /** Evaluations that count. */
  public long evaluations() {
    return used;
  }

  /** The scores at the rungs it reached. */
  List<Double> atRungs() {
    return atRungs;
  }

  /** The smallest number of evaluations with a loss at or below a target; infinite if none. */
  public double evaluationsTo(double target) {
    for (int i = 0; i < improvements; i++) {
      if (bestAt[i] <= target) {
        return evaluationsAt[i];
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
