package dev.fluxion.experiments.runner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who computed the lines of a journal: the content of {@code provenance.json}. The lines themselves
 * hold seed and specification and nothing of the machine, because they are the same on every
 * machine; here every session on a machine refers to the lines that it added by their checksums.
 *
 * @param sessions in the order of time
 */
public record History(List<Session> sessions) {

  /**
   * One process that ran the laboratory.
   *
   * @param request what it was asked for
   * @param shard which part of it, or null for all
   * @param provenance code and machine
   * @param lines checksums of the lines that it added to the journal
   */
  public record Session(Request request, Shard shard, Provenance provenance, List<String> lines) {
    public Session {
      lines = lines == null ? List.of() : List.copyOf(lines);
    }

    /** A session that has added nothing yet. */
    public Session(Request request, Shard shard, Provenance provenance) {
      this(request, shard, provenance, List.of());
    }
  }

  /** Nothing recorded yet. */
  static final History NONE = new History(List.of());

  public History {
    sessions = sessions == null ? List.of() : List.copyOf(sessions);
  }

  /** Refuses what no session can have written. */
  void check() {
    for (Session session : sessions) {
      if (session.request() == null || session.provenance() == null) {
        throw new IllegalArgumentException("a session without request or provenance");
      }
    }
  }

  /** Whether all sessions ran the given code; true if there are none. */
  boolean isOf(String code) {
    return sessions.stream().allMatch(s -> s.provenance().code().equals(code));
  }

  /** The latest session; there must be one. */
  public Session last() {
    return sessions.getLast();
  }

  /** The same with one more session; it takes the place of a last one that added nothing. */
  History with(Session session) {
    List<Session> all = new ArrayList<>(sessions);
    if (!all.isEmpty() && all.getLast().lines().isEmpty()) {
      all.removeLast();
    }
    all.add(session);
    return new History(all);
  }

  /** The same with a session before the last one. */
  History before(Session session) {
    List<Session> all = new ArrayList<>(sessions);
    all.add(all.size() - 1, session);
    return new History(all);
  }

  /**
   * The same with the lines that no session claims yet given to the last one: it has just added
   * them, or it did and was killed before it could say so.
   */
  History claiming(List<String> checks) {
    if (sessions.isEmpty()) {
      return this;
    }
    Set<String> claimed = new HashSet<>();
    sessions.forEach(s -> claimed.addAll(s.lines()));
    List<String> lines = new ArrayList<>(last().lines());
    checks.stream().filter(check -> !claimed.contains(check)).forEach(lines::add);
    List<Session> all = new ArrayList<>(sessions);
    Session last = all.removeLast();
    all.add(new Session(last.request(), last.shard(), last.provenance(), lines));
    return new History(all);
  }
}
