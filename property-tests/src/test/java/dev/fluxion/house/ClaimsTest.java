package dev.fluxion.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Explanations;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims, figures and runs of the experiments fit together. */
class ClaimsTest {
  private static final String PART = "[a-z0-9]+(-[a-z0-9]+)*";

  static List<Experiment> experiments() {
    return Experiment.catalog().all();
  }

  @Test
  void claimIdsAreUniqueAndReadable() {
    Set<String> ids = new HashSet<>();
    for (Experiment experiment : experiments()) {
      for (Claim claim : experiment.claims()) {
        assertTrue(ids.add(claim.id()), "twice: " + claim.id());
        assertTrue(claim.id().matches(PART + "/" + PART + "\\." + PART), claim.id());
      }
    }
    assertFalse(ids.isEmpty());
  }

  @Test
  void explanationsBelongToClaims() {
    Set<String> ids =
        experiments().stream()
            .flatMap(e -> e.claims().stream())
            .map(Claim::id)
            .collect(Collectors.toSet());
    Explanations.all()
        .forEach(
            (id, why) -> {
              assertTrue(ids.contains(id), "no claim " + id);
              assertFalse(why.isBlank(), id);
            });
    assertFalse(Explanations.all().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void claimsSayWhereWhatAndHow(Experiment experiment) {
    assertFalse(experiment.claims().isEmpty());
    for (Claim claim : experiment.claims()) {
      assertFalse(claim.section().isBlank(), claim.id());
      assertFalse(claim.statement().isBlank(), claim.id());
      assertFalse(claim.test().isBlank(), claim.id());
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void runNamesAreUniqueWithinAnExperiment(Experiment experiment) {
    for (Plan plan : plans()) {
      List<String> names = names(experiment, plan);
      assertFalse(names.isEmpty());
      assertEquals(new TreeSet<>(names).size(), names.size(), plan + " " + names);
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void runsBelongToTheirExperiment(Experiment experiment) {
    for (RunKey key : experiment.runs(plan(Scale.SMOKE))) {
      assertEquals(experiment.card().id(), key.experiment());
      key.problemSpec();
      key.optimizerSpec();
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void figuresShowRunsThatExist(Experiment experiment) {
    for (Plan plan : plans()) {
      Set<String> names = Set.copyOf(names(experiment, plan));
      for (Figure figure : experiment.figures()) {
        assertFalse(figure.title().isBlank());
        assertFalse(figure.runs().isEmpty(), figure.title());
        for (String run : figure.runs()) {
          assertTrue(names.contains(run), plan + ", " + figure.title() + ": no run '" + run + "'");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keysSurviveTheJournal(Scale scale) {
    Set<String> lines = new HashSet<>();
    for (Experiment experiment : experiments()) {
      for (RunKey key : experiment.runs(plan(scale))) {
        String line = Json.line(key);
        assertEquals(key, Json.read(line, RunKey.class));
        assertEquals(line, Json.line(Json.read(line, RunKey.class)));
        assertFalse(line.contains("\n"));
        assertTrue(lines.add(line), "two runs have one key: " + line);
      }
    }
    assertFalse(lines.isEmpty());
  }

  /**
   * The runs of the smallest scale are executed; at the larger scales their results stand in for
   * runs of the same family. A claim that asks for a run that is not planned says so.
   */
  @ParameterizedTest
  @MethodSource("experiments")
  void claimsAskForRunsThatExist(Experiment experiment) {
    Map<String, RunResult> results = new HashMap<>();
    for (RunKey key : experiment.runs(plan(Scale.SMOKE))) {
      results.put(key.name(), Execution.run(key));
    }
    for (Scale scale : Scale.values()) {
      Map<String, RunResult> planned =
          names(experiment, plan(scale)).stream()
              .collect(Collectors.toMap(name -> name, name -> standIn(name, results)));
      List<String> missing = new ArrayList<>();
      for (Claim claim : experiment.claims()) {
        Finding finding = new Evidence(planned).judge(claim);
        if (missing(finding)) {
          missing.add(scale + " " + claim.id() + ": " + finding.numbers());
        }
      }
      assertEquals(List.of(), missing);
    }
  }

  @Test
  void aRunThatIsNotPlannedIsNoticed() {
    Claim claim = new Claim("x/y.z", "s", "s", "t", e -> Finding.of(true, "%s", e.run("nowhere")));
    assertTrue(missing(new Evidence(Map.of()).judge(claim)));
    Claim family = new Claim("x/y.z", "s", "s", "t", e -> Finding.of(true, "%s", e.family("no")));
    assertTrue(missing(new Evidence(Map.of()).judge(family)));
  }

  private static boolean missing(Finding finding) {
    return finding.numbers().matches("(run|no run) '.*' has (not )?been recorded");
  }

  /** The result of the run itself, or of one whose name shares the longest beginning. */
  private static RunResult standIn(String name, Map<String, RunResult> results) {
    String nearest = "";
    for (String other : new TreeSet<>(results.keySet())) {
      if (common(name, other) > common(name, nearest)) {
        nearest = other;
      }
    }
    return results.getOrDefault(name, results.get(nearest));
  }

  private static int common(String left, String right) {
    int i = 0;
    while (i < Math.min(left.length(), right.length()) && left.charAt(i) == right.charAt(i)) {
      i++;
    }
    return i;
  }

  private static List<String> names(Experiment experiment, Plan plan) {
    return experiment.runs(plan).stream().map(RunKey::name).toList();
  }

  private static Plan plan(Scale scale) {
    return new Plan(scale, 0, Precision.FLOAT);
  }

  private static List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    for (Scale scale : Scale.values()) {
      for (Precision precision : Precision.values()) {
        plans.add(new Plan(scale, 3, precision));
      }
    }
    return plans;
  }
}
