package dev.fluxion.experiments.docs;

import dev.fluxion.experiments.report.Thinning;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recorded run as it is committed: its key and its numbers, its series thinned to their peaks and
 * ends, and the fingerprint of the whole line, by which a rerun is compared bit for bit.
 *
 * @param key what it depends on
 * @param outcome how it ended
 * @param stepsTaken number of steps that moved θ
 * @param evaluations number of evaluations of the objective
 * @param firstLoss the loss at the start
 * @param bestLoss the smallest loss seen
 * @param bestIteration where it was seen
 * @param finalLoss the loss at the end
 * @param series thinned series, by name
 * @param sha256 SHA-256 of the line of the journal
 */
record RunSummary(
    RunKey key,
    Outcome outcome,
    int stepsTaken,
    long evaluations,
    double firstLoss,
    double bestLoss,
    int bestIteration,
    double finalLoss,
    SortedMap<String, Series> series,
    String sha256) {
  private static final int WHOLE = 128; // what a probe measured is kept up to this length

  /**
   * A thinned series.
   *
   * @param length of the whole series
   * @param index which entries are kept; empty for all
   * @param value their values, to six digits
   */
  record Series(int length, int[] index, double[] value) {}

  static RunSummary of(RunResult run, int points) {
    SortedMap<String, Series> series = new TreeMap<>();
    add(series, "loss", run.loss(), points);
    addAll(series, "theta.", run.theta(), points);
    addAll(series, "layers.", run.layers(), points);
    addAll(series, "telemetry.", run.telemetry(), points);
    addAll(series, "measured.", run.measured(), points == 0 ? 0 : WHOLE);
    return new RunSummary(
        run.key(),
        run.outcome(),
        run.stepsTaken(),
        run.evaluations(),
        run.firstLoss(),
        run.bestLoss(),
        run.bestIteration(),
        run.finalLoss(),
        series,
        sha256(Json.line(run)));
  }

  private static void addAll(
      Map<String, Series> series, String prefix, Map<String, double[]> values, int points) {
    values.forEach((name, list) -> add(series, prefix + name, list, points));
  }

  private static void add(Map<String, Series> series, String name, double[] values, int points) {
    if (values.length > 0 && points > 0) {
      int[] kept = Thinning.indices(points, values);
      int[] index = kept.length == values.length ? new int[0] : kept;
      series.put(name, new Series(values.length, index, Thinning.rounded(values, kept)));
    }
  }

  private static String sha256(String line) {
    try {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
