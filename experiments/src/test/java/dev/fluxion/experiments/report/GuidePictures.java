package dev.fluxion.experiments.report;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Figure.Kind;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.problems.ProblemSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The pictures of the guide «physics of optimization»; {@code main} draws them into {@code
 * docs/images}.
 */
final class GuidePictures implements Experiment {
  private static final String ID = "physics";

  @Override
  public Card card() {
    return new Card(ID, "Pictures of the guide.", "f = f", "our own");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    return List.of(
        key("gradient descent", "quadratic", BOWL, "sgd(learningRate=0.045)", 60).from(-9, 2.4),
        key("heavy ball", "quadratic", BOWL, "momentum(learningRate=0.012,momentum=0.9)", 120)
            .from(-9, 2.4),
        key("Adam", "quadratic", BOWL, "adam(learningRate=0.3)", 120).from(-9, 2.4),
        key("particle", "booth", Map.of(), "spin-particle(stepSize=0.02)", 400).from(-2, 4),
        key("free", "booth", Map.of(), "spin-particle(stepSize=0.02,damping=0,spinDamping=0)", 400)
            .from(-2, 4),
        key("Adam, stuck", "ackley", SMALL, "adam(learningRate=0.02)", 400).from(-3.2, 2.3),
        key(
                "energy conserving",
                "ackley",
                SMALL,
                "ecdsep(stepSize=0.25,nu=0.5,deltaE=2,f0=0.001)",
                220)
            .from(-3.2, 2.3));
  }

  private static final Map<String, String> BOWL = Map.of("coefficients", "0.5,10", "center", "0,0");
  private static final Map<String, String> SMALL = Map.of("dimension", "2");

  private static RunKey key(
      String name, String problem, Map<String, String> settings, String optimizer, int steps) {
    ProblemSpec spec = RunKey.configured(ProblemSpec.catalog().get(problem), settings);
    return RunKey.of(ID, name, spec, SpecText.parse(optimizer), Precision.DOUBLE, steps, 4)
        .watching(RunKey.Watch.THETA);
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public List<Figure> figures() {
    List<String> energies =
        List.of(
            "telemetry.totalEnergy",
            "telemetry.potentialEnergy",
            "telemetry.kineticEnergy",
            "telemetry.spinEnergy");
    Map<String, Object> budget = Map.of("y", energies, "yLabel", "energy");
    return List.of(
        new Figure(
            Kind.LANDSCAPE,
            "Three ways down a bowl that is twenty times steeper across than along",
            List.of("gradient descent", "heavy ball", "Adam")),
        new Figure(
            Kind.SERIES, "Without friction the total stays as it was", List.of("free"), budget),
        new Figure(
            Kind.SERIES,
            "With friction the total goes down, and the particle comes to rest",
            List.of("particle"),
            budget),
        new Figure(
            Kind.LANDSCAPE,
            "Many valleys: Adam ends in the first, the energy conserving motion goes on",
            List.of("Adam, stuck", "energy conserving")));
  }

  /** Draws the pictures; needs a browser. */
  public static void main(String[] arguments) throws IOException {
    GuidePictures pictures = new GuidePictures();
    List<RunResult> results = pictures.runs(null).stream().map(Execution::run).toList();
    Path report = Files.createTempFile("pictures", ".html");
    Report.write(report, List.of(pictures), results, List.of(), Gallery.PROVENANCE);
    Pictures.write(report, Path.of("../docs/images")).forEach(System.out::println);
    Files.delete(report);
  }
}
