package dev.fluxion.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What sources look like. */
class SourceRulesTest {
  /** The design asks for about 300; beyond this a class is two classes. */
  private static final int LONGEST = 350;

  /** Packages whose files open with a formula. */
  private static final List<String> FORMULAS =
      List.of(
          "autodiff/src/main/java/dev/fluxion/autodiff/kernel/",
          "autodiff/src/main/java/dev/fluxion/autodiff/op/",
          "optimizers/src/main/java/",
          "problems/src/main/java/");

  /** Files of these packages without one, by the end of their path. */
  private static final Map<String, String> INFRASTRUCTURE =
      Map.ofEntries(
          Map.entry("kernel/CanonicalOrder.java", "an order of addition, said in words"),
          Map.entry("kernel/Check.java", "argument checks"),
          Map.entry("kernel/Convert.java", "copies"),
          Map.entry("kernel/Simd.java", "chooses the width"),
          Map.entry("kernel/Species.java", "constants"),
          Map.entry("op/DoubleFrame.java", "operands of an op"),
          Map.entry("op/FloatFrame.java", "operands of an op"),
          Map.entry("op/Op.java", "the interface"),
          Map.entry("op/Shapes.java", "argument checks"),
          Map.entry("optimizers/Cell.java", "a named number"),
          Map.entry("optimizers/Descent.java", "a run in progress"),
          Map.entry("optimizers/Invariance.java", "declared on cards"),
          Map.entry("optimizers/Minimizer.java", "the loop"),
          Map.entry("optimizers/Need.java", "declared on cards"),
          Map.entry("optimizers/Optimizer.java", "the base class"),
          Map.entry("optimizers/OptimizerDefinition.java", "the base class"),
          Map.entry("optimizers/OptimizerSpec.java", "the interface"),
          Map.entry("optimizers/Outcome.java", "how a step ended"),
          Map.entry("optimizers/SpecText.java", "reads a specification"),
          Map.entry("optimizers/State.java", "a saved state"),
          Map.entry("optimizers/Stateful.java", "the base class"),
          Map.entry("check/OptimizerContract.java", "checks"),
          Map.entry("schedule/Schedule.java", "the interface"),
          Map.entry("transform/Mask.java", "a choice"),
          Map.entry("optimizers/transform/Transform.java", "the interface"),
          Map.entry(
              "polyak/GroupedPolyak.java", "shared; its formula stands in its first sentence"),
          Map.entry("polyak/Invariances.java", "what the cards declare"),
          Map.entry("polyak/LossShare.java", "a choice"),
          Map.entry("fit/Fit.java", "shared; its formula stands in its first sentence"),
          Map.entry("fit/Gate.java", "a choice"),
          Map.entry("problems/Problem.java", "a problem in hand"),
          Map.entry("problems/ProblemSpec.java", "the interface"));

  private static final Pattern CLASS_JAVADOC =
      Pattern.compile("(?s)^.*?\\n(/\\*\\*.*?\\*/)\\n(?:@.*?\\n)*(?:public |final |abstract )*\\w");

  @Test
  void noMainFileIsTooLong() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>();
    for (House module : House.values()) {
      for (Path file : module.mainSources()) {
        int lines = Files.readAllLines(file).size();
        if (lines > LONGEST) {
          tooLong.put(file.getFileName().toString(), lines);
        }
      }
    }
    assertEquals(Map.of(), tooLong);
  }

  /** Ops may keep it in their card, which stands a few lines below and has to have one. */
  @Test
  void filesOpenWithTheirFormula() throws IOException {
    List<String> without = new ArrayList<>();
    int seen = 0;
    for (Path file : House.sources()) {
      String path = path(file);
      if (FORMULAS.stream().anyMatch(path::startsWith)) {
        String source = Files.readString(file);
        boolean card = path.contains("/op/") && source.contains("new Card(");
        boolean listed = INFRASTRUCTURE.keySet().stream().anyMatch(path::endsWith);
        seen++;
        if (!opensWithFormula(source) && !card && !listed) {
          without.add(path);
        }
      }
    }
    assertTrue(seen > 50, "files seen: " + seen);
    assertEquals(List.of(), without);
  }

  @Test
  void theListOfFilesWithoutFormulaIsUpToDate() throws IOException {
    List<String> paths = House.sources().stream().map(SourceRulesTest::path).toList();
    for (String listed : INFRASTRUCTURE.keySet()) {
      List<String> found =
          paths.stream().filter(p -> p.contains("/main/") && p.endsWith("/" + listed)).toList();
      assertEquals(1, found.size(), listed);
      String source = Files.readString(House.root().resolve(found.getFirst()));
      assertFalse(opensWithFormula(source), listed + " has a formula now");
    }
  }

  @Test
  void aFormulaElsewhereDoesNotCount() {
    assertTrue(opensWithFormula("package a;\n\n/** <p>Formula: x. */\npublic final class A {}\n"));
    assertTrue(opensWithFormula("package a;\n\n/** Formulas: x. */\n@B\nrecord A() {}\n"));
    assertFalse(opensWithFormula("package a;\n\n/** No. */\nclass A {\n  /** Formula: x. */\n}\n"));
    assertFalse(opensWithFormula("package a;\n\nclass A {}\n"));
  }

  @Test
  void jqwikStaysAtThePinnedVersion() throws IOException {
    String pom = Files.readString(House.root().resolve("pom.xml"));
    Matcher version = Pattern.compile("<jqwik.version>(.*?)</jqwik.version>").matcher(pom);
    assertTrue(version.find());
    assertEquals("1.9.3", version.group(1));
    assertFalse(version.find());
    Matcher dependency =
        Pattern.compile("<artifactId>jqwik\\S*</artifactId>\\s*<version>(.*?)<").matcher(pom);
    assertTrue(dependency.find());
    assertEquals("${jqwik.version}", dependency.group(1));
    String own = Files.readString(House.root().resolve("property-tests/pom.xml"));
    assertFalse(own.matches("(?s).*<artifactId>jqwik\\S*</artifactId>\\s*<version>.*"));
  }

  private static boolean opensWithFormula(String source) {
    Matcher javadoc = CLASS_JAVADOC.matcher(source);
    return javadoc.find() && javadoc.group(1).matches("(?s).*\\bFormulas?:.*");
  }

  private static String path(Path file) {
    return House.root().relativize(file).toString().replace('\\', '/');
  }
}
