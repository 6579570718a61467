package dev.fluxion.models.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the JSON of a safetensors header, and nothing beyond: an object of tensors, each with
 * {@code dtype}, {@code shape} and {@code data_offsets}, and perhaps {@code __metadata__} of text.
 *
 * <p>Source: T. Bray, «The JavaScript Object Notation (JSON) Data Interchange Format», RFC 8259,
 * 2017. A name that comes twice is refused, as the format asks.
 */
final class SafeTensorsHeader {
  private final Path file;
  private final byte[] json;
  private int at;

  SafeTensorsHeader(Path file, byte[] json) {
    this.file = file;
    this.json = json;
  }

  /** What reads the value of one member of an object. */
  private interface Member {
    void read(String name) throws IOException;
  }

  /** All tensors, in the order of the header. */
  List<SafeTensors.Entry> entries() throws IOException {
    List<SafeTensors.Entry> entries = new ArrayList<>();
    at = 0;
    if (json[0] != '{') {
      throw wrong("a header begins with '{'");
    }
    object(
        name -> {
          if (name.equals("__metadata__")) {
            object(key -> string());
          } else {
            entries.add(entry(name));
          }
        });
    blank();
    if (at < json.length) {
      throw wrong("something follows the end of the header");
    }
    return entries;
  }

  private SafeTensors.Entry entry(String name) throws IOException {
    String[] dtype = new String[1];
    List<Long> shape = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    object(
        key -> {
          seen.add(key);
          switch (key) {
            case "dtype" -> dtype[0] = string();
            case "shape" -> integers(shape);
            case "data_offsets" -> integers(offsets);
            default -> throw wrong("tensor '" + name + "' has an unknown '" + key + "'");
          }
        });
    if (seen.size() != 3 || offsets.size() != 2) {
      throw wrong("tensor '" + name + "' needs dtype, shape and two data_offsets");
    }
    return new SafeTensors.Entry(
        name, dtype[0], List.copyOf(shape), offsets.get(0), offsets.get(1));
  }

  private void object(Member member) throws IOException {
    Set<String> names = new HashSet<>();
    take('{');
    if (next() == '}') {
      at++;
      return;
    }
    do {
      next();
      int start = at;
      String name = string();
      if (!names.add(name)) {
        at = start;
        throw wrong("the name '" + name + "' comes twice");
      }
      take(':');
      member.read(name);
    } while (more('}'));
  }

  private void integers(List<Long> numbers) throws IOException {
    take('[');
    if (next() == ']') {
      at++;
      return;
    }
    do {
      numbers.add(integer());
    } while (more(']'));
  }

  /** Whether a comma follows; if not, requires the closing character. */
  private boolean more(char closing) throws IOException {
    if (next() == ',') {
      at++;
      return true;
    }
    take(closing);
    return false;
  }

  private long integer() throws IOException {
    next();
    int start = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    int digits = at - start;
    boolean leadingZero = digits > 1 && json[start] == '0';
    if (digits == 0 || digits > 18 || leadingZero) {
      at = start;
      throw wrong("an integer of 1 to 18 digits is expected");
    }
    return Long.parseLong(new String(json, start, digits, StandardCharsets.US_ASCII));
  }

  private String string() throws IOException {
    take('"');
    int start = at;
    while (at < json.length && json[at] != '"') {
      if (json[at] >= 0 && json[at] < ' ') {
        throw wrong("a control character within a name");
      }
      at += json[at] == '\\' ? 2 : 1;
    }
    if (at >= json.length) {
      at = start - 1;
      throw wrong("a name without an end");
    }
    int length = at++ - start;
    try {
      ByteBuffer raw = ByteBuffer.wrap(json, start, length);
      return unescaped(StandardCharsets.UTF_8.newDecoder().decode(raw).toString(), start);
    } catch (CharacterCodingException e) {
      at = start;
      throw wrong("a name that is not UTF-8");
    }
  }

  private String unescaped(String raw, int start) throws IOException {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      int plain = "\"\\/bfnrt".indexOf(escape);
      if (plain >= 0) {
        text.append("\"\\/\b\f\n\r\t".charAt(plain));
      } else if (escape == 'u' && raw.substring(i + 1).matches("(?s)[0-9a-fA-F]{4}.*")) {
        text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        at = start;
        throw wrong("an unknown escape \\" + escape + " within a name");
      }
    }
    return text.toString();
  }

  private void take(char expected) throws IOException {
    if (next() != expected) {
      throw wrong("'" + expected + "' is expected");
    }
    at++;
  }

  /** The next character that is not blank; 0 at the end. */
  private int next() {
    blank();
    return at < json.length ? json[at] : 0;
  }

  private void blank() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
  }

  /** Bytes are counted from the beginning of the file. */
  private IOException wrong(String what) {
    return new IOException(file + ": byte " + (Long.BYTES + at) + ": " + what);
  }
}
