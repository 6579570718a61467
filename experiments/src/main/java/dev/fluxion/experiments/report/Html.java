package dev.fluxion.experiments.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts and numbers made safe for HTML, and templates filled in one pass. */
final class Html {
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
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

  /** An id that can stand in an attribute and behind # alike. */
  static String anchor(String id) {
    return id.replaceAll("[^A-Za-z0-9._/-]", "-");
  }

  /**
   * JSON that can stand in a script element: no {@code <} is left, so that neither {@code </script}
   * nor {@code <!--} can end or change it.
   */
  static String script(String json) {
    return json.replace("<", "\\u003c");
  }

  /** A number with four significant digits, for tables. */
  static String number(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "−∞";
    }
    if (Double.isNaN(x) || x == 0) {
      return Double.isNaN(x) ? "NaN" : "0";
    }
    double size = Math.abs(x);
    if (x == Math.rint(x) && size < 1e6) {
      return String.valueOf((long) x);
    }
    return String.format(Locale.ROOT, size >= 1e-3 && size < 1e6 ? "%.4g" : "%.3e", x);
  }

  /**
   * Fills the places {@code {{name}}} of a template. What is put in is not searched for places.
   *
   * @throws IllegalArgumentException if a place has no value
   */
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
    return read(name);
  }

  /** D3 with its licence, as script text. */
  static String d3() {
    return "/*! D3 7.9.0\n"
        + read(D3 + "LICENSE").strip().replace("*/", "* /")
        + "\n*/\n"
        + read(D3 + "dist/d3.min.js").replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  private static String read(String name) {
    try (InputStream stream = Html.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the report needs " + name + " on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
