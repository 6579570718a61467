package dev.fluxion.problems;

import dev.fluxion.autodiff.catalog.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registered problem in one word, as settings of transforms name it: {@code ackley}, {@code
 * quadratic(coefficients=1,10,100)}, {@code rotate(problem=shift(problem=levy(dimension=2),by=3))}.
 *
 * <p>Formula: {@code text = id | id(setting=value,…)}. Settings that are not named keep their
 * defaults. A comma separates settings only where a name and an equals sign follow, so that values
 * may be lists.
 */
public final class ProblemText {
  private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\((.*)\\)\\s*)?");
  private static final Pattern NEXT = Pattern.compile(",\\s*[A-Za-z][A-Za-z0-9]*\\s*=");

  private ProblemText() {}

  /**
   * The problem with an id and some of its settings.
   *
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  public static ProblemSpec parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' cannot be read; allowed: a problem's id, or id(setting=value,…)");
    }
    ProblemSpec plain = ProblemSpec.catalog().get(form.group(1));
    Map<String, String> changes = new LinkedHashMap<>();
    for (String setting : settings(form.group(2) == null ? "" : form.group(2))) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "'" + setting + "' in '" + text + "' cannot be read; allowed: setting=value");
      }
      changes.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    return (ProblemSpec) Settings.with((Record) plain, changes);
  }

  /** The text that {@link #parse} reads back, with all settings. */
  public static String of(ProblemSpec spec) {
    List<String> settings = new ArrayList<>();
    Settings.values((Record) spec)
        .forEach((name, value) -> settings.add(name + "=" + Settings.text(value)));
    String id = spec.card().id();
    return settings.isEmpty() ? id : id + "(" + String.join(",", settings) + ")";
  }

  /** The parts between commas that are followed by a name and stand in no parentheses. */
  private static List<String> settings(String text) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0 && NEXT.matcher(text).region(i, text.length()).lookingAt()) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(begin));
    }
    return parts;
  }
}
