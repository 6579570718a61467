package dev.fluxion.optimizers.golden;

import dev.fluxion.optimizers.physics.EcdSepF0Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Trajectories of ECDSep with F₀ tuned, against the authors' published code. */
class EcdSepF0TuningGoldenTest {
  /** The tolerance stated with the files for η = 1 and F₀ > 0. */
  private static final double DOUBLE = 1e-9;

  /** Float rounding of 250 steps; multiplied by the stated amplification. */
  private static final double FLOAT = 250 * 6e-8;

  @TestFactory
  Stream<DynamicTest> trajectoriesMatch() throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(Golden.FOLDER.resolve("ecdsep-f0-tuning"))) {
      files = listing.sorted().toList();
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path file) throws IOException {
    JsonNode golden = Golden.read(file);
    JsonNode hp = golden.get("hp");
    EcdSepF0Tuning spec =
        new EcdSepF0Tuning(
            hp.get("lr").asDouble(),
            (int) hp.get("eta").asDouble(),
            golden.get("nu").asDouble(),
            hp.get("F0").asDouble(),
            hp.get("deltaEn").asDouble(),
            hp.get("s").asDouble() == 1,
            hp.get("weight_decay").asDouble(),
            hp.get("consEn").asBoolean(),
            EcdSepF0Tuning.Form.PUBLISHED,
            1e-10,
            1e-40);
    Golden.compare(golden, spec, DOUBLE, FLOAT);
  }
}
