package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.catalog.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spaces as JSON: an object from names to ranges.
 *
 * <pre>{@code
 * {"stepSize": {"type": "uniform", "low": 0.01, "high": 10000},
 *  "nu": {"type": "log", "low": 1e-8, "high": 1},
 *  "bounces": {"type": "integer", "low": 0, "high": 9},
 *  "conserveEnergy": [true, false],
 *  "f0": 0.001}
 * }</pre>
 */
final class SpaceJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<String> TYPES = List.of("uniform", "log", "integer");
  private static final List<String> KEYS = List.of("type", "low", "high");

  private SpaceJson() {}

  static Space parse(String json) {
    return space(tree(json));
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("space: not JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Space space(JsonNode root) {
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException(
          "space: it must be a JSON object from names of hyperparameters to their ranges");
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      dimensions.add(dimension(entry.getKey(), entry.getValue()));
    }
    return new Space(dimensions);
  }

  private static Dimension dimension(String name, JsonNode node) {
    if (node.isArray()) {
      List<String> values = new ArrayList<>();
      node.forEach(value -> values.add(scalar(name, value)));
      return new Dimension.Choice(name, values);
    }
    if (!node.isObject()) {
      return new Dimension.Choice(name, List.of(scalar(name, node)));
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!KEYS.contains(entry.getKey())) {
        throw wrong(name, Names.unknown("key", entry.getKey(), KEYS));
      }
    }
    String type = node.path("type").asString("");
    return switch (type) {
      case "uniform" ->
          new Dimension.Uniform(name, number(name, node, "low"), number(name, node, "high"));
      case "log" ->
          new Dimension.LogUniform(name, number(name, node, "low"), number(name, node, "high"));
      case "integer" ->
          new Dimension.Whole(name, integer(name, node, "low"), integer(name, node, "high"));
      default -> throw wrong(name, Names.unknown("type", type, TYPES));
    };
  }

  private static String scalar(String name, JsonNode node) {
    if (node.isNumber() || node.isBoolean()) {
      return node.toString();
    }
    if (node.isString()) {
      return node.stringValue();
    }
    throw wrong(name, "a value must be a number, true, false or a text, not " + node);
  }

  private static double number(String name, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber()) {
      throw wrong(name, key + " must be a number" + found(value));
    }
    return value.doubleValue();
  }

  private static int integer(String name, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber() || !value.canConvertToInt() || value.doubleValue() != value.asInt()) {
      throw wrong(name, key + " must be an integer of 32 bits" + found(value));
    }
    return value.asInt();
  }

  private static String found(JsonNode value) {
    return value.isMissingNode() ? "; it is missing" : ", not " + value;
  }

  static String write(Space space) {
    ObjectNode root = MAPPER.createObjectNode();
    for (Dimension dimension : space.dimensions()) {
      switch (dimension) {
        case Dimension.Uniform d ->
            range(root, d.name(), "uniform").put("low", d.low()).put("high", d.high());
        case Dimension.LogUniform d ->
            range(root, d.name(), "log").put("low", d.low()).put("high", d.high());
        case Dimension.Whole d ->
            range(root, d.name(), "integer").put("low", d.low()).put("high", d.high());
        case Dimension.Choice d -> {
          ArrayNode values = root.putArray(d.name());
          d.values().forEach(values::add);
        }
      }
    }
    return MAPPER.writeValueAsString(root);
  }

  private static ObjectNode range(ObjectNode root, String name, String type) {
    return root.putObject(name).put("type", type);
  }

  private static IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("space, " + name + ": " + what);
  }
}
