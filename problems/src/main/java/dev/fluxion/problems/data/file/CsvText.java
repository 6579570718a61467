package dev.fluxion.problems.data.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The text of a table as the parser takes it: without the lines before the table, and with one sign
 * between fields.
 *
 * <p>Formula: lines before the table become empty, so that all others keep their numbers; of
 * blanks, a run becomes one, and those at the ends of a line are dropped.
 *
 * @param text the text
 * @param sign what stands between fields
 */
record CsvText(String text, char sign) {
  static CsvText of(Path file, String text, Csv.Delimiter delimiter, int skip) throws IOException {
    int from = 0;
    for (int n = 0; n < skip; n++) {
      from = behindLine(text, from);
      if (from == text.length()) {
        throw new IOException(
            file + " ends within its first " + skip + " lines, which are to be skipped; see skip");
      }
    }
    Csv.Delimiter found = delimiter == Csv.Delimiter.AUTO ? find(text, from) : delimiter;
    boolean blanks = found == Csv.Delimiter.BLANK;
    if (skip == 0 && !blanks) {
      return new CsvText(text, found.sign());
    }
    DataFile.requireMemory(file, 6L * text.length());
    StringBuilder all = new StringBuilder(skip + text.length() - from).repeat('\n', skip);
    if (blanks) {
      appendSingle(all, text, from);
    } else {
      all.append(text, from, text.length());
    }
    return new CsvText(all.toString(), found.sign());
  }

  /** Where the line behind the one that holds a place begins. */
  private static int behindLine(String text, int from) {
    int i = from;
    while (i < text.length() && !endsLine(text.charAt(i))) {
      i++;
    }
    boolean two = text.startsWith("\r\n", i);
    return Math.min(text.length(), i + (two ? 2 : 1));
  }

  private static boolean endsLine(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Appends a text with single blanks between fields; quotes keep theirs. */
  private static void appendSingle(StringBuilder all, String text, int from) {
    boolean quoted = false;
    boolean waits = false; // for the next field of the line
    boolean begins = true; // a field, or a line
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!quoted && isBlank(c)) {
        waits |= !begins;
        begins = true;
        continue;
      }
      if (!quoted && endsLine(c)) {
        waits = false;
        begins = true;
        all.append(c);
        continue;
      }
      if (waits) {
        all.append(' ');
        waits = false;
      }
      quoted = c == '"' && (begins || quoted) ? !quoted : quoted;
      begins = false;
      all.append(c);
    }
  }

  /** The sign that is most often in the first line, blanks only if no other is in it. */
  private static Csv.Delimiter find(String text, int from) {
    String line = firstLine(text, from);
    Csv.Delimiter best = Csv.Delimiter.AUTO;
    long most = 0;
    for (Csv.Delimiter candidate : Csv.Delimiter.values()) {
      long count = candidate == Csv.Delimiter.BLANK ? 0 : count(line, candidate.sign());
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return most == 0 && count(line.strip(), ' ') > 0 ? Csv.Delimiter.BLANK : best;
  }

  /** The first line that is not empty; ends of lines in quotes do not end it. */
  private static String firstLine(String text, int from) {
    int begin = from;
    while (begin < text.length() && endsLine(text.charAt(begin))) {
      begin++;
    }
    boolean quoted = false;
    int end = begin;
    while (end < text.length() && (quoted || !endsLine(text.charAt(end)))) {
      quoted ^= text.charAt(end) == '"';
      end++;
    }
    return text.substring(begin, end);
  }

  /** How often a sign is in a line, outside of quotes. */
  private static long count(String line, char sign) {
    long count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      count += !quoted && line.charAt(i) == sign ? 1 : 0;
    }
    return count;
  }
}
