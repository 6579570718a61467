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
    Golden.compare(golden, spec, DOUBLE, FLOAT);
  }
}
