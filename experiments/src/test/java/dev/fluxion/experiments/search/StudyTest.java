package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.classical.Momentum;
import dev.fluxion.optimizers.classical.Sgd;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.surface.Zakharov;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyTest {
  private static final int TRIALS = 27; // not a multiple of a batch

  static List<Study> studies() {
    List<Study> plain = Studies.samplers().stream().map(s -> Studies.adam(s, Pruner.NONE)).toList();
    return Stream.concat(
            plain.stream(),
            Stream.of(
                Studies.adam(new TpeSampler(), Pruner.MEDIAN),
                Studies.adam(new RandomSampler(), Pruner.HALVING)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("studies")
  void anyNumberOfThreadsGivesTheSameStudy(Study study) throws InterruptedException {
    List<Trial> one = study.run(TRIALS);
    assertEquals(TRIALS, one.size());
    for (int jobs : new int[] {2, 5}) {
      assertEquals(one, study.run(TRIALS, jobs, null, done -> {}), jobs + " jobs");
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void aStudyCutOffAnywhereEndsTheSame(Study study, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("study.jsonl");
    byte[] whole = record(study, file, TRIALS, 1);
    for (int cut = 0; cut < whole.length; cut += 211) { // prime: every place in a line
      Files.write(file, Arrays.copyOf(whole, cut));
      assertArrayEquals(whole, record(study, file, TRIALS, 1 + cut % 2), "cut at byte " + cut);
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void aLongerStudyBeginsWithTheShorter(Study study, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("study.jsonl");
    byte[] at20 = record(study, file, 20, 1);
    byte[] grown = record(study, file, TRIALS, 2);
    Files.delete(file);
    assertArrayEquals(record(study, file, TRIALS, 1), grown);
    assertArrayEquals(at20, Arrays.copyOf(grown, at20.length));
  }

  private static byte[] record(Study study, Path file, int trials, int jobs) throws Exception {
    try (StudyJournal journal = StudyJournal.open(file, study)) {
      List<Trial> done = study.run(trials, jobs, journal, count -> {});
      assertEquals(trials, done.size());
    }
    return Files.readAllBytes(file);
  }

  @Test
  void theSeedChoosesTheStudy() {
    Study study = Studies.adam(new TpeSampler(), Pruner.NONE);
    Study other =
        new Study(study.task(), study.space(), study.sampler(), study.pruner(), study.seed() + 1);
    assertEquals(study.run(9), study.run(9));
    assertNotEquals(study.run(9), other.run(9));
  }

  @Test
  void aTrialIsTheRunOfItsHyperparameters() {
    Study study = Studies.adam(new RandomSampler(), Pruner.NONE);
    Trial best = Study.best(study.run(16));
    RunKey run = study.task().runs().getFirst();
    Attempt again =
        Attempt.run(
            run,
            Execution.problem(run),
            study.task().optimizer(best.parameters()),
            Goal.BEST,
            Long.MAX_VALUE);
    assertEquals(best.score(), again.score());
  }

  @Test
  void divergedTrialsAreInfinitelyBadAtTheEnd() {
    Space space = Space.of(new Dimension.LogUniform("learningRate", 1, 1e6));
    RunKey run = RunKey.of("test", "test", new Zakharov(2), new Sgd(), Precision.DOUBLE, 50, 0);
    List<Trial> trials = Study.of(Task.of(run, Goal.FINAL), space, new SobolSampler(), 0).run(16);
    for (Trial trial : trials) {
      assertEquals(Outcome.DIVERGED, trial.outcome());
      assertEquals(Double.POSITIVE_INFINITY, trial.score());
    }
    assertEquals(0, Study.best(trials).number());
  }

  @Test
  void severalStartsAreJudgedByTheirMedian() {
    List<RunKey> runs =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    RunKey.of("test", "test", new Quadratic(), new Sgd(), Precision.DOUBLE, 0, i)
                        .from(1.0 + i, 0))
            .toList();
    Space space = Space.of(new Dimension.LogUniform("learningRate", 1e-3, 1e-2));
    double middle =
        Study.of(Task.of(runs.get(1), Goal.BEST), space, new RandomSampler(), 0)
            .run(1)
            .getFirst()
            .score();
    Trial all = Study.of(Task.of(runs, Goal.BEST), space, new RandomSampler(), 0).run(1).getFirst();
    assertEquals(middle, all.score());
    assertEquals(3, all.evaluations());
  }

  @Test
  void aTrialThatCannotRunSaysWhich() {
    Task task =
        Studies.task(new Zakharov(2), new Momentum(), 5, 0)
            .around(
                spec -> {
                  if (spec.equals(new Momentum())) {
                    return spec;
                  }
                  throw new IllegalArgumentException("too warm");
                });
    Space space = Space.of(new Dimension.Uniform("momentum", 0, 1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Study.of(task, space, new RandomSampler(), 0).run(3))
            .getMessage();
    assertTrue(message.startsWith("trial 0 with {momentum=0."), message);
    assertTrue(message.endsWith("too warm"), message);
  }
}
