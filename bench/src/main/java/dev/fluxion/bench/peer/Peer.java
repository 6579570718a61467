package dev.fluxion.bench.peer;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Work;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Another library on the same cases. Its class is found through {@link ServiceLoader}; its
 * constructor must load nothing, for it is called in every JVM. It runs in a JVM of its own, and
 * only after its results have been compared with ours.
 */
public interface Peer {
  /** Its name in tables and files, in lower case. */
  String name();

  /** Whether it can compute this case with so many threads. */
  boolean supports(Case row, int threads);

  /**
   * Makes the case ready: same inputs as ours, outputs in the order of ours.
   *
   * @throws UnsatisfiedLinkError or any other, if the library cannot be loaded
   */
  Work prepare(Case row, int threads);

  /** Options of its JVM. */
  default List<String> options() {
    return List.of();
  }

  /** How far its results may differ from ours, relative to the largest of them. */
  default double tolerance() {
    return 1e-4;
  }

  /** Whether results must agree; not so for random numbers. */
  default boolean comparable(Case row) {
    return true;
  }

  /** All peers on the class path. A broken one is reported and left out. */
  static List<Peer> all(Consumer<String> trouble) {
    List<Peer> peers = new ArrayList<>();
    Iterator<Peer> found = ServiceLoader.load(Peer.class).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return peers;
        }
        peers.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        trouble.accept("a library is left out: " + e.getMessage());
      }
    }
  }
}
