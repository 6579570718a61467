package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.search.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Trials as a table for people: one line each, hyperparameters in columns. */
final class TrialTable {
  private TrialTable() {}

  /** The first so many. */
  static void print(PrintWriter out, List<Trial> ranked, int count) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("trial", "score", "steps", "outcome"));
    head.addAll(ranked.getFirst().parameters().keySet());
    rows.add(head);
    for (Trial trial : ranked.subList(0, Math.min(count, ranked.size()))) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(trial.number()));
      row.add(String.format("%.4g", trial.score()));
      row.add(String.valueOf(trial.steps()));
      row.add(trial.pruned() ? "pruned" : Settings.text(trial.outcome()));
      trial.parameters().forEach((name, value) -> row.add(rounded(value)));
      rows.add(row);
    }
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append("  ").append(String.format("%-" + widths[i] + "s", row.get(i)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String rounded(String value) {
    try {
      return value.contains(".") ? String.format("%.6g", Double.parseDouble(value)) : value;
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
