package dev.fluxion.experiments.docs;

import dev.fluxion.experiments.Verdict;
import java.util.Collection;
import java.util.StringJoiner;

/** Texts made safe for Markdown, and what the generated pages share. */
final class Markdown {
  private Markdown() {}

  /** A text that means itself, also within a cell of a table. */
  static String text(Object value) {
    return String.valueOf(value)
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([*_`\\[\\]|~#])", "\\\\$1")
        .replaceAll("\\R", " ");
  }

  /** A verdict with its sign. */
  static String verdict(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "✓ HOLDS";
      case FAILS -> "✗ FAILS";
      case UNDECIDED -> "? UNDECIDED";
    };
  }

  /** «3 hold, 2 fail, 1 undecided», without zeros. */
  static String tally(Collection<Verdict> verdicts) {
    StringJoiner words = new StringJoiner(", ");
    add(words, count(verdicts, Verdict.HOLDS), "holds", "hold");
    add(words, count(verdicts, Verdict.FAILS), "fails", "fail");
    add(words, count(verdicts, Verdict.UNDECIDED), "undecided", "undecided");
    return words.length() == 0 ? "none measured" : words.toString();
  }

  static long count(Collection<Verdict> verdicts, Verdict verdict) {
    return verdicts.stream().filter(v -> v == verdict).count();
  }

  private static void add(StringJoiner words, long count, String one, String many) {
    if (count > 0) {
      words.add(count + " " + (count == 1 ? one : many));
    }
  }
}
