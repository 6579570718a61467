package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.runner.Json;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.surface.Zakharov;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final Contest CONTEST =
      Contest.of(new Zakharov(4), 60).from(new Domain(0, 1.5)).tuned(16, 3);

  private static Contest.Outcome run(int jobs, OptimizerSpec... optimizers) throws Exception {
    return CONTEST.run(List.of(optimizers), 6, Map.of(), jobs, done -> {});
  }

  @Test
  void anyNumberOfThreadsGivesTheSameContest() throws Exception {
    OptimizerSpec[] optimizers = {new Adam(), new EcdSep()};
    assertEquals(
        Json.line(run(1, optimizers).comparison()), Json.line(run(3, optimizers).comparison()));
  }

  @Test
  void allHaveTheSameStartsAndTheSameEvaluations() throws Exception {
    OptimizerSpec lbfgs = OptimizerSpec.catalog().get("lbfgs");
    Contest.Outcome outcome = run(2, new Adam(), lbfgs);
    for (int i = 0; i < 6; i++) {
      Attempt adam = outcome.entrants().getFirst().attempts().get(i);
      Attempt other = outcome.entrants().getLast().attempts().get(i);
      assertEquals(adam.first(), other.first());
      assertEquals(61, adam.evaluations());
      assertTrue(other.evaluations() <= 61, "evaluations: " + other.evaluations());
    }
    assertEquals(0, outcome.minimum());
  }

  @Test
  void tuningIsOfTheSameSizeForAllAndHelps() throws Exception {
    List<OptimizerSpec> optimizers = List.of(new Adam(), new Sgd());
    Map<String, Space> spaces = Map.of("adam", Spaces.builtin("levy", new Adam()));
    Contest.Outcome outcome = CONTEST.run(optimizers, 6, spaces, 2, done -> {});
    Contest.Outcome plain = CONTEST.tuned(0, 1).run(optimizers, 6, spaces, 1, done -> {});
    for (Contest.Entrant entrant : outcome.entrants()) {
      assertEquals(16, entrant.tuning().size());
    }
    assertNotEquals(new Adam(), outcome.entrants().getFirst().tuned());
    assertEquals(new Adam(), plain.entrants().getFirst().tuned());
    assertTrue(median(outcome, "adam") < median(plain, "adam"));
  }

  private static double median(Contest.Outcome outcome, String method) {
    return outcome.comparison().rows().stream()
        .filter(row -> row.method().equals(method))
        .findFirst()
        .orElseThrow()
        .median()
        .median();
  }

  @Test
  void anOptimizerDoesNotSeeTheOthers() throws Exception {
    Contest.Outcome alone = run(1, new Adam());
    Contest.Outcome second = run(1, new EcdSep(), new Adam());
    assertEquals(alone.entrants().getFirst().tuning(), second.entrants().getLast().tuning());
    assertEquals(median(alone, "adam"), median(second, "adam"));
  }

  @Test
  void whatHasNothingToSearchRunsAsItIs() throws Exception {
    OptimizerSpec polyak = OptimizerSpec.catalog().get("polyak");
    Contest.Entrant entrant = run(1, polyak).entrants().getFirst();
    assertEquals(List.of(), entrant.tuning());
    assertEquals(polyak, entrant.tuned());
  }
}
