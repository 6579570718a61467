package dev.fluxion.experiments.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.Scale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static final List<RunKey> KEYS =
      Request.of(List.of(), new Plan(Scale.SMOKE, 0, Precision.FLOAT)).keys();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 300})
  void everyRunIsInExactlyOneShardInTheOrderOfThePlan(int count) {
    List<RunKey> all = new ArrayList<>();
    Set<Integer> sizes = new HashSet<>();
    for (int i = 0; i < count; i++) {
      List<RunKey> part = new Shard(i, count).of(KEYS);
      assertEquals(KEYS.stream().filter(Set.copyOf(part)::contains).toList(), part);
      all.addAll(part);
      sizes.add(part.size());
    }
    assertEquals(KEYS.size(), all.size());
    assertEquals(Set.copyOf(KEYS), Set.copyOf(all));
    assertTrue(
        sizes.stream().allMatch(n -> n == KEYS.size() / count || n == KEYS.size() / count + 1));
  }

  @Test
  void aRhythmOfThePlanDoesNotDecideTheShard() {
    List<RunKey> plan = KEYS.subList(0, 40);
    Set<Integer> rests = new HashSet<>();
    new Shard(0, 4).of(plan).forEach(key -> rests.add(plan.indexOf(key) % 4));
    assertEquals(Set.of(0, 1, 2, 3), rests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4/4", "-1/4", "0/0", "1", "a/b", "1/2/3", "", "0/99999999999"})
  void wrongShardsAreExplained(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
    assertTrue(e.getMessage().contains("i from 0 to n-1"), e.getMessage());
  }

  @Test
  void itIsReadBackFromJson() {
    Shard shard = new Shard(2, 5);
    assertEquals("\"2/5\"", Json.line(shard));
    assertEquals(shard, Json.read("\"2/5\"", Shard.class));
  }
}
