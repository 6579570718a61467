package dev.fluxion.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyJournalTest {
  @TempDir private Path folder;
  private Path file;
  private final Study study = Studies.adam(new RandomSampler(), Pruner.NONE);

  @BeforeEach
  void record() throws Exception {
    file = folder.resolve("new/study.jsonl");
    try (StudyJournal journal = StudyJournal.open(file, study)) {
      study.run(10, 1, journal, done -> {});
    }
  }

  private String refusal(Study other) {
    return assertThrows(IOException.class, () -> StudyJournal.open(file, other)).getMessage();
  }

  @Test
  void trialsAreReadBackAsTheyWere() throws Exception {
    try (StudyJournal journal = StudyJournal.open(file, study)) {
      assertEquals(study.run(10), journal.recorded());
      assertEquals(List.of(), journal.notes());
    }
  }

  @Test
  void anotherStudyIsRefusedWithWhatDiffers() {
    String sampler = refusal(Studies.adam(new TpeSampler(), Pruner.NONE));
    assertTrue(sampler.contains("its sampler is \"random\", now it is \"tpe("), sampler);
    String seed = refusal(Study.of(study.task(), study.space(), study.sampler(), 6));
    assertTrue(seed.contains("its seed is 5, now it is 6; choose another file"), seed);
  }

  @Test
  void anUnfinishedLineIsDroppedAndToldOf() throws Exception {
    Files.writeString(file, "{\"number\":10,", StandardOpenOption.APPEND);
    try (StudyJournal journal = StudyJournal.open(file, study)) {
      assertEquals(10, journal.recorded().size());
      assertTrue(journal.notes().getFirst().contains("(13 bytes, left by an interruption)"));
    }
  }

  @Test
  void whatIsNoTrialIsRefusedWithItsLine() throws Exception {
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
    assertTrue(refusal(study).contains("line 12 is not a trial"), refusal(study));
    lines.remove(4);
    Files.write(file, lines);
    assertTrue(refusal(study).contains("line 5 holds trial 4 where 3 is due"), refusal(study));
    Files.writeString(file, "nonsense\n");
    assertTrue(refusal(study).contains("line 1 is not the head of a study"), refusal(study));
  }

  @Test
  void oneAtATime() throws Exception {
    try (StudyJournal journal = StudyJournal.open(file, study)) {
      assertEquals(10, journal.recorded().size());
      assertTrue(refusal(study).contains("already open"), refusal(study));
    }
  }
}
