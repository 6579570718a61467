package dev.fluxion.experiments.runner;

import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Probe;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.data.DataSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a run depends on. Two runs with equal keys give the same bits.
 *
 * @param experiment the experiment's id
 * @param name the run's name, unique within the experiment
 * @param problem the problem's id
 * @param problemSettings all its settings
 * @param split sizes of the parameter tensors; empty for the problem's own
 * @param optimizer the optimizer's id
 * @param hyperparameters all its hyperparameters
 * @param precision float engine or double definition
 * @param start where it starts; empty for the problem's own start
 * @param steps the budget of steps
 * @param seed the seed
 * @param watch what is recorded besides loss and telemetry
 * @param probe what is done with problem and optimizer, as {@link Probe#parse} reads it
 */
public record RunKey(
    String experiment,
    String name,
    String problem,
    SortedMap<String, String> problemSettings,
    List<Integer> split,
    String optimizer,
    SortedMap<String, String> hyperparameters,
    Precision precision,
    List<Double> start,
    int steps,
    long seed,
    List<Watch> watch,
    String probe) {
  /** What a run can record at every iteration. */
  public enum Watch {
    /** All parameters. */
    THETA,
    /** The norm of the gradient of every layer. */
    LAYERS
  }

  public RunKey {
    problemSettings = new TreeMap<>(problemSettings);
    hyperparameters = new TreeMap<>(hyperparameters);
    split = List.copyOf(split);
    start = List.copyOf(start);
    watch = List.copyOf(watch);
  }

  /**
   * A run with the problem's own start and layout, recording nothing besides loss and telemetry.
   */
  public static RunKey of(
      String experiment,
      String name,
      ProblemSpec problem,
      OptimizerSpec optimizer,
      Precision precision,
      int steps,
      long seed) {
    return new RunKey(
        experiment,
        name,
        problem.card().id(),
        texts((Record) problem),
        List.of(),
        optimizer.card().id(),
        texts((Record) optimizer),
        precision,
        List.of(),
        steps,
        seed,
        List.of(),
        "descent");
  }

  /** The same from a given start. */
  public RunKey from(double... point) {
    List<Double> coordinates = Arrays.stream(point).boxed().toList();
    return with(problemSettings, split, coordinates, watch, probe);
  }

  /** The same with the parameters seen as tensors of given sizes. */
  public RunKey split(Integer... sizes) {
    return with(problemSettings, List.of(sizes), start, watch, probe);
  }

  /** The same, recording more. */
  public RunKey watching(Watch... more) {
    return with(problemSettings, split, start, List.of(more), probe);
  }

  /** The same problem and optimizer, but something else is done with them. */
  public RunKey probing(Probe what) {
    return with(problemSettings, split, start, watch, CatalogText.of(Probe.catalog(), what));
  }

  /** The same, but trained on the source that stands for its generator of data, if one does. */
  public RunKey onData(Map<String, String> sources) {
    Optional<String> source = sources.isEmpty() ? Optional.empty() : generator().map(sources::get);
    if (source.isEmpty()) {
      return this;
    }
    SortedMap<String, String> settings = new TreeMap<>(problemSettings);
    settings.put("data", source.get());
    return with(settings, split, start, watch, probe);
  }

  /** The id of the source of data that it trains on, if it trains. */
  public Optional<String> generator() {
    return problem.equals("training")
        ? Optional.of(DataSource.parse(problemSettings.get("data")).card().id())
        : Optional.empty();
  }

  /** How messages name it. */
  public String label() {
    return experiment + " '" + name + "'";
  }

  private RunKey with(
      SortedMap<String, String> settings,
      List<Integer> sizes,
      List<Double> point,
      List<Watch> more,
      String what) {
    return new RunKey(
        experiment,
        name,
        problem,
        settings,
        sizes,
        optimizer,
        hyperparameters,
        precision,
        point,
        steps,
        seed,
        more,
        what);
  }

  /** The problem, from the catalog. */
  public ProblemSpec problemSpec() {
    return configured(ProblemSpec.catalog().get(problem), problemSettings);
  }

  /** The optimizer, from the catalog. */
  public OptimizerSpec optimizerSpec() {
    return configured(OptimizerSpec.catalog().get(optimizer), hyperparameters);
  }

  /** A specification with settings replaced; {@link Settings#with} for a service's type. */
  public static <T> T configured(T specification, Map<String, String> changes) {
    @SuppressWarnings("unchecked")
    T changed = (T) Settings.with((Record) specification, changes);
    return changed;
  }

  private static SortedMap<String, String> texts(Record specification) {
    SortedMap<String, String> texts = new TreeMap<>();
    Settings.values(specification).forEach((name, value) -> texts.put(name, Settings.text(value)));
    return texts;
  }
}
