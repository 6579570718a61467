package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.optimizers.OptimizerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The built-in spaces: those of document 003, §4.1, for its optimizers on Zakharov's and Ackley's
 * functions; common ones for common optimizers on anything else; and for all others the step size,
 * three magnitudes to both sides of its default, or fewer where the optimizer does not take more.
 */
public final class Spaces {
  private static final String FILE = "spaces.json";
  private static final String ANY = "any";
  private static final double SIDE = 1000;

  private Spaces() {}

  /**
   * The space of an optimizer on a problem.
   *
   * @throws IllegalArgumentException if there is none and the optimizer has no step size
   */
  public static Space builtin(String problem, OptimizerSpec optimizer) {
    return find(problem, optimizer)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no built-in space for "
                        + optimizer.card().id()
                        + ", whose settings are "
                        + Settings.values((Record) optimizer).keySet()
                        + "; give one with --space FILE"));
  }

  /** The space of an optimizer on a problem, if there is one. */
  public static Optional<Space> find(String problem, OptimizerSpec optimizer) {
    String id = optimizer.card().id();
    for (String where : List.of(problem, ANY)) {
      JsonNode space = file().path(where).path(id);
      if (!space.isMissingNode()) {
        return Optional.of(SpaceJson.space(space));
      }
    }
    Map<String, Object> settings = Settings.values((Record) optimizer);
    for (String name : List.of("learningRate", "stepSize")) {
      if (settings.get(name) instanceof Double rate && rate > 0) {
        return Optional.of(around(name, rate, optimizer));
      }
    }
    return Optional.empty();
  }

  /** As far up as the optimizer takes it with its other settings. */
  private static Space around(String name, double rate, OptimizerSpec optimizer) {
    for (double side = SIDE; side > 1; side /= 10) {
      Space space = Space.of(new Dimension.LogUniform(name, rate / SIDE, rate * side));
      try {
        space.require(optimizer);
        return space;
      } catch (IllegalArgumentException e) {
        continue; // too far
      }
    }
    return Space.of(new Dimension.LogUniform(name, rate / SIDE, rate));
  }

  private static JsonNode file() {
    try (InputStream in = Spaces.class.getResourceAsStream(FILE)) {
      return SpaceJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
