package dev.fluxion.experiments.docs;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.State;
import dev.fluxion.problems.ProblemSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of an optimizer, made from its card, and the picture on it. */
public final class OptimizerPage {
  private final OptimizerSpec spec;
  private final Example example;
  private final Run run;

  private OptimizerPage(OptimizerSpec spec) {
    this.spec = spec;
    this.example = Examples.of(spec);
    this.run = Run.of(example);
  }

  /** All pages and pictures by the name of their file, and a list of them. */
  public static Map<String, String> all() {
    Map<String, String> files = new TreeMap<>();
    StringBuilder list = new StringBuilder("# All optimizers\n\n");
    list.append(
        "Made by `./fluxion docs optimizers` from the cards; a test keeps it up to date.\n\n");
    for (OptimizerSpec spec : OptimizerSpec.catalog().all()) {
      OptimizerPage page = new OptimizerPage(spec);
      String id = spec.card().id();
      files.put(id + ".md", page.text());
      files.put(id + ".svg", page.picture());
      list.append("- [`" + id + "`](" + id + ".md): " + spec.card().summary() + "\n");
    }
    files.put("README.md", list.toString());
    return files;
  }

  private String picture() {
    ProblemSpec problem = example.problemSpec();
    return Picture.of(
        run,
        spec.card().id()
            + " on "
            + problem.card().id()
            + ": path over lines of equal loss, and loss by step");
  }

  private String text() {
    Card card = spec.card();
    StringBuilder page = new StringBuilder("# `" + card.id() + "`\n\n" + card.summary() + "\n\n");
    page.append("```text\n" + card.formula() + "\n```\n\n");
    page.append("![" + card.id() + " on " + example.problem() + "](" + card.id() + ".svg)\n\n");
    page.append(caption());
    page.append("\n```sh\n" + example.command() + "\n```\n\n");
    page.append("- Source: " + plain(card.source()) + ".\n");
    if (!card.deviation().isEmpty()) {
      page.append("- Deviation: " + plain(card.deviation()) + "\n");
    }
    page.append("- Needs: " + names(spec.needs()) + ".\n");
    page.append("- Symmetries: " + names(spec.invariances()) + ".\n");
    state(page);
    page.append("- Code: [" + spec.getClass().getSimpleName() + "](" + code() + ").\n\n");
    settings(page);
    page.append("\n[All optimizers](README.md) · [Using an optimizer](../optimizers.md)\n");
    return page.toString();
  }

  private String caption() {
    Minimizer.Result result = run.result();
    double[] loss = result.loss();
    String mean = run.average().length > 0 ? " The other line is the average it keeps." : "";
    return String.format(
        Locale.ROOT,
        "The ring is the start, the cross the minimum.%s %s after %d steps: loss %.6g → %.6g, the"
            + " best %.6g at step %d.\n",
        mean,
        result.outcome(),
        result.stepsTaken(),
        loss[0],
        loss[loss.length - 1],
        result.bestLoss(),
        result.bestIteration());
  }

  /** Symbols of formulas that Markdown would take for its own. */
  private static String plain(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "\\<");
  }

  private static String names(Iterable<? extends Enum<?>> values) {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(Settings.text(value)));
    return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
  }

  private void state(StringBuilder page) {
    Optimizer live = spec.start(ParameterLayout.vector("x", 4), RandomKey.of(0));
    State state = live.save();
    List<String> kept = new ArrayList<>();
    state.floats().keySet().forEach(name -> kept.add("`" + name + "`"));
    page.append("- State: " + (kept.isEmpty() ? "no array" : String.join(", ", kept)));
    page.append(state.numbers().isEmpty() ? "" : "; " + quoted(state.numbers().keySet()));
    page.append(".\n");
    if (!live.telemetry().isEmpty()) {
      page.append("- Reports: " + quoted(live.telemetry().keySet()) + ".\n");
    }
  }

  private static String quoted(Iterable<String> names) {
    List<String> quoted = new ArrayList<>();
    names.forEach(name -> quoted.add("`" + name + "`"));
    return String.join(", ", quoted);
  }

  private String code() {
    return "../../optimizers/src/main/java/"
        + spec.getClass().getName().replace('.', '/')
        + ".java";
  }

  private void settings(StringBuilder page) {
    page.append("| setting | default | allowed | meaning |\n|---|---|---|---|\n");
    for (Settings.Entry e : Settings.of((Record) spec)) {
      page.append("| `" + e.name() + "` | `" + Settings.text(e.value()) + "` | ");
      page.append(cell(e.range()) + " | " + cell(e.text()) + " |\n");
    }
  }

  private static String cell(String text) {
    return plain(text).replace("|", "\\|");
  }
}
