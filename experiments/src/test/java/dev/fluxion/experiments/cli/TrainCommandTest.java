package dev.fluxion.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import dev.fluxion.models.file.TensorFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {
  @TempDir private Path folder;

  private static Cli train(String... more) {
    List<String> all =
        new ArrayList<>(List.of("train", "--data", "blobs(samples=60)", "--model", "mlp:2-8-3"));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void refused(Cli cli, String message) {
    assertEquals(Fluxion.WRONG_INPUT, cli.code(), cli.err());
    assertTrue(cli.err().contains(message), cli.err());
  }

  @Test
  void aTableEndsWithTheScores() {
    Cli cli = train("--epochs", "30", "--set", "learningRate=0.05");
    assertEquals(0, cli.code(), cli.err());
    assertTrue(cli.out().contains("blobs: 60 rows of 2, 3 classes"), cli.out());
    assertTrue(cli.out().contains("51 parameters, adam(learningRate=0.05), 1 steps an epoch"));
    assertTrue(cli.out().contains("BUDGET after 30 epochs, 30 steps"), cli.out());
    assertTrue(cli.out().contains("test         loss"), cli.out());
    assertTrue(cli.out().contains("validation     accuracy         rate"), cli.out());
  }

  @Test
  void predictedNumbersHaveNoAccuracy() {
    String[] task = {"train", "--data", "teacher(samples=60)", "--model", "mlp", "--epochs", "2"};
    Cli cli = Cli.run(task);
    assertEquals(0, cli.code(), cli.err());
    assertTrue(cli.out().contains("loss   validation         rate"), cli.out());
    assertTrue(cli.out().matches("(?s).*test         loss [\\d.e-]+, 12 rows\\R.*"), cli.out());
    assertTrue(Cli.run(with(task, "--json")).out().contains("\"accuracy\""));
  }

  @Test
  void theJsonObjectHoldsTheCurves() throws IOException {
    Cli cli =
        train("--epochs", "3", "--json", "--schedule", "step", "--curves", file("curves.json"));
    assertEquals(0, cli.code(), cli.err());
    JsonNode document = Json.tree(cli.out());
    assertEquals(document, Json.tree(Files.readString(folder.resolve("curves.json"))));
    assertEquals("mlp:2-8-3", document.get("model").asString());
    assertEquals("cross-entropy", document.get("loss").asString());
    assertEquals(3, document.get("curves").size());
    assertEquals(3, document.get("curves").get(2).get("epoch").asInt());
    assertEquals(12, document.get("testScore").get("rows").asInt());
    double accuracy = document.get("trainScore").get("accuracy").asDouble();
    assertTrue(accuracy >= 0 && accuracy <= 1);
  }

  @Test
  void resumingGivesTheSameFiles() throws IOException {
    String[] whole = {"--swa", "2", "--checkpoint", file("a"), "--export", file("a.npz")};
    assertEquals(0, train(with(whole, "--epochs", "6")).code());
    String[] parts = {"--swa", "2", "--checkpoint", file("b"), "--export", file("b.npz")};
    assertEquals(0, train(with(parts, "--epochs", "3")).code());
    refused(train(with(parts, "--epochs", "6")), "exists already; add --resume");
    Cli resumed = train(with(parts, "--epochs", "6", "--resume"));
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.out().contains("resumed behind epoch 3"), resumed.out());
    for (String name : List.of("", ".npz")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("a" + name)),
          Files.readAllBytes(folder.resolve("b" + name)));
    }
    refused(train(with(parts, "--resume", "--seed", "1")), "its seed is 0, not 1");
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void earlyStoppingExportsTheBest() throws IOException {
    Path export = folder.resolve("net.safetensors");
    Cli cli =
        train(
            "--epochs",
            "500",
            "--early-stopping",
            "2",
            "--set",
            "learningRate=0.3",
            "--export",
            export.toString(),
            "--json");
    assertEquals(0, cli.code(), cli.err());
    JsonNode document = Json.tree(cli.out());
    assertEquals("EARLY", document.get("outcome").asString());
    int best = document.get("bestEpoch").asInt();
    assertEquals(best + 2, document.get("epochs").asInt());
    double loss = document.get("curves").get(best - 1).get("validationLoss").asDouble();
    assertEquals(loss, document.get("validationScore").get("loss").asDouble());
    ParameterLayout layout = new Mlp(Activation.TANH, 2, 8, 3).layout();
    assertEquals(51, TensorFormat.of(export).read(export, layout).length);
  }

  @Test
  void wrongOptionsAreRefusedBeforeTheWork() {
    refused(train("--epochs", "-1"), "--epochs = -1 must not be negative");
    refused(train("--resume"), "--resume needs --checkpoint");
    refused(train("--swa", "1", "--ema", "0.9"), "choose one of them");
    refused(train("--early-stopping", "0"), "must be at least 1");
    refused(train("--export", file("net.txt")), "must end in .safetensors or .npz");
    refused(train("--loss", "cross"), "loss = 'cross' cannot be read");
    refused(train("--batch", "100"), "allowed: 1 to 36, all rows");
    refused(train("--optimizer", "adm"), "did you mean 'adam'");
    Cli cli = train("--curves", file("nowhere/curves.json"));
    assertEquals(Fluxion.FILE_TROUBLE, cli.code());
    assertTrue(cli.err().contains("there is no folder"), cli.err());
    Cli missing = train("--resume", "--checkpoint", file("missing"));
    assertEquals(Fluxion.FILE_TROUBLE, missing.code());
    assertTrue(missing.err().contains("missing does not exist"), missing.err());
  }

  @Test
  void doublePrecisionTrainsTheDefinition() {
    Cli inFloat = train("--epochs", "2", "--json");
    Cli inDouble = train("--epochs", "2", "--json", "--precision", "double");
    assertEquals(0, inDouble.code(), inDouble.err());
    double exact = Json.tree(inDouble.out()).get("trainScore").get("loss").asDouble();
    assertEquals(exact, Json.tree(inFloat.out()).get("trainScore").get("loss").asDouble(), 1e-4);
  }
}
