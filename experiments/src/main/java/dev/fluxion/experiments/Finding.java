package dev.fluxion.experiments;

import java.util.Locale;

/**
 * The outcome of one claim's test.
 *
 * @param verdict the verdict
 * @param numbers the measured numbers, as text
 */
public record Finding(Verdict verdict, String numbers) {
  /** HOLDS or FAILS, with numbers formatted as by {@link String#format}. */
  public static Finding of(boolean holds, String format, Object... arguments) {
    return new Finding(
        holds ? Verdict.HOLDS : Verdict.FAILS, String.format(Locale.ROOT, format, arguments));
  }

  /** UNDECIDED, with the reason. */
  public static Finding undecided(String format, Object... arguments) {
    return new Finding(Verdict.UNDECIDED, String.format(Locale.ROOT, format, arguments));
  }
}
