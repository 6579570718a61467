package dev.fluxion.house;

import dev.fluxion.autodiff.kernel.Simd;
import dev.fluxion.bench.Benchmarks;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.models.Model;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The modules: which arrows may leave them, and their main classes. */
enum House {
  AUTODIFF("autodiff", Simd.class),
  OPTIMIZERS("optimizers", OptimizerSpec.class, AUTODIFF),
  MODELS("models", Model.class, AUTODIFF),
  PROBLEMS("problems", ProblemSpec.class, AUTODIFF, MODELS),
  EXPERIMENTS("experiments", Experiment.class, AUTODIFF, MODELS, PROBLEMS, OPTIMIZERS),
  BENCH("bench", Benchmarks.class, AUTODIFF, MODELS, PROBLEMS, OPTIMIZERS),
  PROPERTY_TESTS("property-tests", Bowl.class, AUTODIFF, MODELS, PROBLEMS, OPTIMIZERS);

  /**
   * What runs inside a user's program; it needs the JDK and Eclipse Collections only, and FastCSV
   * to read tables.
   */
  static final Set<House> CORE = Set.of(AUTODIFF, OPTIMIZERS, MODELS, PROBLEMS);

  private final String folder;
  private final Class<?> resident;
  private final Set<House> below;

  House(String folder, Class<?> resident, House... below) {
    this.folder = folder;
    this.resident = resident;
    this.below = Set.of(below);
  }

  /** The folder of the Maven module. */
  String folder() {
    return folder;
  }

  /** The modules that this one may use. */
  Set<House> below() {
    return below;
  }

  /** The package that all its classes are in, as in a class file. */
  String packagePrefix() {
    return "dev/fluxion/" + folder.replace("-", "") + "/";
  }

  /** The main classes by internal name, without those that JMH generates. */
  Map<String, ClassModel> classes() {
    try {
      Path place = Path.of(resident.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return read(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return read(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, ClassModel> read(Path root) throws IOException {
    Map<String, ClassModel> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
        String name = model.thisClass().asInternalName();
        if (!name.contains("/jmh_generated/")) {
          classes.put(name, model);
        }
      }
    }
    return classes;
  }

  /** The class file of a loaded class, such as a fixture. */
  static ClassModel classFile(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (var stream = type.getResourceAsStream(name)) {
      return ClassFile.of().parse(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the repository: the nearest with both pom.xml and autodiff. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("pom.xml")) || !Files.exists(folder.resolve("autodiff"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("start the tests inside the repository");
      }
    }
    return folder;
  }

  /** All Java files below the folders of the modules, sorted. */
  static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> root().relativize(f).toString().matches("[^/\\\\]+[/\\\\]src[/\\\\].*"))
          .sorted()
          .toList();
    }
  }

  /** The main Java files of this module, sorted. */
  List<Path> mainSources() throws IOException {
    Path main = root().resolve(folder).resolve("src/main/java");
    return sources().stream().filter(f -> f.startsWith(main)).toList();
  }
}
