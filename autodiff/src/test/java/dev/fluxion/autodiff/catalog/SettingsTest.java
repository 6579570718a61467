package dev.fluxion.autodiff.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class SettingsTest {
  public enum Mode {
    PLAIN,
    SIGN_FLIP
  }

  /** One setting of every type. */
  public record Spec(
      @Setting(value = "step size", above = 0) double rate,
      @Setting(value = "share kept", min = 0, below = 1) double beta,
      @Setting(value = "largest norm", above = 0, infinite = true) double clip,
      @Setting(value = "number of steps", min = 1, max = 1000) int steps,
      @Setting("whether to look ahead") boolean ahead,
      @Setting("label") String label,
      @Setting("kind of flip") Mode mode,
      @Setting(value = "milestones", min = 0, max = 1) ImmutableDoubleList at,
      double free) {
    public Spec {
      Settings.check(Spec.class, rate, beta, clip, steps, ahead, label, mode, at, free);
    }
  }

  private static final Spec SPEC =
      new Spec(
          0.1,
          0.9,
          Double.POSITIVE_INFINITY,
          10,
          false,
          "a b",
          Mode.PLAIN,
          DoubleLists.immutable.with(0.25, 0.5),
          -3);

  /** Checks fewer components than it has. */
  public record Forgetful(double a, double b) {
    public Forgetful {
      Settings.check(Forgetful.class, a);
    }
  }

  public record Odd(long count) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate  | 0.25       | 0.25",
        "rate  | 1e-3       | 0.001",
        "rate  | ' 2 '      | 2.0",
        "clip  | inf        | Infinity",
        "clip  | ∞          | Infinity",
        "clip  | infinity   | Infinity",
        "free  | -7         | -7.0",
        "steps | 1000       | 1000",
        "steps | ' 7 '      | 7",
        "ahead | true       | true",
        "ahead | YES        | true",
        "ahead | on         | true",
        "ahead | 1          | true",
        "ahead | Off        | false",
        "label | ' any, x ' | ' any, x '",
        "mode  | sign-flip  | SIGN_FLIP",
        "mode  | Sign-Flip  | SIGN_FLIP",
        "at    | '0, 0.5,1' | '[0.0, 0.5, 1.0]'",
        "at    | ''         | '[]'"
      })
  void everyTypeIsReadFromText(String name, String text, String expected) {
    Spec changed = Settings.with(SPEC, Map.of(name, text));
    Map<String, Object> values = Settings.values(changed);
    assertEquals(expected, String.valueOf(values.get(name)));
    Map<String, Object> others = new HashMap<>(Settings.values(SPEC));
    others.put(name, values.get(name));
    assertEquals(others, values, "with() keeps all other settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate  | fast      | a number in (0, ∞)",
        "rate  | ''        | a number in (0, ∞)",
        "clip  | 1,5       | a number in (0, ∞]",
        "steps | 1.5       | an integer in [1, 1000]",
        "steps | 1e2       | an integer in [1, 1000]",
        "steps | 3000000000 | an integer in [1, 1000]",
        "ahead | maybe     | true or false",
        "at    | '0.1,,1'  | numbers separated by commas, each in [0, 1]",
        "at    | '0.1,'    | numbers separated by commas, each in [0, 1]",
        "free  | x         | a number"
      })
  void textThatCannotBeReadIsRefusedWithNameTextAndRange(String name, String text, String range) {
    assertEquals(
        name + " = '" + text + "' cannot be read; allowed: " + range,
        refusal(() -> Settings.with(SPEC, Map.of(name, text))));
  }

  @Test
  void unknownConstantsAreRefusedWithTheKnownOnes() {
    assertEquals(
        "mode = 'sign_flip' cannot be read; allowed: plain | sign-flip",
        refusal(() -> Settings.with(SPEC, Map.of("mode", "sign_flip"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate  | 0        | 0.0       | a number in (0, ∞) (step size)",
        "rate  | -1e-9    | -1.0E-9   | a number in (0, ∞) (step size)",
        "rate  | inf      | Infinity  | a number in (0, ∞) (step size)",
        "rate  | NaN      | NaN       | a number in (0, ∞) (step size)",
        "beta  | 1        | 1.0       | a number in [0, 1) (share kept)",
        "beta  | -0.1     | -0.1      | a number in [0, 1) (share kept)",
        "beta  | -inf     | -Infinity | a number in [0, 1) (share kept)",
        "clip  | 0        | 0.0       | a number in (0, ∞] (largest norm)",
        "clip  | -inf     | -Infinity | a number in (0, ∞] (largest norm)",
        "clip  | NaN      | NaN       | a number in (0, ∞] (largest norm)",
        "steps | 0        | 0         | an integer in [1, 1000] (number of steps)",
        "steps | 1001     | 1001      | an integer in [1, 1000] (number of steps)",
        "at    | 0.5,1.5  | 1.5       | numbers separated by commas, each in [0, 1] (milestones)",
        "at    | 0.5,NaN  | NaN       | numbers separated by commas, each in [0, 1] (milestones)",
        "free  | NaN      | NaN       | a number"
      })
  void valuesOutOfRangeAreRefusedWithNameValueAndRange(
      String name, String text, String value, String range) {
    assertEquals(
        name + " = " + value + " is out of range; allowed: " + range,
        refusal(() -> Settings.with(SPEC, Map.of(name, text))));
  }

  @Test
  void theEdgesOfClosedRangesAreAllowed() {
    Spec spec = Settings.with(SPEC, Map.of("beta", "0", "steps", "1", "at", "0,1"));
    assertEquals(0, spec.beta());
    assertEquals(1, spec.steps());
    assertEquals(
        Math.nextDown(1.0), Settings.with(SPEC, Map.of("beta", "0.99999999999999989")).beta());
  }

  @Test
  void constructorsCheckTheSameRanges() {
    assertEquals(
        "rate = -1.0 is out of range; allowed: a number in (0, ∞) (step size)",
        refusal(
            () -> new Spec(-1, 0, 1, 1, true, "", Mode.PLAIN, DoubleLists.immutable.empty(), 0)));
    assertEquals(
        "label is missing; allowed: text",
        refusal(
            () -> new Spec(1, 0, 1, 1, true, null, Mode.PLAIN, DoubleLists.immutable.empty(), 0)));
    assertEquals(
        "mode is missing; allowed: plain | sign-flip",
        refusal(() -> new Spec(1, 0, 1, 1, true, "", null, DoubleLists.immutable.empty(), 0)));
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    String known = " Known: rate, beta, clip, steps, ahead, label, mode, at, free";
    assertEquals(
        "unknown setting 'Rates'; did you mean 'rate'?" + known,
        refusal(() -> Settings.with(SPEC, Map.of("Rates", "1"))));
    assertEquals(
        "unknown setting 'temperature';" + known,
        refusal(() -> Settings.with(SPEC, Map.of("temperature", "1"))));
  }

  @Test
  void entriesTellNameValueMeaningAndRangeInOrder() {
    List<Settings.Entry> entries = Settings.of(SPEC);
    List<String> names = new ArrayList<>();
    entries.forEach(entry -> names.add(entry.name()));
    assertEquals(
        List.of("rate", "beta", "clip", "steps", "ahead", "label", "mode", "at", "free"), names);
    assertEquals(names, List.copyOf(Settings.values(SPEC).keySet()));
    assertEquals(
        new Settings.Entry("beta", 0.9, "share kept", "a number in [0, 1)"), entries.get(1));
    assertEquals(new Settings.Entry("free", -3.0, "", "a number"), entries.get(8));
    assertEquals("true or false", entries.get(4).range());
    assertEquals("text", entries.get(5).range());
  }

  @Test
  void textOfEverySettingReadsBackToTheSameSpecification() {
    Spec other =
        new Spec(
            1e-300,
            0.1 + 0.2,
            3,
            999,
            true,
            "x, y",
            Mode.SIGN_FLIP,
            DoubleLists.immutable.with(1.0 / 3, 1),
            Double.MIN_VALUE);
    for (Spec original : List.of(SPEC, other)) {
      Map<String, String> texts = new HashMap<>();
      Settings.values(original).forEach((name, value) -> texts.put(name, Settings.text(value)));
      Spec start = original == SPEC ? other : SPEC;
      assertEquals(original, Settings.with(start, texts));
    }
  }

  @Test
  void withoutChangesTheSpecificationIsEqual() {
    assertEquals(SPEC, Settings.with(SPEC, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void emptyTextIsAnEmptyListOfNumbers(String text) {
    assertTrue(Settings.numbers(text).isEmpty());
  }

  @Test
  void mistakesOfTheAuthorAreTold() {
    assertEquals(
        "Forgetful checks 1 of its 2",
        assertThrows(IllegalStateException.class, () -> new Forgetful(1, 2)).getMessage());
    assertEquals(
        "settings of type long are not supported",
        assertThrows(
                IllegalStateException.class, () -> Settings.with(new Odd(1), Map.of("count", "2")))
            .getMessage());
  }

  /** A failure of the constructor comes out as it is, not wrapped by reflection. */
  @Test
  void exceptionsOfTheConstructorAreNotWrapped() {
    IllegalArgumentException direct =
        assertThrows(IllegalArgumentException.class, () -> Settings.check(Spec.class, values(-1)));
    IllegalArgumentException reflected =
        assertThrows(
            IllegalArgumentException.class, () -> Settings.with(SPEC, Map.of("rate", "-1")));
    assertEquals(direct.getMessage(), reflected.getMessage());
    assertSame(IllegalArgumentException.class, reflected.getClass());
  }

  private static Object[] values(double rate) {
    Object[] values = Settings.values(SPEC).values().toArray();
    values[0] = rate;
    return values;
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }
}
