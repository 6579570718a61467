package dev.fluxion.autodiff.catalog;

import dev.fluxion.autodiff.random.RandomKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * Reads, checks and changes the {@link Setting}s of specification records.
 *
 * <p>A specification is an immutable record whose components are of type {@code double}, {@code
 * int}, {@code boolean}, {@code String}, an enum, {@link ImmutableDoubleList}, {@link
 * ImmutableIntList} or {@link RandomKey}. Its compact constructor calls {@link #check}, so a
 * specification that exists is valid.
 */
public final class Settings {
  /** Kept, because asking a class for them reads their annotations again. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private Settings() {}

  /**
   * One setting of a specification.
   *
   * @param name the component's name, in camelCase
   * @param value its value in this specification
   * @param text what it means
   * @param range its allowed values, as text
   */
  public record Entry(String name, Object value, String text, String range) {}

  /** The settings of a specification, in declaration order. */
  public static List<Entry> of(Record specification) {
    List<Entry> entries = new ArrayList<>();
    for (RecordComponent component : COMPONENTS.get(specification.getClass())) {
      Setting setting = component.getAnnotation(Setting.class);
      entries.add(
          new Entry(
              component.getName(),
              read(specification, component),
              setting == null ? "" : setting.value(),
              range(component)));
    }
    return entries;
  }

  /** The settings as a map from name to value, in declaration order. */
  public static Map<String, Object> values(Record specification) {
    Map<String, Object> values = new LinkedHashMap<>();
    of(specification).forEach(entry -> values.put(entry.name(), entry.value()));
    return values;
  }

  /**
   * A copy with some settings replaced by values given as text, as on the command line.
   *
   * @throws IllegalArgumentException if a name is unknown (the message lists the known ones), a
   *     value cannot be read, or it is out of range
   */
  public static <T extends Record> T with(T specification, Map<String, String> changes) {
    RecordComponent[] components = COMPONENTS.get(specification.getClass());
    List<String> known = new ArrayList<>();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      known.add(component.getName());
      types[i] = component.getType();
      String text = changes.get(component.getName());
      arguments[i] = text == null ? read(specification, component) : parse(component, text);
    }
    for (String name : changes.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(Names.unknown("setting", name, known));
      }
    }
    try {
      @SuppressWarnings("unchecked")
      Class<T> type = (Class<T>) specification.getClass();
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          specification.getClass() + " must be a public record with its canonical constructor", e);
    }
  }

  /**
   * Checks values against the ranges declared on the record's components. To be called first in a
   * compact constructor, with all components in order.
   *
   * @throws IllegalArgumentException naming the setting, the value and the range
   */
  public static void check(Class<? extends Record> type, Object... values) {
    RecordComponent[] components = COMPONENTS.get(type);
    if (components.length != values.length) {
      throw new IllegalStateException(
          type.getSimpleName() + " checks " + values.length + " of its " + components.length);
    }
    for (int i = 0; i < values.length; i++) {
      RecordComponent component = components[i];
      switch (values[i]) {
        case null ->
            throw new IllegalArgumentException(
                component.getName() + " is missing; allowed: " + range(component));
        case Number number -> checkNumber(component, number);
        case ImmutableDoubleList list -> list.forEach(x -> checkNumber(component, x));
        case ImmutableIntList list -> list.forEach(x -> checkNumber(component, x));
        default -> {}
      }
    }
  }

  private static void checkNumber(RecordComponent component, Number given) {
    double value = given.doubleValue();
    Setting setting = component.getAnnotation(Setting.class);
    boolean ok = !Double.isNaN(value);
    if (setting != null) {
      ok &= value >= setting.min() && value <= setting.max();
      ok &= setting.above() == Double.NEGATIVE_INFINITY || value > setting.above();
      ok &= setting.below() == Double.POSITIVE_INFINITY || value < setting.below();
      ok &= setting.infinite() || !Double.isInfinite(value);
    }
    if (!ok) {
      throw new IllegalArgumentException(
          component.getName()
              + " = "
              + given
              + " is out of range; allowed: "
              + range(component)
              + (setting == null ? "" : " (" + setting.value() + ")"));
    }
  }

  /** The allowed values of a component, as text. */
  private static String range(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return String.join(" | ", enumNames(type));
    }
    if (type == String.class) {
      return "text";
    }
    if (type == RandomKey.class) {
      return "two integers separated by a comma";
    }
    Setting s = component.getAnnotation(Setting.class);
    String what =
        type == int.class
            ? "an integer"
            : type == double.class
                ? "a number"
                : type == ImmutableIntList.class
                    ? "integers separated by commas, each"
                    : "numbers separated by commas, each";
    if (s == null) {
      return what;
    }
    boolean openLow = s.above() != Double.NEGATIVE_INFINITY;
    boolean openHigh = s.below() != Double.POSITIVE_INFINITY;
    double low = openLow ? s.above() : s.min();
    double high = openHigh ? s.below() : s.max();
    boolean lowIncluded = !openLow && (s.infinite() || !Double.isInfinite(low));
    boolean highIncluded = !openHigh && (s.infinite() || !Double.isInfinite(high));
    return what
        + " in "
        + (lowIncluded ? "[" : "(")
        + bound(low)
        + ", "
        + bound(high)
        + (highIncluded ? "]" : ")");
  }

  private static String bound(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "-∞";
    }
    return x == Math.rint(x) && Math.abs(x) < 1e9 ? String.valueOf((long) x) : String.valueOf(x);
  }

  private static List<String> enumNames(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      names.add(text(constant));
    }
    return names;
  }

  /** A setting's value as text that {@link #with} reads back: enums in kebab-case, lists joined. */
  public static String text(Object value) {
    return switch (value) {
      case Enum<?> e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case ImmutableDoubleList list -> list.makeString(",");
      case ImmutableIntList list -> list.makeString(",");
      case RandomKey key -> key.high() + "," + key.low();
      default -> String.valueOf(value);
    };
  }

  private static Object parse(RecordComponent component, String text) {
    Class<?> type = component.getType();
    try {
      if (type == double.class) {
        return number(text);
      } else if (type == int.class) {
        return Integer.parseInt(text.strip());
      } else if (type == boolean.class) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "true", "yes", "on", "1" -> true;
          case "false", "no", "off", "0" -> false;
          default -> throw new NumberFormatException();
        };
      } else if (type == String.class) {
        return text;
      } else if (type.isEnum()) {
        for (Object constant : type.getEnumConstants()) {
          if (text(constant).equals(text.strip().toLowerCase(Locale.ROOT))) {
            return constant;
          }
        }
        throw new NumberFormatException();
      } else if (type == ImmutableDoubleList.class) {
        return numbers(text);
      } else if (type == ImmutableIntList.class) {
        return integers(text);
      } else if (type == RandomKey.class) {
        ImmutableIntList words = integers(text);
        if (words.size() == 2) {
          return new RandomKey(words.get(0), words.get(1));
        }
        throw new NumberFormatException();
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          component.getName() + " = '" + text + "' cannot be read; allowed: " + range(component),
          e);
    }
    throw new IllegalStateException("settings of type " + type + " are not supported");
  }

  /** Numbers separated by commas; an empty text is an empty list. */
  public static ImmutableDoubleList numbers(String text) {
    if (text.isBlank()) {
      return DoubleLists.immutable.empty();
    }
    String[] parts = text.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = number(parts[i]);
    }
    return DoubleLists.immutable.with(numbers);
  }

  private static ImmutableIntList integers(String text) {
    return text.isBlank()
        ? IntLists.immutable.empty()
        : IntLists.immutable.with(
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .mapToInt(Integer::parseInt)
                .toArray());
  }

  private static double number(String text) {
    return switch (text.strip()) {
      case "inf", "infinity", "∞" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity", "-∞" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.strip());
    };
  }

  private static Object read(Record specification, RecordComponent component) {
    try {
      return component.getAccessor().invoke(specification);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(specification.getClass() + " must be a public record", e);
    }
  }
}
