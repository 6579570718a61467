package dev.fluxion.experiments.runner;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as Fluxion writes it: records by component, numbers that are not finite as the strings
 * "NaN", "Infinity" and "-Infinity".
 */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** One line. */
  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The CRC-32 of the line: what tells values apart by a short number, on every machine. */
  public static long checksum(Object value) {
    CRC32 crc = new CRC32();
    crc.update(line(value).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** Indented, for people. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** Reads a value back. */
  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /** Reads a tree. */
  public static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }
}
