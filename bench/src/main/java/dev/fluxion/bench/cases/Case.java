package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.parallel.Workers;
import java.util.function.IntFunction;

/**
 * A row of the study.
 *
 * @param part the part it belongs to
 * @param name its name within the part
 * @param metric its unit
 * @param kind the sort of loop
 * @param cost what one call does, with one thread
 * @param subject what is computed
 * @param threads how more than one thread take part
 * @param core whether it is one of the cases that are always measured; others complete a sweep
 * @param recipe makes the work ready, for so many threads
 */
public record Case(
    Part part,
    String name,
    Metric metric,
    Kind kind,
    Cost cost,
    Subject subject,
    Threads threads,
    boolean core,
    IntFunction<Work> recipe) {
  /** What threads do. */
  public enum Threads {
    /** There is no parallel form. */
    ONE,
    /** They share the work of a call. */
    SHARED,
    /** Each does the work of a call. */
    EACH
  }

  /** A case with one thread, always measured. */
  public Case(
      Part part, String name, Metric metric, Kind kind, Cost cost, Subject subject, Recipe recipe) {
    this(part, name, metric, kind, cost, subject, Threads.ONE, true, threads -> recipe.work());
  }

  /** Makes the work of one thread ready. */
  public interface Recipe {
    /** The work. */
    Work work();
  }

  /** Part and name. */
  public String id() {
    return part.id() + "/" + name;
  }

  /** The same case as a point of a sweep only. */
  public Case forSweep() {
    return new Case(part, name, metric, kind, cost, subject, threads, false, recipe);
  }

  /** Whether it has a form for so many threads. */
  public boolean runsOn(int count) {
    return count == 1 || threads != Threads.ONE;
  }

  /** Whether one call is too long for a quick look. */
  public boolean lasts() {
    return part != Part.MACHINE && (cost.flops() > 1e9 || cost.items() > 2e6);
  }

  /** What one call does. */
  public Cost cost(int count) {
    return threads == Threads.EACH ? cost.repeated(count) : cost;
  }

  /** Makes the work ready; until the next, Fluxion uses so many threads. */
  public Work work(int count) {
    Workers.limit(threads == Threads.SHARED ? count : 1);
    return threads == Threads.EACH ? Gang.of(count, () -> recipe.apply(1)) : recipe.apply(count);
  }
}
