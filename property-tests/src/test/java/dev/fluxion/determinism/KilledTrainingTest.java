package dev.fluxion.determinism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.fluxion.autodiff.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed at any moment, and resumed, ends with the same files. */
class KilledTrainingTest {
  private static final int KILLS = 2;

  @TempDir private Path folder;

  @Test
  void aKilledTrainingGoesOnWithTheSameBits() throws Exception {
    FluxionProcess.run(folder, flags(), Map.of(), arguments("whole")).expectSuccess();
    for (int i = 0; i < KILLS; i++) {
      kill(RandomKey.of(6).integer(0, i, 200));
    }
    FluxionProcess.run(folder, flags(), Map.of(), arguments("killed")).expectSuccess();
    for (String end : List.of(".ckpt", ".npz")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole" + end)),
          Files.readAllBytes(folder.resolve("killed" + end)));
    }
  }

  /** Starts or resumes, and kills some milliseconds after the next checkpoint is there. */
  private void kill(int delay) throws IOException, InterruptedException {
    Path checkpoint = folder.resolve("killed.ckpt");
    String[] arguments = arguments("killed");
    byte[] before = bytes(checkpoint);
    var running = FluxionProcess.start(folder, List.of(), flags(), Map.of(), arguments);
    while (running.process().isAlive() && Arrays.equals(before, bytes(checkpoint))) {
      Thread.sleep(5);
    }
    Thread.sleep(delay);
    running.kill();
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static List<String> flags() {
    return FluxionProcess.withVectors(null);
  }

  private String[] arguments(String name) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--data=digits(samples=400)",
                "--model=mlp:in-32-out",
                "--optimizer=ecdsep(nu=0.01)",
                "--ema=0.9",
                "--epochs=40",
                "--batch=16",
                "--json",
                "--checkpoint=" + folder.resolve(name + ".ckpt"),
                "--export=" + folder.resolve(name + ".npz")));
    if (Files.exists(folder.resolve(name + ".ckpt"))) {
      arguments.add("--resume");
    }
    return arguments.toArray(String[]::new);
  }
}
