package dev.fluxion.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.bench.cases.Cost;
import dev.fluxion.bench.cases.Kind;
import dev.fluxion.bench.cases.Metric;
import dev.fluxion.bench.study.Comparison;
import dev.fluxion.bench.study.Row;
import dev.fluxion.bench.study.Study;
import dev.fluxion.bench.study.Synthetic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Row EXP =
      Synthetic.row(
          "exp",
          Metric.ELEMENTS,
          Kind.TRANSCENDENTAL,
          Cost.perElement(10_000, 27, 4, 4, 8),
          40_000,
          30_000,
          20_000,
          10_000);
  private static final Row REFUSED =
      new Row(
          "elem",
          "bad",
          1,
          Metric.ELEMENTS,
          Kind.ELEMENTWISE,
          EXP.cost(),
          "1",
          "they disagree",
          EXP.times());
  private static final Study STUDY = Synthetic.study(EXP);

  private static String csv(Study study) {
    StringWriter out = new StringWriter();
    Csv.print(study, new PrintWriter(out));
    return out.toString();
  }

  @Test
  void csvHasOneLinePerCaseOfTheFormThatShips() {
    List<String> lines = csv(STUDY).lines().toList();
    assertEquals("peer,part,case,threads,metric,median,best", lines.getFirst());
    assertEquals(STUDY.rows().size() + 1, lines.size());
    String[] exp = lines.getLast().split(",");
    assertEquals(List.of("fluxion", "elem", "exp", "1", "elements/ns"), List.of(exp).subList(0, 5));
    assertEquals(0.77, Double.parseDouble(exp[5]), 0.02); // 10,000 elements in 13 µs
    assertEquals(1.01, Double.parseDouble(exp[6]), 0.02); // in 10 µs
  }

  @Test
  void numbersHaveNoExponents() {
    assertEquals("0.000012346", Numbers.significant(1.23456e-5, 5));
    assertEquals("123460", Numbers.significant(123456, 5));
    assertEquals("1234", Numbers.number(1234.4));
    assertEquals("0.123", Numbers.number(0.1234));
    assertEquals("∞", Numbers.number(Double.POSITIVE_INFINITY));
  }

  @Test
  void thePageStandsAlone() {
    String html = Report.html(STUDY, STUDY, Comparison.of(STUDY, STUDY));
    assertTrue(html.contains("<svg") && html.contains("FMA at 256 bits"));
    assertTrue(html.contains("A &lt;processor&gt; &amp; more"));
    assertTrue(html.contains("no difference") && html.contains("a note"));
    assertFalse(html.contains("{{") || html.contains("NaN"), html);
    String loads = "(?s).*(<script|<link[^>]*href=\"http|src=|url\\(|@import).*";
    assertFalse(html.matches(loads));
    assertTrue(html.contains("default-src 'none'"));
  }

  @Test
  void aRefusedRowIsShownAsSuch() {
    String html = Report.html(Synthetic.study(EXP, REFUSED), null, List.of());
    assertTrue(html.contains("Not timed: they disagree"));
    StringWriter out = new StringWriter();
    TextTable.print(Synthetic.study(REFUSED), new PrintWriter(out));
    assertTrue(out.toString().contains("NOT TIMED"));
  }

  @Test
  void axesHaveTicksWithinTheirRange() {
    LogAxis axis = new LogAxis(0.3, 4000, 0, 100);
    assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), axis.ticks());
    assertEquals(0, axis.at(0.3));
    assertEquals(100, axis.at(4000), 1e-12);
    assertTrue(new LogAxis(1.5, 9, 0, 1).ticks().equals(List.of(2.0, 5.0)));
  }
}
