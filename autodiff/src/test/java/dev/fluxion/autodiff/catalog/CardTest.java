package dev.fluxion.autodiff.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {
  @ParameterizedTest
  @ValueSource(strings = {"adam", "add-bias", "x2", "1-2-3", "sgd-with-momentum"})
  void idsInKebabCaseAreAccepted(String id) {
    assertEquals(id, new Card(id, "Summary.", "y = x", "nobody").id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Adam", "add_bias", "add bias", "-adam", "adam-", "a--b", "é", "a/b"})
  void otherIdsAreRefused(String id) {
    assertEquals("card id '" + id + "' is not kebab-case", refusal(id, "s", "f", "o", ""));
  }

  @Test
  void everyFieldButTheDeviationNeedsText() {
    for (String none : new String[] {null, "", " \n"}) {
      assertEquals("a card needs its id", refusal(none, "s", "f", "o", ""));
      assertEquals("a card needs its summary", refusal("a", none, "f", "o", ""));
      assertEquals("a card needs its formula", refusal("a", "s", none, "o", ""));
      assertEquals("a card needs its source", refusal("a", "s", "f", none, ""));
    }
  }

  @Test
  void deviationIsEmptyUnlessGivenAndNeverNull() {
    assertEquals("", new Card("a", "s", "f", "o").deviation());
    assertEquals("because", new Card("a", "s", "f", "o", "because").deviation());
    assertEquals(
        "card 'a': deviation is null; use \"\" for none", refusal("a", "s", "f", "o", null));
  }

  private static String refusal(
      String id, String summary, String formula, String source, String deviation) {
    return assertThrows(
            IllegalArgumentException.class, () -> new Card(id, summary, formula, source, deviation))
        .getMessage();
  }
}
