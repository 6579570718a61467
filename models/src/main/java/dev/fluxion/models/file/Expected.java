package dev.fluxion.models.file;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what a file holds with the layout that a reader asks for. */
final class Expected {
  private final Path file;
  private final Map<String, Segment> segments = new LinkedHashMap<>();

  Expected(Path file, ParameterLayout layout) {
    this.file = file;
    layout.segments().forEach(segment -> segments.put(segment.name(), segment));
  }

  /** Requires the same names, in any order. */
  void requireNames(Collection<String> found) throws IOException {
    for (String name : segments.keySet()) {
      if (!found.contains(name)) {
        throw new IOException(file + " has no tensor '" + name + "'; it has " + list(found));
      }
    }
    for (String name : found) {
      if (!segments.containsKey(name)) {
        throw new IOException(
            file + " has a tensor '" + name + "' too many; asked for " + list(segments.keySet()));
      }
    }
  }

  /** The segment of a tensor of the file, if it has that shape. */
  Segment require(String name, List<Long> shape) throws IOException {
    Segment segment = segments.get(name);
    String expected = segment.shape().toString();
    String found =
        shape.isEmpty()
            ? "scalar"
            : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    if (!found.equals(expected)) {
      throw new IOException(
          file + ": tensor '" + name + "' has shape " + found + ", not " + expected);
    }
    return segment;
  }

  private static String list(Collection<String> names) {
    return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
  }

  static void requireSize(ParameterLayout layout, float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "the layout has " + layout.size() + " numbers, but " + values.length + " are given");
    }
  }
}
