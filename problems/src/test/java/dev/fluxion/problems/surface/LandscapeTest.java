package dev.fluxion.problems.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published form against losses that the published program printed, steps and all. */
class LandscapeTest {
  private static final int STEPS = 12;

  @Test
  void publishedFormFollowsThePublishedRunOfMomentum() throws IOException {
    Run run = run("sgd");
    ObjectiveDefinition landscape = published();
    double[] theta = run.numbers();
    double[] velocity = new double[theta.length];
    double[] gradient = new double[theta.length];
    for (int k = 0; k < STEPS; k++) {
      landscape.beginStep(run.counter - 1 + k);
      double loss = landscape.valueAndGradient(theta, gradient);
      assertEquals(run.numbers()[0], loss, 1e-12 * Math.abs(loss), "step " + k);
      double[] noise = run.numbers();
      for (int i = 0; i < theta.length; i++) {
        velocity[i] = 0.9 * velocity[i] + 0.005 * (gradient[i] + noise[i]);
        theta[i] -= velocity[i];
      }
    }
  }

  /** The second run of the program went on counting steps. */
  @Test
  void timeGoesOnInTheSecondPublishedRun() throws IOException {
    Run run = run("stable");
    assertEquals(151, run.counter);
    ObjectiveDefinition landscape = published();
    landscape.beginStep(run.counter - 1);
    double[] theta = run.numbers();
    double loss = run.numbers()[0];
    assertEquals(loss, landscape.value(theta), 1e-12 * Math.abs(loss));
  }

  @Test
  void formsDifferInTheirGradientOnly() {
    double[] theta = new Landscape().open(RandomKey.of(1)).start();
    double[] one = new double[50];
    double[] two = new double[50];
    double published = published().valueAndGradient(theta, one);
    double corrected =
        new Landscape().open(RandomKey.of(1)).definition().valueAndGradient(theta, two);
    assertEquals(published, corrected);
    double difference = 0;
    for (int i = 0; i < one.length; i++) {
      difference = Math.max(difference, Math.abs(one[i] - two[i]));
    }
    assertEquals(1.5, difference, 1, "the dents alone make 5·2·0.4·0.43 at most");
  }

  private static ObjectiveDefinition published() {
    return new Landscape(50, Landscape.Form.PUBLISHED).open(RandomKey.of(0)).definition();
  }

  private record Run(int counter, Iterator<String> lines) {
    double[] numbers() {
      return Arrays.stream(lines.next().split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  private static Run run(String name) throws IOException {
    try (var stream = LandscapeTest.class.getResourceAsStream("/landscape.txt")) {
      List<String> lines =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      Iterator<String> rest = lines.iterator();
      while (rest.hasNext()) {
        String line = rest.next();
        if (line.startsWith(name + " ")) {
          return new Run(Integer.parseInt(line.substring(name.length() + 1)), rest);
        }
      }
      throw new IllegalStateException("no run " + name);
    }
  }
}
