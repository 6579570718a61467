package dev.fluxion.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.bench.cases.Table;
import dev.fluxion.bench.run.Conductor.Job;
import dev.fluxion.bench.study.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConductorTest {
  private static final Plan TINY = new Plan("tiny", 2, 2, 2, 100_000, 1_000_000, 2_000_000);
  private static final Job DOT = new Job(Table.get("elem/dot/1e3"), 1);
  private static final List<Column> TWO = List.of(Column.SCALAR, Column.SUPERWORD);

  /** Answers by the book, with a digest of its own. */
  private static final class Scripted implements Respondent {
    private final Column column;
    private final String before;
    private final String after;
    private final List<String> asked;

    Scripted(Column column, String before, String after, List<String> asked) {
      this.column = column;
      this.before = before;
      this.after = after;
      this.asked = asked;
    }

    @Override
    public Column column() {
      return column;
    }

    @Override
    public Reply ask(Object... command) {
      asked.add(column.id() + " " + command[0]);
      return switch ((String) command[0]) {
        case "prepare" -> new Reply.Done(List.of(before, "5"));
        case "warm" -> new Reply.Done(List.of("100.0", "0.0"));
        case "sample" -> new Reply.Done(List.of("100.0", "110.0"));
        case "verify" -> new Reply.Done(List.of(after));
        default -> new Reply.Failed(Arrays.toString(command));
      };
    }

    @Override
    public void close() {
      asked.add(column.id() + " close");
    }
  }

  private static Row run(List<String> asked, String scalarBefore, String scalarAfter)
      throws IOException {
    Respondent.Source source =
        column ->
            column == Column.SCALAR
                ? new Scripted(column, scalarBefore, scalarAfter, asked)
                : new Scripted(column, "good", "good", asked);
    return new Conductor(TINY, source, TWO, List.of(), line -> {}).run(List.of(DOT)).getFirst();
  }

  @Test
  void formsThatAgreeAreTimedInTurns() throws IOException {
    List<String> asked = new ArrayList<>();
    Row row = run(asked, "good", "good");
    assertFalse(row.wasRefused());
    assertEquals("good", row.digest());
    assertEquals(4, row.blocks("scalar").size()); // 2 forks × 2 rounds
    assertEquals(2, row.blocks("scalar").getFirst().ns().length);
    List<String> samples = asked.stream().filter(a -> a.endsWith("sample")).limit(4).toList();
    assertEquals(
        List.of("scalar sample", "superword sample", "superword sample", "scalar sample"), samples);
    assertEquals(4, asked.stream().filter(a -> a.endsWith("close")).count());
  }

  @Test
  void formsThatDisagreeAreRefusedBeforeTheyAreTimed() throws IOException {
    List<String> asked = new ArrayList<>();
    Row row = run(asked, "bad", "bad");
    assertTrue(row.wasRefused());
    assertTrue(row.refused().contains("bad") && row.refused().contains("good"), row.refused());
    assertTrue(row.times().isEmpty());
    assertTrue(asked.stream().noneMatch(a -> a.endsWith("warm") || a.endsWith("sample")));
  }

  @Test
  void formsThatDisagreeOnceTheyAreCompiledLoseTheirTimes() throws IOException {
    Row row = run(new ArrayList<>(), "good", "bad");
    assertTrue(row.wasRefused());
    assertTrue(row.times().isEmpty());
  }

  @Test
  void allColumnsOfThisMachineGiveTheSameBits() throws IOException {
    Conductor conductor = new Conductor(TINY, Worker::start, Column.all(), List.of(), line -> {});
    Row row = conductor.run(List.of(DOT)).getFirst();
    assertFalse(row.wasRefused(), row.refused());
    assertNotNull(row.digest());
    for (Column column : Column.all()) {
      assertEquals(4, row.blocks(column.id()).size(), column.id());
    }
  }

  @Test
  void whatIsMeasuredIsHandedOverAfterEveryPartOfEveryFork() throws IOException {
    Conductor conductor =
        new Conductor(TINY, Worker::start, List.of(Column.SUPERWORD), List.of(), line -> {});
    Job randn = new Job(Table.get("randn/uniforms"), 1);
    List<Integer> sizes = new ArrayList<>();
    conductor.run(List.of(DOT, randn), rows -> sizes.add(rows.size()));
    assertEquals(2 * TINY.forks(), sizes.size());
    assertEquals(List.of(1, 2), sizes.subList(0, 2));
  }

  @Test
  void aLibraryIsTimedOnlyIfItIsRight() throws IOException {
    List<Column> columns = new ArrayList<>(List.of(Column.SUPERWORD));
    for (String name : List.of("echo", "liar", "broken")) {
      columns.add(Column.peer(name, List.of()));
    }
    Conductor conductor = new Conductor(TINY, Worker::start, columns, List.of(), line -> {});
    Job exp = new Job(Table.get("elem/exp"), 1);
    List<Row> rows = conductor.run(List.of(DOT, exp));
    Row row = rows.getFirst();
    assertTrue(row.has("superword") && row.has("echo"));
    assertFalse(row.wasRefused() || row.has("liar") || row.has("broken"));
    assertTrue(
        conductor.notes().stream().anyMatch(n -> n.contains("42.0")), conductor.notes().toString());
    assertTrue(conductor.notes().stream().anyMatch(n -> n.contains("no broken")));
    assertTrue(rows.getLast().has("superword"));
    assertFalse(rows.getLast().has("echo")); // which does not support it
  }

  @Test
  void aJvmThatEndsIsNoDeadlock() throws IOException {
    Column nonsense = Column.peer("nobody", List.of());
    List<Column> columns = List.of(Column.SUPERWORD, nonsense);
    Conductor conductor = new Conductor(TINY, Worker::start, columns, List.of(), line -> {});
    Row row = conductor.run(List.of(DOT)).getFirst();
    assertTrue(row.has("superword"));
    assertFalse(row.has("nobody"));
    assertTrue(conductor.notes().toString().contains("nobody"), conductor.notes().toString());
  }
}
