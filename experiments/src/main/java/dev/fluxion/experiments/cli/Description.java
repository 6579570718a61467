package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.models.Model;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.transform.Chain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A card as text for people and as data for programs. */
final class Description {
  private Description() {}

  static void print(String kind, Described entry, PrintWriter out) {
    var card = entry.card();
    out.printf("%s (%s)%n  %s%n%n", card.id(), singular(kind), card.summary());
    out.printf("  formula    %s%n", card.formula());
    out.printf("  source     %s%n", card.source());
    if (!card.deviation().isEmpty()) {
      out.printf("  deviation  %s%n", card.deviation());
    }
    if (entry instanceof OptimizerSpec spec) {
      out.printf("  needs      %s%n", joined(spec.needs()));
      out.printf("  symmetries %s%n", joined(spec.invariances()));
    }
    if (entry instanceof Chain chain) {
      out.printf("  order      %s%n", SpecText.of(chain.nested()));
    }
    if (entry instanceof Record specification) {
      settings(specification, out);
    }
    switch (entry) {
      case Model model -> ModelTable.print(model, out);
      case ProblemSpec spec -> problem(spec.open(RandomKey.of(0)), out);
      case Experiment experiment -> claims(experiment.claims(), out);
      default -> {}
    }
    out.println();
  }

  private static String singular(String kind) {
    return kind.substring(0, kind.length() - 1);
  }

  private static String joined(Iterable<? extends Enum<?>> names) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(Settings.text(name)));
    return texts.isEmpty() ? "none" : String.join(", ", texts.stream().sorted().toList());
  }

  private static void settings(Record specification, PrintWriter out) {
    List<Settings.Entry> entries = Settings.of(specification);
    if (entries.isEmpty()) {
      return;
    }
    out.printf("%n  %-18s %-22s %-34s %s%n", "setting", "default", "allowed", "meaning");
    for (Settings.Entry e : entries) {
      out.printf(
          "  %-18s %-22s %-34s %s%n", e.name(), Settings.text(e.value()), e.range(), e.text());
    }
  }

  private static void segments(Iterable<Segment> segments, PrintWriter out) {
    out.printf("%n  %-24s %-12s %-12s %10s%n", "segment", "role", "shape", "parameters");
    int total = 0;
    for (Segment s : segments) {
      out.printf(
          "  %-24s %-12s %-12s %10d%n", s.name(), Settings.text(s.role()), s.shape(), s.size());
      total += s.size();
    }
    out.printf("  %-50s %10d%n", "total", total);
  }

  private static void problem(Problem problem, PrintWriter out) {
    segments(problem.layout().segments(), out);
    problem.minimum().ifPresent(minimum -> out.printf("%n  minimum    %s%n", minimum));
  }

  private static void claims(List<Claim> claims, PrintWriter out) {
    for (Claim c : claims) {
      out.printf(
          "%n  %s  (%s)%n    %s%n    test: %s%n", c.id(), c.section(), c.statement(), c.test());
    }
  }

  /** The card and the settings as a map. */
  static Map<String, Object> data(String kind, Described entry) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", entry.card().id());
    data.put("kind", singular(kind));
    data.put("summary", entry.card().summary());
    data.put("formula", entry.card().formula());
    data.put("source", entry.card().source());
    data.put("deviation", entry.card().deviation());
    if (entry instanceof OptimizerSpec spec) {
      data.put("needs", spec.needs().stream().sorted().toList());
      data.put("invariances", spec.invariances().stream().sorted().toList());
    }
    if (entry instanceof Chain chain) {
      data.put("order", SpecText.of(chain.nested()));
    }
    if (entry instanceof Record specification) {
      List<Map<String, Object>> settings = new ArrayList<>();
      for (Settings.Entry e : Settings.of(specification)) {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("name", e.name());
        setting.put("default", Settings.text(e.value()));
        setting.put("allowed", e.range());
        setting.put("meaning", e.text());
        settings.add(setting);
      }
      data.put("settings", settings);
    }
    if (entry instanceof Model model) {
      data.putAll(ModelTable.data(model));
    }
    if (entry instanceof Experiment experiment) {
      data.put(
          "claims",
          experiment.claims().stream()
              .map(
                  c ->
                      Map.of(
                          "id",
                          c.id(),
                          "section",
                          c.section(),
                          "statement",
                          c.statement(),
                          "test",
                          c.test()))
              .toList());
    }
    return data;
  }
}
