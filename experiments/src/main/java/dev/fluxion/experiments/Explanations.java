package dev.fluxion.experiments;

import dev.fluxion.experiments.runner.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why verdicts are what they are, where they may surprise: paragraphs by the ids of claims. Claims
 * are written before the run and these after it, so they stand apart, in {@code
 * dev/fluxion/experiments/explanations.json}; every jar may bring one for its own experiments.
 */
public final class Explanations {
  private static final String FILE = "dev/fluxion/experiments/explanations.json";
  private static final SortedMap<String, String> ALL = load();

  private Explanations() {}

  /** The paragraph of a claim; empty where there is none. */
  public static String of(Claim claim) {
    return ALL.getOrDefault(claim.id(), "");
  }

  /** All paragraphs, by the ids of claims. */
  public static SortedMap<String, String> all() {
    return Collections.unmodifiableSortedMap(ALL);
  }

  private static SortedMap<String, String> load() {
    SortedMap<String, String> all = new TreeMap<>();
    try {
      for (URL file : Collections.list(Explanations.class.getClassLoader().getResources(FILE))) {
        try (InputStream in = file.openStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          Map<?, ?> read = Json.read(text, Map.class);
          read.forEach((id, why) -> all.put(id.toString(), why.toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
