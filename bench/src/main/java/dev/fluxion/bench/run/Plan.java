package dev.fluxion.bench.run;

/**
 * How thoroughly to measure.
 *
 * @param name quick, normal or long
 * @param forks JVMs started one after the other for every column
 * @param rounds how often a fork returns to every column of a case
 * @param samples samples of a column in a round
 * @param sampleNanos length of a sample, unless one call takes longer
 * @param warmNanos least time of warming up
 * @param longestWarmNanos most time of warming up; only code that allocates takes it
 */
public record Plan(
    String name,
    int forks,
    int rounds,
    int samples,
    long sampleNanos,
    long warmNanos,
    long longestWarmNanos) {
  private static final long MS = 1_000_000;

  /** For a first look. */
  public static final Plan QUICK = new Plan("quick", 1, 3, 3, MS, 100 * MS, 3000 * MS);

  /** For a result to rely on. */
  public static final Plan NORMAL = new Plan("normal", 2, 6, 4, 2 * MS, 200 * MS, 6000 * MS);

  /** For publication. */
  public static final Plan LONG = new Plan("long", 6, 6, 5, 5 * MS, 500 * MS, 10_000 * MS);
}
