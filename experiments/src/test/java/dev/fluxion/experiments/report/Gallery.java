package dev.fluxion.experiments.report;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Figure.Kind;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.probe.RandomStarts;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Laboratory;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An experiment with a figure of every kind, of true runs and of some invented ones. */
final class Gallery implements Experiment {
  static final String ID = "009-1-gallery";
  static final Provenance PROVENANCE =
      new Provenance(
          "0badcafe", "commit", "./fluxion run --scale smoke", "25", "cpu", 2, "on", 512, true);
  private static final Map<String, Object> BOWL =
      Map.of("coefficients", List.of(1, 10), "center", List.of(0, 0));

  @Override
  public Card card() {
    return new Card(ID, "Is every kind of figure drawn?", "f = f", "our own", "Only for tests.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    List<RunKey> runs = new ArrayList<>();
    for (String rule : List.of("sgd", "momentum", "adam")) {
      OptimizerSpec sgd = OptimizerSpec.catalog().get("sgd");
      OptimizerSpec spec =
          switch (rule) {
            case "adam" -> RunKey.configured(adam(), Map.of("learningRate", "0.1"));
            case "momentum" ->
                RunKey.configured(sgd, Map.of("learningRate", "0.0005", "momentum", "0.95"));
            default -> RunKey.configured(sgd, Map.of("learningRate", "0.001"));
          };
      runs.add(key(rule, "rosenbrock", spec, 300).from(-1.5, 2));
      runs.add(key(rule + " @ booth", "booth", spec, 300).from(-4, 4));
      runs.add(key(rule + " @ rosenbrock", "rosenbrock", spec, 300).from(1.2, 1.2));
      runs.add(key(rule + " basins", "himmelblau", spec, 150).from(0.3, -1.8));
      runs.add(key(rule + " starts", "zakharov", spec, 200).probing(new RandomStarts(30, 0, 0.6)));
    }
    runs.add(
        key("particle", "booth", OptimizerSpec.catalog().get("spin-particle"), 300).from(-2, 4));
    return runs;
  }

  private static OptimizerSpec adam() {
    return OptimizerSpec.catalog().get("adam");
  }

  private static RunKey key(String name, String problem, OptimizerSpec spec, int steps) {
    ProblemSpec surface = ProblemSpec.catalog().get(problem);
    return RunKey.of(ID, name, surface, spec, Precision.DOUBLE, steps, 1)
        .watching(RunKey.Watch.THETA, RunKey.Watch.LAYERS);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim("009/1.drawn", "Figures", "all are drawn", "by eye", e -> holds(true)),
        new Claim("009/1.dull", "Figures", "figures are dull", "by eye", e -> holds(false)));
  }

  private static Finding holds(boolean holds) {
    return Finding.of(holds, "%d figures", Kind.values().length);
  }

  @Override
  public List<Figure> figures() {
    List<String> rules = List.of("adam", "sgd", "momentum");
    List<String> starts = rules.stream().map(r -> r + " starts").toList();
    List<String> profile =
        rules.stream().flatMap(r -> List.of(r + " @ booth", r + " @ rosenbrock").stream()).toList();
    return List.of(
        new Figure(Kind.LOSS, "The loss", rules),
        new Figure(Kind.LANDSCAPE, "A curved valley", rules),
        new Figure(
            Kind.LANDSCAPE, "Many basins", List.of("adam basins", "sgd basins", "momentum basins")),
        new Figure(Kind.CONTOUR, "A bowl", List.of("adam @ booth", "momentum @ booth"), BOWL),
        new Figure(Kind.DISTANCE, "The distance", rules, Map.of("center", List.of(1, 1))),
        new Figure(Kind.LAYERS, "The gradient", List.of("sgd")),
        new Figure(Kind.TELEMETRY, "The spin", List.of("particle"), Map.of("series", "spin")),
        new Figure(
            Kind.SERIES,
            "An energy budget: what the particle loses, and to whom",
            List.of("particle"),
            Map.of(
                "y",
                List.of(
                    "telemetry.totalEnergy",
                    "telemetry.potentialEnergy",
                    "telemetry.kineticEnergy",
                    "telemetry.spinEnergy"),
                "yLabel",
                "energy")),
        new Figure(
            Kind.SERIES,
            "A phase portrait",
            List.of("particle"),
            Map.of("x", "theta.x0", "y", List.of("theta.x1"), "xLabel", "x₀", "yLabel", "x₁")),
        new Figure(Kind.BANDS, "Thirty starts", starts),
        new Figure(Kind.ECDF, "How often which loss is reached", starts),
        new Figure(
            Kind.SERIES,
            "From large steps to small ones, with long numbers",
            List.of("sweep"),
            Map.of("x", "measured.step", "y", List.of("measured.loss"), "logX", true)),
        new Figure(
            Kind.SERIES,
            "An orbit",
            List.of("orbit"),
            Map.of("x", "measured.x", "y", List.of("measured.y"))),
        new Figure(Kind.HISTOGRAM, "Radii", List.of("radii"), Map.of("xLabel", "radius")),
        new Figure(
            Kind.HEATMAP,
            "Rate and momentum",
            List.of("grid", "other grid"),
            Map.of("xLabel", "rate", "yLabel", "momentum", "zLabel", "loss", "logZ", true)),
        new Figure(Kind.PROFILE, "Who is fast", profile, Map.of("target", 1e-3)));
  }

  /** The runs, executed, and the invented ones. */
  List<RunResult> results() {
    List<RunResult> results = new ArrayList<>();
    List<RunKey> keys = runs(null);
    keys.forEach(key -> results.add(Execution.run(key)));
    double[] center = new double[24];
    double[] density = new double[24];
    double[] theory = new double[24];
    Arrays.setAll(center, i -> 0.1 + 0.2 * i);
    Arrays.setAll(theory, i -> center[i] * Math.exp(-0.5 * center[i] * center[i]));
    Arrays.setAll(density, i -> theory[i] * (1 + 0.1 * Math.cos(2.3 * i)));
    results.add(invented("radii", "center", center, "density", density, "theory", theory));
    double[] step = {1, 0.1, 0.01, 1e-3};
    double[] loss = {1000, -40_000, -200_000, -250_000};
    results.add(invented("sweep", "step", step, "loss", loss));
    double[] across = new double[40];
    double[] up = new double[40];
    Arrays.setAll(across, i -> StrictMath.cos(0.16 * i));
    Arrays.setAll(up, i -> StrictMath.sin(0.16 * i));
    results.add(invented("orbit", "x", across, "y", up));
    double[] x = {1e-4, 1e-3, 1e-2, 0.1, 1, 10};
    double[] y = {0, 0.5, 0.9, 0.99};
    double[] z = new double[24];
    Arrays.setAll(z, i -> i == 5 ? Double.NaN : Math.pow(10, (i % 6) * 1.5 - i / 6.0 - 4));
    results.add(invented("grid", "x", x, "y", y, "z", z));
    results.add(invented("other grid", "x", x, "y", y, "z", z));
    return results;
  }

  private static RunResult invented(String name, Object... measured) {
    TreeMap<String, double[]> series = new TreeMap<>();
    for (int i = 0; i < measured.length; i += 2) {
      series.put((String) measured[i], (double[]) measured[i + 1]);
    }
    return RunResult.measured(key(name, "booth", adam(), 1), 1, series);
  }

  /** Writes the report of this experiment. */
  static void write(Path file) throws IOException {
    Gallery gallery = new Gallery();
    List<RunResult> results = gallery.results();
    List<Experiment> experiments = List.of(gallery);
    Report.write(file, experiments, results, Laboratory.judge(experiments, results), PROVENANCE);
  }

  /** Writes it, to be looked at. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }
}
