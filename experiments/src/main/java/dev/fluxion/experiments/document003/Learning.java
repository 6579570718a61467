package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.experiments.search.History;
import dev.fluxion.experiments.search.SobolSampler;
import dev.fluxion.experiments.search.Space;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.schedule.Scheduled;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.data.Part;
import dev.fluxion.problems.fit.Evaluation;
import dev.fluxion.problems.fit.Score;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.fit.TrainingTask;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A training task with hyperparameters tuned on validation rows, and then tried on fresh seeds,
 * with the mean of the weights over the last part of the run beside the last weights.
 *
 * <p>Trials are the points of a Sobol sequence; the one with the most right answers on the
 * validation rows wins, of equal ones that with the smaller loss. A fresh seed draws data, split,
 * start and minibatches anew, the same for all optimizers. The mean of the weights is taken at the
 * end of every epoch from a step on, with norms measured anew.
 *
 * <p>Measured, one entry per fresh seed: {@code accuracy} and {@code averaged}, the shares of right
 * answers on the test rows of the last weights and of their mean; {@code train} and {@code
 * averagedTrain}, the losses on all training rows; {@code diverged}. {@code curve}, the median over
 * seeds of the mean minibatch loss of each twentieth of the run; {@code score}, the validation
 * accuracy of each trial; {@code winner.…}, the settings that won.
 *
 * @param space the space as JSON; empty for no tuning
 * @param schedule "none", or "cosine" from the learning rate to 0
 * @param trials number of trials
 * @param seeds number of fresh seeds
 * @param from the share of the steps after which averaging begins
 */
public record Learning(
    @Setting("space as JSON; empty for no tuning") String space,
    @Setting("none or cosine") String schedule,
    @Setting(value = "number of trials", min = 1, max = 10_000) int trials,
    @Setting(value = "number of fresh seeds", min = 1, max = 10_000) int seeds,
    @Setting(value = "share of the steps after which averaging begins", min = 0, below = 1)
        double from)
    implements Probe {
  private static final int PARTS = 20;

  public Learning {
    Settings.check(Learning.class, space, schedule, trials, seeds, from);
    if (!List.of("none", "cosine").contains(schedule)) {
      throw new IllegalArgumentException(
          "schedule = '" + schedule + "' is unknown; allowed: none, cosine");
    }
    if (!space.isEmpty()) {
      Space.parse(space);
    }
  }

  /** Five seeds without tuning and schedule. */
  public Learning() {
    this("", "none", 1, 5, 0.6);
  }

  @Override
  public Card card() {
    return new Card(
        "learning",
        "A training task, tuned on validation rows, tried on fresh seeds, with averaged weights.",
        "accuracy = right answers / answers on the test rows, of θ and of its mean",
        "our own; document 003, §4.2 to §4.4 and B.2");
  }

  @Override
  public RunResult run(RunKey key) {
    Training training = (Training) key.problemSpec();
    RandomKey own = RandomKey.of(key.seed());
    Map<String, double[]> measured = new TreeMap<>();
    long evaluations = 0;
    OptimizerSpec best = key.optimizerSpec();
    if (!space.isEmpty()) {
      Space searched = Space.parse(space);
      double[][] points =
          new SobolSampler()
              .propose(searched, new History(searched, List.of()), trials, own.split("sampler"));
      double[] scores = new double[trials];
      Trained winner = null;
      SortedMap<String, String> chosen = new TreeMap<>();
      for (int i = 0; i < trials; i++) {
        SortedMap<String, String> parameters = searched.at(points[i]);
        OptimizerSpec spec = RunKey.configured(key.optimizerSpec(), parameters);
        Trained trained = train(key, training, spec, own.split("tuning"), Part.VALIDATION);
        evaluations += trained.evaluations;
        scores[i] = trained.accuracy;
        if (winner == null || trained.beats(winner)) {
          winner = trained;
          best = spec;
          chosen = parameters;
        }
      }
      measured.put("score", scores);
      chosen.forEach((name, value) -> measured.put("winner." + name, new double[] {number(value)}));
    }
    String[] names = {"accuracy", "averaged", "train", "averagedTrain", "diverged"};
    double[][] series = new double[names.length][seeds];
    double[][] curves = new double[PARTS][seeds];
    for (int i = 0; i < seeds; i++) {
      Trained trained = train(key, training, best, own.split("fresh").split(i), Part.TEST);
      evaluations += trained.evaluations;
      series[0][i] = trained.accuracy;
      series[1][i] = trained.averaged;
      series[2][i] = trained.train;
      series[3][i] = trained.averagedTrain;
      series[4][i] = trained.diverged ? 1 : 0;
      for (int p = 0; p < PARTS; p++) {
        curves[p][i] = trained.curve[p];
      }
    }
    for (int j = 0; j < names.length; j++) {
      measured.put(names[j], series[j]);
    }
    double[] curve = new double[PARTS];
    double[] part = new double[PARTS];
    for (int p = 0; p < PARTS; p++) {
      curve[p] = Measure.median(curves[p]);
      part[p] = (p + 0.5) * key.steps() / PARTS;
    }
    measured.put("curve", curve);
    measured.put("part", part);
    return RunResult.measured(key, evaluations, measured);
  }

  private static double number(String value) {
    return value.matches("[-+.0-9eE]+") ? Double.parseDouble(value) : Double.NaN;
  }

  /** What came of one run. */
  private record Trained(
      double accuracy,
      double loss,
      double averaged,
      double train,
      double averagedTrain,
      boolean diverged,
      double[] curve,
      long evaluations) {
    boolean beats(Trained other) {
      return accuracy > other.accuracy || accuracy == other.accuracy && loss < other.loss;
    }
  }

  private Trained train(
      RunKey key, Training training, OptimizerSpec spec, RandomKey random, Part judged) {
    TrainingTask task = training.task(random.split("task"));
    Problem problem = task.problem();
    OptimizerSpec paced = spec;
    if (schedule.equals("cosine")) {
      String text = CatalogText.of(OptimizerSpec.catalog(), spec);
      paced = new Scheduled(text, "cosine(steps=" + key.steps() + ")");
    }
    Descent descent =
        Execution.descent(
            key.precision(), problem, paced, problem.start(), random.split("optimizer"));
    int begin = (int) (from * key.steps());
    int every = task.stepsPerEpoch();
    double[] mean = new double[problem.dimension()];
    int[] count = {0};
    Minimizer.Result result =
        Minimizer.run(
            descent,
            key.steps(),
            Double.NEGATIVE_INFINITY,
            (iteration, loss, d) -> {
              if (iteration > begin && (key.steps() - iteration) % every == 0) {
                count[0]++;
                for (int i = 0; i < mean.length; i++) {
                  mean[i] += (d.theta(i) - mean[i]) / count[0];
                }
              }
            });
    double[] curve = new double[PARTS];
    for (int k = 0; k < key.steps(); k++) {
      curve[k * PARTS / key.steps()] += result.loss()[k];
    }
    for (int p = 0; p < PARTS; p++) {
      int begins = (p * key.steps() + PARTS - 1) / PARTS;
      int ends = ((p + 1) * key.steps() + PARTS - 1) / PARTS;
      curve[p] /= ends - begins;
    }
    Evaluation evaluation = task.evaluation();
    List<Score> last = evaluation.scores(floats(result.theta()), List.of(judged, Part.TRAIN));
    List<Score> averaged =
        evaluation.scores(
            floats(count[0] == 0 ? result.theta() : mean), List.of(judged, Part.TRAIN));
    return new Trained(
        last.get(0).accuracy(),
        last.get(0).loss(),
        averaged.get(0).accuracy(),
        last.get(1).loss(),
        averaged.get(1).loss(),
        result.outcome() == Outcome.DIVERGED,
        curve,
        result.evaluations());
  }

  private static float[] floats(double[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }
}
