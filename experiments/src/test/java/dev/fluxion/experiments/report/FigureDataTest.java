package dev.fluxion.experiments.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Figure.Kind;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What figures draw is what was recorded. */
class FigureDataTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static RunKey key(String name, String problem) {
    return RunKey.of(
        "given",
        name,
        ProblemSpec.catalog().get(problem),
        OptimizerSpec.catalog().get("adam"),
        Precision.DOUBLE,
        5,
        1);
  }

  private static RunResult measured(String name, Map<String, double[]> series) {
    return RunResult.measured(key(name, "booth"), 1, series);
  }

  private static JsonNode data(Figure figure, RunResult... results) {
    Map<String, RunResult> runs = new LinkedHashMap<>();
    for (RunResult result : results) {
      runs.put(result.key().name(), result);
    }
    return Json.tree(Json.line(FigureData.of("figure", figure, runs)));
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }

  @Test
  void aShareCountsWhatIsNeverReached() {
    RunResult run = measured("a", Map.of("best", new double[] {4, INFINITY, 1, Double.NaN, 2}));
    JsonNode line = data(new Figure(Kind.ECDF, "t", List.of("a")), run).get("lines").get(0);
    assertArrayEquals(new double[] {1, 2, 4}, numbers(line.get("x")));
    assertArrayEquals(new double[] {0.2, 0.4, 0.6}, numbers(line.get("y")));
  }

  @Test
  void manyValuesOfAShareAreThinnedToItsEnd() {
    double[] values = new double[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = values.length - i;
    }
    JsonNode line =
        data(new Figure(Kind.ECDF, "t", List.of("a")), measured("a", Map.of("best", values)))
            .get("lines")
            .get(0);
    double[] x = numbers(line.get("x"));
    assertEquals(1000, x.length);
    assertEquals(5000, x[999]);
    assertEquals(1, numbers(line.get("y"))[999]);
  }

  @Test
  void aProfileComparesWithTheBestOfEachProblem() {
    Figure figure =
        new Figure(Kind.PROFILE, "t", List.of("fast @ p", "fast @ q", "slow @ p", "slow @ q"));
    JsonNode lines =
        data(
                figure,
                measured("fast @ p", Map.of("cost", new double[] {10})),
                measured("fast @ q", Map.of("cost", new double[] {INFINITY})),
                measured("slow @ p", Map.of("cost", new double[] {40})),
                measured("slow @ q", Map.of("cost", new double[] {7})))
            .get("lines");
    assertEquals("fast", lines.get(0).get("name").asString());
    assertArrayEquals(new double[] {1}, numbers(lines.get(0).get("x")));
    assertArrayEquals(new double[] {0.5}, numbers(lines.get(0).get("y")));
    assertArrayEquals(new double[] {1, 4}, numbers(lines.get(1).get("x")));
    assertArrayEquals(new double[] {0.5, 1}, numbers(lines.get(1).get("y")));
  }

  @Test
  void seriesAreNamedInWords() {
    assertEquals("spin energy", Lines.shortName("telemetry.spinEnergy"));
    assertEquals("final loss", Lines.shortName("measured.final"));
    assertEquals("x0", Lines.shortName("theta.x0"));
  }

  @Test
  void seriesAreDrawnAgainstEachOther() {
    RunResult run =
        measured("a", Map.of("q", new double[] {1, 0, -1}, "p", new double[] {0, 1, 0, 9}));
    Map<String, Object> portrait = Map.of("x", "measured.q", "y", List.of("measured.p"));
    JsonNode data = data(new Figure(Kind.SERIES, "t", List.of("a"), portrait), run);
    assertArrayEquals(new double[] {1, 0, -1}, numbers(data.get("lines").get(0).get("x")));
    assertArrayEquals(new double[] {0, 1, 0}, numbers(data.get("lines").get(0).get("y")));
    assertEquals("q", data.get("xLabel").asString());
    assertEquals("p", data.get("yLabel").asString());
  }

  @Test
  void theGroundIsTheProblemItself() {
    RunKey key = key("a", "booth").from(-4, 4).watching(RunKey.Watch.THETA);
    JsonNode ground =
        data(new Figure(Kind.LANDSCAPE, "t", List.of("a")), Execution.run(key)).get("ground");
    byte[] bytes = Base64.getDecoder().decode(ground.get("heights").asString());
    int columns = ground.get("columns").asInt();
    int rows = ground.get("rows").asInt();
    assertEquals(2 * columns * rows, bytes.length);
    double low = ground.get("low").asDouble();
    double high = ground.get("high").asDouble();
    var booth = Execution.problem(key).definition();
    for (int column : new int[] {0, 3, columns - 1}) {
      int cell = 2 * (40 * columns + column);
      int packed = (bytes[cell] & 255) + 256 * (bytes[cell + 1] & 255);
      double[] point = {
        at(ground.get("x"), column, columns), at(ground.get("y"), 40, rows),
      };
      double expected = booth.value(point);
      double height = low + (high - low) * packed / 65_535;
      double value =
          ground.get("log").asBoolean()
              ? ground.get("least").asDouble() + StrictMath.pow(10, height)
              : height;
      // Half a step of 16 bits, in powers of ten: at most ln 10 · (high - low) / 65535 of the
      // value.
      assertEquals(expected, value, 2.31 * (high - low) / 65_535 * Math.max(1, expected));
    }
  }

  private static double at(JsonNode range, int i, int count) {
    double low = range.get(0).asDouble();
    return low + (range.get(1).asDouble() - low) * i / (count - 1);
  }

  @Test
  void aLandscapeInManyDimensionsHasNoContoursAndSaysSo() {
    RunKey key = key("a", "zakharov").watching(RunKey.Watch.THETA);
    JsonNode data = data(new Figure(Kind.LANDSCAPE, "t", List.of("a")), Execution.run(key));
    assertFalse(data.has("ground"));
    assertTrue(data.get("missing").toString().contains("10 dimensions"), data.toString());
    assertEquals(1, data.get("lines").size());
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatRecordedNothingIsNamed(Kind kind) {
    JsonNode data = data(new Figure(kind, "t", List.of("a")), measured("a", Map.of()));
    if (kind == Kind.PROFILE) {
      assertTrue(data.get("lines").get(0).get("x").isEmpty()); // it solved nothing
    } else {
      assertTrue(data.get("lines").isEmpty());
      assertTrue(data.get("missing").toString().contains("«a»"), data.toString());
    }
  }

  @Test
  void whatProbesMeasuredIsShownInWords() {
    RunResult run = measured("a", Map.of("angle", new double[] {0.5}, "best", new double[] {3, 1}));
    assertEquals("angle 0.5000, best 2 (median of 2)", RunWords.of(run));
    assertEquals("nothing recorded", RunWords.of(measured("a", Map.of())));
  }

  @Test
  void numbersKeepSixDigits() {
    double[] values = {
      0, -0.0, Math.PI, -1e-300 / 3, 2e300 / 3, 1 / 3.0, 123456.5, 99999950, 5e-324
    };
    double[] rounded = Thinning.rounded(values, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
    String expected =
        "[0.0, -0.0, 3.14159, -3.33333E-301, 6.66667E299, 0.333333, 123456.0, 1.0E8, 4.9E-324]";
    assertEquals(expected, Arrays.toString(rounded));
  }

  @Test
  void manyLinesGetFewerPointsEach() {
    double[] wave = new double[20_000];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = Math.sin(i);
    }
    RunResult run = measured("a", Map.of("wave", wave));
    Lines few = new Lines(1);
    few.overSteps(run, "a", wave);
    Lines many = new Lines(500);
    many.overSteps(run, "a", wave);
    assertTrue(((double[]) few.all().getFirst().get("y")).length > 900);
    assertTrue(((double[]) many.all().getFirst().get("y")).length < 120);
  }
}
