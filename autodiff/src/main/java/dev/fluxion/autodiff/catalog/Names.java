package dev.fluxion.autodiff.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Error messages for names that are not known. */
public final class Names {
  private Names() {}

  /** «unknown optimizer 'adm'; did you mean 'adam'? Known: adam, sgd». */
  public static String unknown(String kind, String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "unknown " + kind + " '" + name + "'; there are none";
    }
    String nearest =
        known.stream().min(Comparator.comparingInt(k -> distance(name, k))).orElseThrow();
    String hint =
        distance(name, nearest) <= Math.max(2, name.length() / 3)
            ? "; did you mean '" + nearest + "'?"
            : ";";
    return "unknown " + kind + " '" + name + "'" + hint + " Known: " + String.join(", ", known);
  }

  /** Levenshtein distance, ignoring case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
