package dev.fluxion.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.models.Model;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.schedule.Schedule;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.data.DataSource;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is registered, described, and refuses settings that make no sense. */
class RegistrationTest {
  static List<Class<? extends Described>> services() {
    return List.of(
        Op.class,
        OptimizerSpec.class,
        Schedule.class,
        Model.class,
        ProblemSpec.class,
        DataSource.class,
        Experiment.class);
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyPublicImplementationIsRegistered(Class<? extends Described> service)
      throws IOException, ClassNotFoundException {
    Set<String> written = new TreeSet<>();
    for (House module : House.values()) {
      for (String name : module.classes().keySet()) {
        Class<?> type = Class.forName(name.replace('/', '.'), false, getClass().getClassLoader());
        int modifiers = type.getModifiers();
        if (service.isAssignableFrom(type)
            && Modifier.isPublic(modifiers)
            && !Modifier.isAbstract(modifiers)) {
          written.add(type.getName());
        }
      }
    }
    assertFalse(written.isEmpty());
    assertEquals(written, new TreeSet<>(registered(service)));
  }

  @ParameterizedTest
  @MethodSource("services")
  void serviceFilesAreSortedWithoutRepetition(Class<? extends Described> service)
      throws IOException {
    List<String> lines = registered(service);
    assertEquals(List.copyOf(new TreeSet<>(lines)), lines, service.getName());
  }

  @ParameterizedTest
  @MethodSource("services")
  void idsAreUnique(Class<? extends Described> service) {
    Set<String> ids = new HashSet<>();
    for (Described entry : ServiceLoader.load(service)) {
      assertTrue(ids.add(entry.card().id()), entry.card().id());
    }
    assertFalse(ids.isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyEntryIsDescribed() {
    return entries().map(e -> DynamicTest.dynamicTest(e.card().id(), () -> requireDescribed(e)));
  }

  @TestFactory
  Stream<DynamicTest> everySettingRefusesHostileValues() {
    return entries()
        .filter(entry -> entry instanceof Record)
        .flatMap(
            entry ->
                Arrays.stream(entry.getClass().getRecordComponents())
                    .filter(component -> !hostile(component).isEmpty())
                    .map(
                        component ->
                            DynamicTest.dynamicTest(
                                entry.card().id() + " " + component.getName(),
                                () -> requireRefusal((Record) entry, component))));
  }

  @Test
  void aSettingThatAcceptsEverythingIsCaught() {
    List<String> accepted = accepted(new Lax(1, 2), Lax.class.getRecordComponents()[0]);
    assertEquals(
        List.of("NaN accepted", "Infinity accepted", "-Infinity accepted", "-4.9E-324 accepted"),
        accepted);
    List<String> badMessage = accepted(new Lax(1, 2), Lax.class.getRecordComponents()[1]);
    assertTrue(badMessage.getFirst().startsWith("0 refused with «no»"), badMessage.toString());
  }

  /** A specification without checks of its first setting and without a good message. */
  public record Lax(
      @Setting(value = "anything", min = 0) double x, @Setting(value = "y", min = 1) int y) {
    public Lax {
      if (y < 1) {
        throw new IllegalArgumentException("no");
      }
    }
  }

  private static Stream<? extends Described> entries() {
    return services().stream()
        .flatMap(service -> ServiceLoader.load(service).stream())
        .map(ServiceLoader.Provider::get);
  }

  private static void requireDescribed(Described entry) throws NoSuchMethodException {
    assertFalse(entry.card().summary().isBlank());
    assertFalse(entry.card().formula().isBlank());
    assertFalse(entry.card().source().isBlank());
    assertTrue(Modifier.isPublic(entry.getClass().getConstructor().getModifiers()));
    if (!(entry instanceof Experiment)) {
      Record specification = assertInstanceOf(Record.class, entry);
      for (RecordComponent component : entry.getClass().getRecordComponents()) {
        Setting setting = component.getAnnotation(Setting.class);
        assertNotNull(setting, component.getName() + " has no @Setting");
        assertFalse(setting.value().isBlank(), component.getName());
      }
      assertEquals(specification, Settings.with(specification, texts(specification)));
    }
  }

  /** The defaults as the command line would give them. */
  private static Map<String, String> texts(Record specification) {
    Map<String, String> texts = new TreeMap<>();
    Settings.values(specification).forEach((name, value) -> texts.put(name, Settings.text(value)));
    return texts;
  }

  private static void requireRefusal(Record specification, RecordComponent component) {
    assertEquals(List.of(), accepted(specification, component));
  }

  /** The hostile values that a setting accepts, or refuses without saying name, value and range. */
  private static List<String> accepted(Record specification, RecordComponent component) {
    String range =
        Settings.of(specification).stream()
            .filter(entry -> entry.name().equals(component.getName()))
            .findFirst()
            .orElseThrow()
            .range();
    List<String> wrong = new ArrayList<>();
    for (Object value : hostile(component)) {
      String text = Settings.text(value);
      try {
        replaced(specification, component, value);
        wrong.add(text + " accepted");
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        if (!Stream.of(component.getName(), text, range).allMatch(message::contains)) {
          wrong.add(text + " refused with «" + message + "», without name, value or " + range);
        }
      }
    }
    return wrong;
  }

  /** Values that are not allowed, just outside of the range first of all. */
  private static List<Object> hostile(RecordComponent component) {
    Setting s = component.getAnnotation(Setting.class);
    Class<?> type = component.getType();
    if (type == double.class || type == ImmutableDoubleList.class) {
      List<Object> values = new ArrayList<>(List.of(Double.NaN));
      boolean openHigh = s.max() == Double.POSITIVE_INFINITY && s.below() == s.max();
      boolean openLow = s.min() == Double.NEGATIVE_INFINITY && s.above() == s.min();
      addIf(values, !s.infinite() || !openHigh, Double.POSITIVE_INFINITY);
      addIf(values, !s.infinite() || !openLow, Double.NEGATIVE_INFINITY);
      addIf(values, Double.isFinite(s.min()), Math.nextDown(s.min()));
      addIf(values, Double.isFinite(s.max()), Math.nextUp(s.max()));
      addIf(values, Double.isFinite(s.above()), s.above());
      addIf(values, Double.isFinite(s.below()), s.below());
      return type == double.class
          ? values
          : values.stream().<Object>map(x -> DoubleLists.immutable.with((Double) x)).toList();
    }
    if (type == int.class || type == ImmutableIntList.class) {
      List<Object> values = new ArrayList<>();
      addIf(values, s.min() > Integer.MIN_VALUE, (int) (s.min() - 1));
      addIf(values, s.max() < Integer.MAX_VALUE, (int) (s.max() + 1));
      addIf(values, Double.isFinite(s.above()), (int) s.above());
      addIf(values, Double.isFinite(s.below()), (int) s.below());
      return type == int.class
          ? values
          : values.stream().<Object>map(x -> IntLists.immutable.with((Integer) x)).toList();
    }
    return List.of();
  }

  private static void addIf(List<Object> values, boolean condition, Object value) {
    if (condition) {
      values.add(value);
    }
  }

  /** A copy of a specification with one component replaced. */
  private static void replaced(Record specification, RecordComponent component, Object value) {
    RecordComponent[] components = specification.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        boolean here = components[i].getName().equals(component.getName());
        types[i] = components[i].getType();
        arguments[i] = here ? value : components[i].getAccessor().invoke(specification);
      }
      Constructor<?> canonical = specification.getClass().getDeclaredConstructor(types);
      canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** The lines of all service files of an interface. */
  private static List<String> registered(Class<?> service) throws IOException {
    List<String> lines = new ArrayList<>();
    for (House module : House.values()) {
      Path file =
          House.root()
              .resolve(module.folder())
              .resolve("src/main/resources/META-INF/services")
              .resolve(service.getName());
      if (Files.exists(file)) {
        Files.readAllLines(file).stream().filter(l -> !l.startsWith("#")).forEach(lines::add);
      }
    }
    assertFalse(lines.isEmpty(), "no service file of " + service);
    return lines;
  }
}
