package dev.fluxion.optimizers.golden;

import dev.fluxion.optimizers.physics.EcdSep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Trajectories of ECDSep against the authors' published code. */
class EcdSepGoldenTest {
  /** The tolerance stated with the files, relative to max(1, |θ|). */
  private static final double DOUBLE = 1e-11;

  /** Float rounding of about 250 steps; multiplied by the stated amplification. */
  private static final double FLOAT = 1e-5;

  @TestFactory
  Stream<DynamicTest> trajectoriesMatch() throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(Golden.FOLDER.resolve("ecdsep"))) {
      files = listing.sorted().toList();
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path file) throws IOException {
    JsonNode golden = Golden.read(file);
    JsonNode hp = golden.get("hp");
    EcdSep spec =
        new EcdSep(
            hp.get("lr").asDouble(),
            hp.get("eta").asDouble(),
            golden.get("nu").asDouble(),
            hp.get("F0").asDouble(),
            hp.get("deltaEn").asDouble(),
            hp.get("s").asDouble() == 1,
            hp.get("weight_decay").asDouble(),
            hp.get("consEn").asBoolean(),
            1e-10,
            1e-40);
    Surface surface =
        golden.get("function").asString().equals("rosenbrock2")
            ? Surface.ROSENBROCK2
            : Surface.QUADRATIC3_PLUS_HALF;
    double[] start = Golden.numbers(golden.get("start"));
    int steps = golden.get("steps").asInt();
    JsonNode amplification = golden.get("amplification");
    boolean single = golden.get("dtype").asString().equals("float32");
    Golden.Run engine = Golden.run(surface, spec, true, start, steps);
    Golden.Run definition = Golden.run(surface, spec, false, start, steps);
    golden
        .get("theta")
        .properties()
        .forEach(
            entry -> {
              int k = Integer.parseInt(entry.getKey());
              double[] expected = Golden.numbers(entry.getValue());
              JsonNode grown = amplification.get(entry.getKey());
              double factor = grown == null ? 1 : Math.max(1, grown.asDouble());
              Golden.close(expected, engine.theta().get(k), FLOAT * factor, "float theta at " + k);
              if (!single) {
                Golden.close(expected, definition.theta().get(k), DOUBLE, "theta at " + k);
              }
            });
    if (!single) {
      Golden.close(Golden.numbers(golden.get("loss")), definition.loss(), DOUBLE, "loss");
    }
  }
}
