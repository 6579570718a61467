package dev.fluxion.experiments.probe;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An optimizer tuned on a grid, and then tried on fresh seeds: to compare rules at equal effort.
 *
 * <p>Every point of the grid is judged by the median over the tuning seeds: of the mean of the last
 * tenth of the losses ({@code goal=ending}), or of the first iteration at which the run is solved,
 * and where it is not, of the former ({@code goal=cost}). The best one runs on the fresh seeds. A
 * seed draws problem, start and random numbers of the optimizer, the same for all optimizers.
 *
 * <p>Measured, one entry per fresh seed: {@code final} (mean of the last tenth of the losses, ∞
 * after divergence), {@code best}, {@code spread} (standard deviation of the last tenth), {@code
 * first} (first loss), {@code cost} is one number: the median over seeds of the first iteration at
 * which the loss is at most {@code part} of the first, both above the minimum where it is known.
 * {@code score} has one entry per point of the grid, {@code winner} is the number of the best,
 * {@code winner.…} its settings; {@code iteration}, {@code low}, {@code median}, {@code high} as in
 * {@link RandomStarts}.
 *
 * @param grid the grid: {@code learningRate=0.1:0.01;momentum=0.5:0.9}, or several, between them |
 * @param tuning number of tuning seeds
 * @param seeds number of fresh seeds
 * @param low smallest start coordinate
 * @param high largest start coordinate; if not more than the smallest, the problem's own start
 * @param part the part of the first loss that counts as solved
 * @param goal what the tuning looks at
 */
public record Tuned(
    @Setting("grid: name=value:value…;name=value:…, or several with | between them") String grid,
    @Setting(value = "number of tuning seeds", min = 1, max = 1000) int tuning,
    @Setting(value = "number of fresh seeds", min = 1, max = 100_000) int seeds,
    @Setting("smallest start coordinate") double low,
    @Setting("largest start coordinate; not above low: the problem's own start") double high,
    @Setting(value = "part of the first loss that counts as solved", above = 0, below = 1)
        double part,
    @Setting("what the tuning looks at") Goal goal)
    implements Probe {
  /** What the tuning looks at. */
  public enum Goal {
    /** The last losses. */
    ENDING,
    /** The steps until solved. */
    COST
  }

  public Tuned {
    Settings.check(Tuned.class, grid, tuning, seeds, low, high, part, goal);
    points(grid);
  }

  /** Tuned for the last losses. */
  public Tuned(String grid, int tuning, int seeds, double low, double high, double part) {
    this(grid, tuning, seeds, low, high, part, Goal.ENDING);
  }

  /** One point: no tuning. */
  public Tuned() {
    this("", 1, 20, 0, 0, 1e-6);
  }

  @Override
  public Card card() {
    return new Card(
        "tuned",
        "An optimizer tuned on a grid, then tried on fresh seeds.",
        "argmin over the grid of the median over tuning seeds of the mean last loss",
        "our own");
  }

  /** The points of one grid after the other. */
  static List<Map<String, String>> points(String grids) {
    return Arrays.stream(grids.split("\\|", -1)).flatMap(grid -> product(grid).stream()).toList();
  }

  /** The points of a grid, the last setting changing fastest. */
  private static List<Map<String, String>> product(String grid) {
    List<Map<String, String>> points = List.of(Map.of());
    for (String axis : grid.isBlank() ? new String[0] : grid.split(";")) {
      String[] parts = axis.split("=", 2);
      if (parts.length != 2 || parts[1].isBlank()) {
        throw new IllegalArgumentException(
            "grid = '" + grid + "': '" + axis + "' cannot be read; allowed: name=value:value…");
      }
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : parts[1].split(":")) {
          Map<String, String> next = new LinkedHashMap<>(point);
          next.put(parts[0].strip(), value.strip());
          more.add(next);
        }
      }
      points = more;
    }
    return points;
  }

  @Override
  public RunResult run(RunKey key) {
    List<Map<String, String>> points = points(grid);
    RandomKey own = RandomKey.of(key.seed());
    long evaluations = 0;
    double[] score = new double[points.size()];
    int winner = 0;
    for (int p = 0; p < score.length && score.length > 1; p++) {
      double[] each = new double[tuning];
      for (int i = 0; i < tuning; i++) {
        RandomKey seed = own.split("tuning").split(i);
        Minimizer.Result result = run(key, spec(key, points.get(p)), seed);
        evaluations += result.evaluations();
        each[i] = goal == Goal.COST ? effort(result, floor(key, seed)) : ending(result);
      }
      score[p] = Measure.median(each);
      winner = score[p] < score[winner] ? p : winner;
    }
    Trials trials = new Trials(key.steps());
    OptimizerSpec best = spec(key, points.get(winner));
    for (int i = 0; i < seeds; i++) {
      RandomKey seed = own.split("fresh").split(i);
      Minimizer.Result result = run(key, best, seed);
      evaluations += result.evaluations();
      double floor = key.problemSpec().open(seed.split("problem")).minimum().orElse(Double.NaN);
      trials.add(i, result, Double.isNaN(floor) ? 0 : floor);
    }
    Map<String, double[]> measured = trials.measured();
    measured.put("score", score);
    measured.put("winner", new double[] {winner});
    points
        .get(winner)
        .forEach((name, value) -> measured.put("winner." + name, new double[] {number(value)}));
    return RunResult.measured(key, evaluations, measured);
  }

  private static OptimizerSpec spec(RunKey key, Map<String, String> point) {
    return RunKey.configured(key.optimizerSpec(), point);
  }

  private static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN; // a word
    }
  }

  private Minimizer.Result run(RunKey key, OptimizerSpec spec, RandomKey seed) {
    Problem problem = key.problemSpec().open(seed.split("problem"));
    double[] start = problem.start();
    if (low < high) {
      for (int i = 0; i < start.length; i++) {
        start[i] = low + (high - low) * seed.split("start").uniform(0, i);
      }
    }
    return Minimizer.run(
        Execution.descent(key.precision(), problem, spec, start, seed.split("optimizer")),
        key.steps());
  }

  /** The smallest value of a seed's problem; 0 where it is not known. */
  private static double floor(RunKey key, RandomKey seed) {
    return key.problemSpec().open(seed.split("problem")).minimum().orElse(0);
  }

  /** The first iteration at which the run is solved, or the number of losses. */
  private int solved(double[] loss, double floor) {
    return Measure.firstBelow(loss, floor + part * (loss[0] - floor));
  }

  /** Steps until solved; unsolved runs come after, by their last losses. */
  private double effort(Minimizer.Result result, double floor) {
    int solved = solved(result.loss(), floor);
    double above = ending(result) - floor;
    double order = above == Double.POSITIVE_INFINITY ? 1 : above / (1 + above);
    return solved < result.loss().length ? solved : solved + order;
  }

  /** The mean of the last tenth of the losses; ∞ after divergence. */
  private static double ending(Minimizer.Result result) {
    double mean = Arrays.stream(tail(result.loss())).average().orElseThrow();
    return result.outcome() == Outcome.DIVERGED || Double.isNaN(mean)
        ? Double.POSITIVE_INFINITY
        : mean;
  }

  private static double[] tail(double[] loss) {
    return Arrays.copyOfRange(loss, loss.length - Math.max(1, loss.length / 10), loss.length);
  }

  /** What the fresh seeds gave. */
  private final class Trials {
    private final BestSoFar bestSoFar;
    private final double[] last = new double[seeds];
    private final double[] best = new double[seeds];
    private final double[] spread = new double[seeds];
    private final double[] first = new double[seeds];
    private final double[] cost = new double[seeds];

    Trials(int steps) {
      bestSoFar = new BestSoFar(seeds, steps);
    }

    void add(int seed, Minimizer.Result result, double floor) {
      double[] loss = result.loss();
      last[seed] = ending(result);
      best[seed] = result.bestLoss();
      first[seed] = loss[0];
      double[] tail = tail(loss);
      double mean = Arrays.stream(tail).average().orElseThrow();
      double squares = Arrays.stream(tail).map(x -> (x - mean) * (x - mean)).sum();
      spread[seed] = Math.sqrt(squares / tail.length);
      int solved = solved(loss, floor);
      cost[seed] = solved == loss.length ? Double.POSITIVE_INFINITY : solved;
      bestSoFar.add(seed, loss);
    }

    Map<String, double[]> measured() {
      Map<String, double[]> measured = new TreeMap<>();
      measured.put("final", last);
      measured.put("best", best);
      measured.put("spread", spread);
      measured.put("first", first);
      double[] sorted = cost.clone();
      Arrays.sort(sorted);
      measured.put("cost", new double[] {sorted[(sorted.length - 1) / 2]});
      bestSoFar.putInto(measured);
      return measured;
    }
  }
}
