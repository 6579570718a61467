package dev.fluxion.problems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.problems.surface.Ackley;
import dev.fluxion.problems.surface.Quadratic;
import dev.fluxion.problems.transform.Rotate;
import dev.fluxion.problems.transform.Shift;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTextTest {
  @Test
  void settingsMayBeListsAndProblems() {
    assertEquals(
        new Ackley(3, 0.02, 0), ProblemText.parse(" ackley(dimension=3, coefficient=0.02)"));
    assertEquals(
        new Quadratic(DoubleLists.immutable.with(1, 10, 100), DoubleLists.immutable.with(0), 2),
        ProblemText.parse("quadratic(coefficients=1,10,100,offset=2)"));
    assertEquals(
        new Rotate("shift(problem=levy(dimension=2),by=3,4)", 7),
        ProblemText.parse("rotate(problem=shift(problem=levy(dimension=2),by=3,4),rotation=7)"));
  }

  @Test
  void everyProblemIsReadBackFromItsText() {
    for (ProblemSpec spec : ProblemSpec.catalog().all()) {
      assertEquals(spec, ProblemText.parse(ProblemText.of(spec)));
      Shift wrapped = new Shift(ProblemText.of(spec), DoubleLists.immutable.with(1, 2));
      assertEquals(wrapped, ProblemText.parse(ProblemText.of(wrapped)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ackley!                        | a problem's id
          ackly                          | did you mean 'ackley'
          ackley(3)                      | setting=value
          ackley(dimension=0)            | allowed: an integer in [1
          ackley(size=3)                 | Known: dimension
          shift(problem=rotate(problem=levi)) | did you mean 'levy'
          """)
  void mistakesAreExplained(String text, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> ProblemText.parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
