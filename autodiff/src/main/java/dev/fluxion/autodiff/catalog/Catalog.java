package dev.fluxion.autodiff.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything of one kind that is registered in {@code META-INF/services}, by id.
 *
 * <p>To add an op, an optimizer, a problem or an experiment, write its file and name its class in
 * the service file of its kind, here or in a jar of your own.
 *
 * @param <T> the kind
 */
public final class Catalog<T extends Described> {
  private final String kind;
  private final SortedMap<String, T> byId = new TreeMap<>();

  private Catalog(String kind, Iterable<T> entries) {
    this.kind = kind;
    for (T entry : entries) {
      T other = byId.put(entry.card().id(), entry);
      if (other != null) {
        throw new IllegalStateException(
            "two "
                + kind
                + "s are called '"
                + entry.card().id()
                + "': "
                + other.getClass()
                + " and "
                + entry.getClass());
      }
    }
  }

  /**
   * Loads all registered entries of a kind.
   *
   * @param kind the singular noun for messages, for example {@code "optimizer"}
   * @param type the service interface
   */
  public static <T extends Described> Catalog<T> load(String kind, Class<T> type) {
    return new Catalog<>(kind, ServiceLoader.load(type));
  }

  /** The kind, as a singular noun. */
  public String kind() {
    return kind;
  }

  /** The ids, sorted. */
  public Collection<String> ids() {
    return byId.keySet();
  }

  /** All entries, sorted by id. */
  public List<T> all() {
    return new ArrayList<>(byId.values());
  }

  /** Whether an id is known. */
  public boolean has(String id) {
    return byId.containsKey(id);
  }

  /**
   * The entry with an id.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public T get(String id) {
    T entry = byId.get(id);
    if (entry == null) {
      throw new IllegalArgumentException(Names.unknown(kind, id, byId.keySet()));
    }
    return entry;
  }
}
