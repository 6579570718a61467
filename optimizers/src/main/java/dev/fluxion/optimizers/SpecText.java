package dev.fluxion.optimizers;

import dev.fluxion.autodiff.catalog.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an optimizer that is written in one word, as settings of other optimizers name it: {@code
 * adam}, {@code adam(learningRate=0.01,beta1=0.8)}, {@code spin-energy(base=adam(beta1=0.8))}.
 * Settings that are not named keep their defaults. A comma separates settings only where a name and
 * an equals sign follow, so that values may be lists.
 */
public final class SpecText {
  private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\((.*)\\)\\s*)?");
  private static final Pattern NEXT = Pattern.compile(",\\s*[A-Za-z][A-Za-z0-9]*\\s*=");

  private SpecText() {}

  /**
   * The optimizer with an id and some of its settings.
   *
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  public static OptimizerSpec parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' cannot be read; allowed: an optimizer's id, or id(setting=value,…)");
    }
    OptimizerSpec plain = OptimizerSpec.catalog().get(form.group(1));
    Map<String, String> changes = new LinkedHashMap<>();
    for (String setting : settings(form.group(2) == null ? "" : form.group(2))) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "'" + setting + "' in '" + text + "' cannot be read; allowed: setting=value");
      }
      changes.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    return (OptimizerSpec) Settings.with((Record) plain, changes);
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
