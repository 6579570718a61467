package dev.fluxion.experiments.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomCheckTest {
  private static final int CHUNKS = 8;
  private static final long DRAWS = (long) CHUNKS * RandomTally.CHUNK;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1})
  void theNumbersPass(long seed) throws InterruptedException {
    List<RandomCheck.Finding> findings =
        RandomCheck.run(RandomKey.of(seed), DRAWS, 2, done -> assertTrue(done <= CHUNKS));
    assertEquals(47, findings.size());
    findings.forEach(f -> assertTrue(f.passes(), f::toString));
  }

  @Test
  void threadsDoNotMatter() throws InterruptedException {
    RandomKey key = RandomKey.of(5);
    assertEquals(
        RandomCheck.run(key, DRAWS, 1, done -> {}), RandomCheck.run(key, DRAWS, 3, done -> {}));
  }

  @Test
  void wideNormalsAreNoticed() {
    expectFailure("moment 2", t -> scale(t.normals, 1.01f));
    expectFailure("Kolmogorov-Smirnov, √n·D", t -> scale(t.normals, 1.03f));
  }

  @Test
  void shiftedNormalsAreNoticed() {
    expectFailure("moment 1", t -> shift(t.normals, 0.01f));
  }

  @Test
  void aMissingTailIsNoticed() {
    expectFailure(
        "above 4",
        t -> {
          for (int i = 0; i < t.normals.length; i++) {
            t.normals[i] = Math.clamp(t.normals[i], -4f, 4f);
          }
        });
  }

  @Test
  void aLatticeIsNoticed() {
    expectFailure(
        "χ² of 1000 bins",
        t -> {
          for (int i = 0; i < t.normals.length; i++) {
            t.normals[i] = Math.round(t.normals[i] * 128) / 128f;
          }
        });
  }

  @Test
  void repetitionsAreNoticed() {
    expectFailure(
        "correlation at lag 5",
        t -> {
          for (int i = 5; i < t.normals.length; i += 50) {
            t.normals[i] = t.normals[i - 5];
          }
        });
    expectFailure(
        "correlation with another key",
        t -> System.arraycopy(t.normals, 0, t.other, 0, t.other.length / 10));
    expectFailure(
        "correlation with the next step",
        t -> System.arraycopy(t.normals, 0, t.next, 0, t.next.length / 10));
  }

  /** Uncorrelated, but of the same size: what half a pair of normals would be. */
  @Test
  void numbersOfTheSameSizeAreNoticed() {
    expectFailure(
        "of squares at lag 64",
        t -> {
          for (int i = 64; i < t.normals.length; i += 128) {
            t.normals[i] = Math.copySign(t.normals[i - 64], t.normals[i]);
          }
        });
  }

  @Test
  void stuckBitsAreNoticed() {
    expectFailure(
        "χ² of bits 0 to 7",
        t -> {
          for (int i = 0; i < t.words.length; i += 10) {
            t.words[i] |= 4;
          }
        });
    expectFailure(
        "χ² of upper 12 bits",
        t -> {
          for (int i = 0; i < t.fractions.length; i += 10) {
            t.fractions[i] /= 2;
          }
        });
  }

  private static void expectFailure(String test, Consumer<RandomTally> damage) {
    RandomTally tally = new RandomTally();
    RandomKey key = RandomKey.of(1);
    for (int k = 0; k < CHUNKS; k++) {
      tally.draw(key, key.split("another"), k);
      damage.accept(tally);
      tally.count();
    }
    Set<String> failed =
        RandomCheck.judge(DRAWS, tally).stream()
            .filter(f -> !f.passes())
            .map(RandomCheck.Finding::test)
            .collect(Collectors.toSet());
    assertTrue(failed.contains(test), test + " is not among " + failed);
  }

  private static void scale(float[] x, float factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  private static void shift(float[] x, float by) {
    for (int i = 0; i < x.length; i++) {
      x[i] += by;
    }
  }
}
