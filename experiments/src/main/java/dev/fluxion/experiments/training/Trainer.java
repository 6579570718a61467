package dev.fluxion.experiments.training;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.data.Part;
import dev.fluxion.problems.fit.Evaluation;
import dev.fluxion.problems.fit.Score;
import dev.fluxion.problems.fit.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains a model epoch by epoch, keeps the best parameters, and can be saved and resumed at the end
 * of any epoch with the same bits. Where the optimizer keeps an average of the parameters, that is
 * what is evaluated and kept.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.start(plan);
 * while (trainer.epochs() < 20 && trainer.epoch(step -> {})) {}
 * Score score = trainer.score(Part.TEST);
 * }</pre>
 */
public final class Trainer {
  private final TrainingTask task;
  private final Map<String, String> identity;
  private final Engine engine;
  private final Evaluation evaluation;
  private final ParameterLayout layout;
  private List<Epoch> history = new ArrayList<>();
  private double[] best = {};
  private int steps;
  private Outcome outcome = Outcome.RUNNING;

  /** Looks on after every step. */
  @FunctionalInterface
  public interface Observer {
    /** So many steps have been taken. */
    void steps(int steps);
  }

  private Trainer(TrainingPlan plan, TrainingTask task) {
    this.task = task;
    this.identity = plan.identity(task);
    Problem problem = task.problem();
    this.layout = problem.layout();
    this.engine = Engine.start(plan, problem);
    this.evaluation = task.evaluation();
  }

  /** A training at its start. */
  public static Trainer start(TrainingPlan plan) {
    return start(plan, TrainingPlan.open(plan.training(), plan.seed()));
  }

  /** The same with its data opened already. */
  public static Trainer start(TrainingPlan plan, TrainingTask task) {
    return new Trainer(plan, task);
  }

  /**
   * A training that goes on where it was saved.
   *
   * @throws IOException if the file is missing, damaged or no checkpoint
   * @throws IllegalArgumentException if it is of another training; the message names the difference
   */
  public static Trainer resume(TrainingPlan plan, TrainingTask task, Path file) throws IOException {
    Checkpoint saved = Checkpoint.read(file);
    Trainer trainer = new Trainer(plan, task);
    saved.requireIdentity(file, trainer.identity);
    int n = trainer.layout.size();
    if (saved.theta().length != n || (saved.best().length != n && saved.best().length != 0)) {
      throw new IOException(file + " is damaged: it has not the " + n + " parameters of the model");
    }
    trainer.engine.restore(saved.theta(), saved.state());
    trainer.steps = saved.steps();
    trainer.best = saved.best();
    trainer.history = saved.epochs();
    return trainer;
  }

  /** Saves everything that is needed to go on, as a whole or not at all. */
  public void save(Path file) throws IOException {
    new Checkpoint(identity, steps, engine.theta(), engine.optimizer().save(), best, history)
        .write(file);
  }

  /**
   * Trains for one epoch.
   *
   * @return whether it can go on; if not, {@link #outcome} tells why
   * @throws IllegalArgumentException if the number of steps would be more than 2³¹ - 1
   */
  public boolean epoch(Observer observer) {
    int perEpoch = task.stepsPerEpoch();
    if (steps > Integer.MAX_VALUE - perEpoch) {
      throw new IllegalArgumentException("no more than 2147483647 steps can be taken");
    }
    double sum = 0;
    int taken = 0;
    while (taken < perEpoch) {
      outcome = engine.step(steps);
      if (outcome.isFinal()) {
        break;
      }
      sum += engine.loss;
      taken++;
      steps++;
      observer.steps(steps);
    }
    if (taken == 0) {
      return false;
    }
    Score score = score(Part.VALIDATION);
    Epoch epoch =
        new Epoch(
            history.size() + 1,
            steps,
            sum / taken,
            score.loss(),
            score.accuracy(),
            engine.optimizer().rate());
    history.add(epoch);
    if (bestEpoch() == epoch.epoch()) {
      best = parameters();
    }
    return !outcome.isFinal();
  }

  /** Epochs so far. */
  public int epochs() {
    return history.size();
  }

  /** Steps so far. */
  public int steps() {
    return steps;
  }

  /** What was seen at the end of each epoch. */
  public List<Epoch> history() {
    return List.copyOf(history);
  }

  /** How the last step ended. */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * The epoch with the smallest loss on the validation rows, or on the minibatches if there are
   * none; 0 before the first.
   */
  public int bestEpoch() {
    int number = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (Epoch epoch : history) {
      if (epoch.criterion() < smallest) {
        smallest = epoch.criterion();
        number = epoch.epoch();
      }
    }
    return number;
  }

  /** The model with its data. */
  public TrainingTask task() {
    return task;
  }

  /** Names and shapes of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The parameters, or their average if the optimizer keeps one. */
  public double[] parameters() {
    double[] average = engine.average();
    return average == null ? engine.theta() : average;
  }

  /** Those of the best epoch; those at hand before the first. */
  public double[] bestParameters() {
    return best.length == 0 ? parameters() : best.clone();
  }

  /** The score of the parameters, rounded to float, on a part of the rows. */
  public Score score(Part part) {
    return evaluation.score(Convert.toFloat(parameters()), part);
  }

  /** The scores of some parameters on all parts. */
  public List<Score> scores(double[] parameters) {
    return evaluation.scores(Convert.toFloat(parameters), List.of(Part.values()));
  }
}
