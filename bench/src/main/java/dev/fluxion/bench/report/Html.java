package dev.fluxion.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts made safe for HTML, and templates filled in one pass. */
final class Html {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Html() {}

  /** A text as content of an element or of a quoted attribute. */
  static String text(Object value) {
    return String.valueOf(value)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Fills the places {@code {{name}}} of a template; what is put in is not searched. */
  static String fill(String template, Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no value for " + place.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** A resource beside this class. */
  static String resource(String name) {
    try (InputStream stream = Html.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
