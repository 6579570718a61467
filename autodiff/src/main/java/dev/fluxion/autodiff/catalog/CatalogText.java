package dev.fluxion.autodiff.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an entry of a catalog that is written in one word: {@code id} or {@code
 * id(setting=value,…)}. Settings that are not named keep their defaults. A comma separates settings
 * only where a name and an equals sign follow, so that values may be lists, or words of this form.
 */
public final class CatalogText {
  private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\((.*)\\)\\s*)?");
  private static final Pattern NEXT = Pattern.compile(",\\s*[A-Za-z][A-Za-z0-9]*\\s*=");

  private CatalogText() {}

  /**
   * The entry with an id and some of its settings.
   *
   * @param ids what an id is called in a message, such as {@code "a problem's id"}
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  public static <T extends Described> T parse(Catalog<T> catalog, String ids, String text) {
    return parse(catalog, ids, text, plain -> plain);
  }

  /**
   * The same with other defaults.
   *
   * @param defaults makes of the entry as it is registered the one whose settings are changed
   */
  public static <T extends Described> T parse(
      Catalog<T> catalog, String ids, String text, UnaryOperator<T> defaults) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' cannot be read; allowed: " + ids + ", or id(setting=value,…)");
    }
    T plain = defaults.apply(catalog.get(form.group(1)));
    Map<String, String> changes = new LinkedHashMap<>();
    for (String setting : settings(form.group(2) == null ? "" : form.group(2))) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "'" + setting + "' in '" + text + "' cannot be read; allowed: setting=value");
      }
      changes.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
    }
    @SuppressWarnings("unchecked") // of the same class as the plain one
    T changed = (T) Settings.with((Record) plain, changes);
    return changed;
  }

  /** The word that {@link #parse} reads as this entry: its id, and settings off the defaults. */
  public static <T extends Described> String of(Catalog<T> catalog, T entry) {
    String id = entry.card().id();
    Map<String, Object> plain = Settings.values((Record) catalog.get(id));
    StringJoiner text = new StringJoiner(",", id + "(", ")").setEmptyValue(id);
    Settings.values((Record) entry)
        .forEach(
            (name, value) -> {
              if (!value.equals(plain.get(name))) {
                text.add(name + "=" + Settings.text(value));
              }
            });
    return text.toString();
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
