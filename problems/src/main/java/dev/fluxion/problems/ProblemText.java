package dev.fluxion.problems;

import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * A registered problem in one word, as settings of transforms name it: {@code ackley}, {@code
 * quadratic(coefficients=1,10,100)}, {@code rotate(problem=shift(problem=levy(dimension=2),by=3))}.
 *
 * <p>Formula: {@code text = id | id(setting=value,…)}. See {@link CatalogText}.
 */
public final class ProblemText {
  private ProblemText() {}

  /**
   * The problem with an id and some of its settings.
   *
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  public static ProblemSpec parse(String text) {
    return CatalogText.parse(ProblemSpec.catalog(), "a problem's id", text);
  }

  /** The text that {@link #parse} reads back, with all settings. */
  public static String of(ProblemSpec spec) {
    List<String> settings = new ArrayList<>();
    Settings.values((Record) spec)
        .forEach((name, value) -> settings.add(name + "=" + Settings.text(value)));
    String id = spec.card().id();
    return settings.isEmpty() ? id : id + "(" + String.join(",", settings) + ")";
  }
}
