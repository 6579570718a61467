package dev.fluxion.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide's tables are the catalogues; {@code -Dfluxion.tables=write} writes them. */
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/optimizers.md");

  @Test
  void theTableOfOptimizersIsTheCatalogue() throws IOException {
    StringBuilder table =
        new StringBuilder("| id | formula | state | source |\n|---|---|---|---|\n");
    for (OptimizerSpec spec : OptimizerSpec.catalog().all()) {
      Card card = spec.card();
      String page = "[`" + card.id() + "`](optimizers/" + card.id() + ".md)";
      table.append(row(page, card.formula(), state(spec), card.source()));
    }
    expect("optimizers", table.toString());
  }

  @Test
  void theTableOfSchedulesIsTheCatalogue() throws IOException {
    StringBuilder table = new StringBuilder("| id | rate α at step k | source |\n|---|---|---|\n");
    for (Schedule schedule : Schedule.catalog().all()) {
      Card card = schedule.card();
      table.append(row("`" + card.id() + "`", card.formula(), card.source()));
    }
    expect("schedules", table.toString());
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|").replace("*", "\\*")).append(" |");
    }
    return row.append('\n').toString();
  }

  /** Floats per parameter: exact if their number is linear, n + … where it is quadratic. */
  private static String state(OptimizerSpec spec) {
    long once = floats(spec, 100);
    long twice = floats(spec, 200);
    long fourTimes = floats(spec, 400);
    long slope = (twice - once) / 100;
    long curvature = fourTimes - twice - 2 * (twice - once); // 60000 per n²
    return curvature == 0 ? String.valueOf(slope) : curvature / 60000 == 1 ? "n + …" : "n·…";
  }

  private static long floats(OptimizerSpec spec, int n) {
    State state = spec.start(ParameterLayout.vector("x", n), RandomKey.of(0)).save();
    return state.floats().values().stream().mapToLong(x -> x.length).sum();
  }

  private static void expect(String name, String table) throws IOException {
    String text = Files.readString(GUIDE);
    String begin = "<!-- " + name + ": begin -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- " + name + ": end -->");
    assertTrue(from >= begin.length() && to >= from, "no place for the table of " + name);
    if (System.getProperty("fluxion.tables", "").equals("write")) {
      Files.writeString(GUIDE, text.substring(0, from) + table + text.substring(to));
    } else {
      String wrong = "write it with -Dtest=GuideTest -Dfluxion.tables=write";
      assertEquals(table, text.substring(from, to), wrong);
    }
  }
}
