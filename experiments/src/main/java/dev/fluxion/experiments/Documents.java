package dev.fluxion.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The documents whose claims are measured, by the number that their claims' ids begin with. */
public final class Documents {
  private static final Map<String, String> TITLES =
      Map.of(
          "000", "Energy-conserving optimizer with spin",
          "001", "SGD with Hamiltonian momentum conservation (StableSGD)",
          "002", "Optimizers via fluxions",
          "003", "Improving energy conserving descent (ECDSep)",
          "004", "The rule p ← p − (L/‖g‖²)·g");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Documents() {}

  /** Experiments by their ids, with numbers in order: 003-2 before 003-10. */
  public static List<Experiment> inOrder(List<Experiment> experiments) {
    return experiments.stream()
        .sorted(Comparator.comparing(experiment -> sortable(experiment.card().id())))
        .toList();
  }

  private static String sortable(String id) {
    return NUMBER
        .matcher(id)
        .replaceAll(n -> "0".repeat(Math.max(0, 9 - n.group().length())) + n.group());
  }

  /** The document of a claim: what stands before the slash of its id. */
  public static String of(Claim claim) {
    String id = claim.id();
    return id.contains("/") ? id.substring(0, id.indexOf('/')) : "";
  }

  /** «Document 004: The rule …», or the number alone where there is no title. */
  public static String heading(String document) {
    String title = TITLES.get(document);
    return "Document " + document + (title == null ? "" : ": " + title);
  }

  /** The section of a claim without a remark in brackets behind it. */
  public static String section(Claim claim) {
    String section = claim.section();
    int bracket = section.indexOf(" (");
    return bracket > 0 ? section.substring(0, bracket) : section;
  }
}
