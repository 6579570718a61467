package dev.fluxion.experiments.report;

import dev.fluxion.experiments.Verdict;
import dev.fluxion.experiments.runner.Laboratory.Judged;
import java.util.List;

/**
 * How many claims hold, fail and are undecided.
 *
 * @param holds number of claims that hold
 * @param fails number of claims that fail
 * @param undecided number of claims that are not decided
 */
record Tally(long holds, long fails, long undecided) {
  static Tally of(List<Judged> judged) {
    return new Tally(
        count(judged, Verdict.HOLDS),
        count(judged, Verdict.FAILS),
        count(judged, Verdict.UNDECIDED));
  }

  private static long count(List<Judged> judged, Verdict verdict) {
    return judged.stream().filter(j -> j.finding().verdict() == verdict).count();
  }

  long all() {
    return holds + fails + undecided;
  }

  /** «2 hold, 5 fail, 1 undecided», without zeros. */
  String words() {
    StringBuilder words = new StringBuilder();
    append(words, holds, holds == 1 ? "holds" : "hold");
    append(words, fails, fails == 1 ? "fails" : "fail");
    append(words, undecided, "undecided");
    return words.isEmpty() ? "no claims" : words.toString();
  }

  private static void append(StringBuilder words, long count, String verb) {
    if (count > 0) {
      words.append(words.isEmpty() ? "" : ", ").append(count).append(' ').append(verb);
    }
  }

  /** The same in signs, for narrow places; the words are there for readers of text. */
  String signs() {
    StringBuilder signs = new StringBuilder("<span class=\"unseen\">" + words() + "</span>");
    signs.append("<span class=\"signs\" aria-hidden=\"true\">");
    for (Verdict verdict : Verdict.values()) {
      long count = count(verdict);
      if (count > 0) {
        signs.append(
            "<span class=\"%s\">%d %s</span>"
                .formatted(Chapter.style(verdict), count, sign(verdict)));
      }
    }
    return signs.append("</span>").toString();
  }

  private long count(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> holds;
      case FAILS -> fails;
      case UNDECIDED -> undecided;
    };
  }

  /** A bar of three colours; the numbers stand beside it, so that readers of text skip it. */
  String bar(String style) {
    StringBuilder bar =
        new StringBuilder("<span class=\"bar " + style + "\" aria-hidden=\"true\">");
    for (Verdict verdict : Verdict.values()) {
      long count = count(verdict);
      if (count > 0) {
        bar.append(
            "<i class=\"%s\" style=\"flex:%d\"></i>".formatted(Chapter.style(verdict), count));
      }
    }
    return bar.append("</span>").toString();
  }

  /** The sign of a verdict, so that its colour is not the only signal. */
  static String sign(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "✓";
      case FAILS -> "✗";
      case UNDECIDED -> "?";
    };
  }
}
