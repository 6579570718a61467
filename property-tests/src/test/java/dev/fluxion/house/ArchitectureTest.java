package dev.fluxion.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.house.fixtures.Climber;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Arrows between modules point down only; see «The house» in the design. */
class ArchitectureTest {
  /** What optimizers see of autodiff: neither tapes nor ops. */
  private static final Set<String> SEEN_BY_OPTIMIZERS =
      Set.of("kernel", "layout", "random", "objective", "parallel", "catalog", "check");

  private static final List<String> LIBRARIES_OF_THE_CORE =
      List.of("java/", "jdk/incubator/vector/", "org/eclipse/collections/");

  /** Leaves that only a profile builds, so that their classes are not here. */
  private static final Set<String> OPTIONAL = Set.of("experiments-spark");

  /** What the readers of data need besides. */
  private static final List<String> LIBRARIES_OF_READERS =
      List.of("javax/imageio/", "de/siegmar/fastcsv/");

  private static final Pattern NAME_IN_DESCRIPTOR = Pattern.compile("L([a-z]\\w*(?:/[\\w$]+)+)");

  @ParameterizedTest
  @EnumSource
  void arrowsPointDown(House module) {
    List<String> wrong = new ArrayList<>();
    var classes = module.classes();
    assertFalse(classes.isEmpty());
    classes.values().forEach(type -> wrong.addAll(wrongArrows(module, type)));
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @EnumSource
  void packagesAreNamedAfterTheirModule(House module) {
    List<String> strangers =
        module.classes().keySet().stream()
            .filter(name -> !name.startsWith(module.packagePrefix()))
            .toList();
    assertEquals(List.of(), strangers);
  }

  @ParameterizedTest
  @EnumSource
  void pomsHaveTheSameArrows(House module) throws Exception {
    Set<String> allowed =
        module.below().stream().map(m -> "fluxion-" + m.folder()).collect(Collectors.toSet());
    Set<String> wrong = new TreeSet<>();
    for (Element dependency : dependencies(House.root().resolve(module.folder() + "/pom.xml"))) {
      String artifact = text(dependency, "artifactId");
      boolean ours = text(dependency, "groupId").equals("dev.fluxion");
      if (ours && !text(dependency, "scope").equals("test") && !allowed.contains(artifact)) {
        wrong.add(artifact);
      }
    }
    assertEquals(Set.of(), wrong, module.folder() + "/pom.xml");
  }

  @Test
  void everyModuleIsKnownHere() throws IOException {
    String pom = Files.readString(House.root().resolve("pom.xml"));
    Set<String> modules = new TreeSet<>();
    Matcher module = Pattern.compile("<module>(.*?)</module>").matcher(pom);
    while (module.find()) {
      modules.add(module.group(1));
    }
    Set<String> known =
        Arrays.stream(House.values()).map(House::folder).collect(Collectors.toSet());
    known.addAll(OPTIONAL);
    assertEquals(known, modules);
  }

  @Test
  void leavesCarryNothing() {
    for (House leaf : List.of(House.EXPERIMENTS, House.BENCH, House.PROPERTY_TESTS)) {
      for (House module : House.values()) {
        assertFalse(module.below().contains(leaf), module + " must not depend on " + leaf);
      }
    }
  }

  @Test
  void anArrowThatPointsUpIsFound() {
    List<String> found = wrongArrows(House.OPTIMIZERS, House.classFile(Climber.class));
    assertFound(found, "dev/fluxion/problems/Problem"); // field: descriptor only
    assertFound(found, "dev/fluxion/autodiff/tape/Tape"); // class in a forbidden package
    assertFound(found, "org/junit/jupiter/api/Test"); // annotation of a foreign library
    assertEquals(
        Set.of(
            "dev/fluxion/problems/Problem",
            "dev/fluxion/autodiff/tape/Tape",
            "org/junit/jupiter/api/Test"),
        found.stream().map(f -> f.split(" → ")[1]).collect(Collectors.toSet()));
  }

  private static void assertFound(List<String> found, String target) {
    assertTrue(found.stream().anyMatch(f -> f.endsWith(target)), target + " in " + found);
  }

  /** «class → class» for every arrow of a class that its module must not have. */
  private static List<String> wrongArrows(House module, ClassModel type) {
    String name = type.thisClass().asInternalName();
    return references(type).stream()
        .filter(target -> !target.equals(name) && !target.startsWith(name + "$"))
        .filter(target -> !allowed(module, name, target))
        .map(target -> name + " → " + target)
        .toList();
  }

  private static boolean allowed(House module, String type, String target) {
    if (target.startsWith(module.packagePrefix())) {
      return true;
    }
    if (target.startsWith("dev/fluxion/")) {
      return module.below().stream().anyMatch(m -> target.startsWith(m.packagePrefix()))
          && (module != House.OPTIMIZERS || seenByOptimizers(target));
    }
    boolean reader = module == House.PROBLEMS && type.contains("/data/file/");
    return !House.CORE.contains(module)
        || (reader && LIBRARIES_OF_READERS.stream().anyMatch(target::startsWith))
        || LIBRARIES_OF_THE_CORE.stream().anyMatch(target::startsWith);
  }

  private static boolean seenByOptimizers(String target) {
    return SEEN_BY_OPTIMIZERS.stream()
        .anyMatch(p -> target.startsWith(House.AUTODIFF.packagePrefix() + p + "/"));
  }

  /** All classes that a class file names: in code, descriptors, signatures and annotations. */
  private static Set<String> references(ClassModel type) {
    Set<String> names = new TreeSet<>();
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof ClassEntry c && !c.asInternalName().startsWith("[")) {
        names.add(c.asInternalName());
      } else if (entry instanceof Utf8Entry text) {
        Matcher name = NAME_IN_DESCRIPTOR.matcher(text.stringValue());
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    return names;
  }

  private static List<Element> dependencies(Path pom) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    NodeList found = project.getElementsByTagName("dependency");
    List<Element> dependencies = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      dependencies.add((Element) found.item(i));
    }
    assertFalse(dependencies.isEmpty());
    return dependencies;
  }

  private static String text(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
