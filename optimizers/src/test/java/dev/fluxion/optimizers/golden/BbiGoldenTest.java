package dev.fluxion.optimizers.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.Bbi;
import dev.fluxion.optimizers.physics.BbiV0Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Trajectories of BBI, before the first bounce, against the authors' published code. */
class BbiGoldenTest {
  /** The tolerance stated with the files, relative to max(1, |θ|). */
  private static final double DOUBLE = 1e-11;

  /** Float rounding of 250 steps; multiplied by the stated amplification. */
  private static final double FLOAT = 250 * 6e-8;

  @TestFactory
  Stream<DynamicTest> trajectoriesMatch() throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(Golden.FOLDER.resolve("bbi"))) {
      files = listing.sorted().toList();
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path file) throws IOException {
    JsonNode golden = Golden.read(file);
    JsonNode hp = golden.get("hp");
    double step = hp.get("lr").asDouble();
    double deltaE = hp.get("deltaEn").asDouble();
    double v0 = hp.get("v0").asDouble();
    boolean conserve = hp.get("consEn").asBoolean();
    OptimizerSpec bbi = new Bbi(step, deltaE, v0, conserve, 1000, 3000, 1);
    Golden.Run run = Golden.compare(golden, bbi, DOUBLE, FLOAT);
    Golden.Run tuned =
        Golden.run(
            Surface.of(golden),
            new BbiV0Tuning(step, deltaE, v0, conserve, 1000, 3000, 1),
            false,
            Golden.numbers(golden.get("start")),
            golden.get("steps").asInt());
    assertEquals(0, tuned.distance(run), "without a shift, tuning changes nothing");
  }
}
