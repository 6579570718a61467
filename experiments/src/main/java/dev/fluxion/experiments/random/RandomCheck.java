package dev.fluxion.experiments.random;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Statistical tests of the random numbers: distribution, moments, tails, correlations, bits.
 *
 * <p>Every test gives the probability p that good numbers look at least as bad. With m tests, each
 * fails at p below {@value #LEVEL} / m (Bonferroni): a good generator fails the whole once in a
 * million keys. The result depends on key and number of draws only, not on the threads.
 *
 * <p>Sources: A. Kolmogorov, «Sulla determinazione empirica di una legge di distribuzione», 1933
 * (the limiting distribution of √n·D); K. Pearson, «On the criterion …», 1900 (χ²).
 */
public final class RandomCheck {
  /** The probability that good numbers fail any of the tests. */
  public static final double LEVEL = 1e-6;

  private static final int STRANDS = 16; // so that sums are added in the same order

  private final long n;
  private final RandomTally tally;
  private final List<Finding> findings = new ArrayList<>();

  private RandomCheck(long n, RandomTally tally) {
    this.n = n;
    this.tally = tally;
  }

  /**
   * The result of one test.
   *
   * @param of what was drawn: normals, words or uniforms
   * @param test what was tested
   * @param statistic the number that was judged
   * @param expected what good numbers give on average
   * @param p the probability that good numbers look at least as bad
   * @param passes whether p is above the level
   */
  public record Finding(
      String of, String test, double statistic, double expected, double p, boolean passes) {}

  /** Numbers are drawn in whole chunks; so many for a wish. */
  public static long draws(long wanted) {
    return Math.ceilDiv(wanted, RandomTally.CHUNK) * RandomTally.CHUNK;
  }

  /** Number of chunks, the unit of progress. */
  public static int chunks(long wanted) {
    return Math.toIntExact(Math.ceilDiv(wanted, RandomTally.CHUNK));
  }

  /**
   * Draws and judges.
   *
   * @param key the key to be tested
   * @param wanted number of draws; rounded up to whole chunks
   * @param threads number of threads
   * @param progress told the number of chunks done, in this thread
   */
  public static List<Finding> run(RandomKey key, long wanted, int threads, IntConsumer progress)
      throws InterruptedException {
    int chunks = chunks(wanted);
    RandomKey another = key.split("another");
    AtomicInteger done = new AtomicInteger();
    List<Future<RandomTally>> strands = new ArrayList<>();
    RandomTally sum = new RandomTally();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int s = 0; s < STRANDS; s++) {
        int first = s;
        strands.add(
            pool.submit(
                () -> {
                  RandomTally tally = new RandomTally();
                  for (int k = first; k < chunks; k += STRANDS) {
                    tally.draw(key, another, k);
                    tally.count();
                    done.incrementAndGet();
                  }
                  return tally;
                }));
      }
      for (Future<RandomTally> strand : strands) {
        while (!strand.isDone()) {
          progress.accept(done.get());
          Thread.sleep(20);
        }
        sum.add(strand.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return judge(draws(wanted), sum);
  }

  /** Judges what n draws have given. */
  static List<Finding> judge(long n, RandomTally tally) {
    return new RandomCheck(n, tally).judge();
  }

  private List<Finding> judge() {
    distribution();
    moments();
    tails();
    correlations();
    for (int b = 3; b >= 0; b--) {
      chiSquare("words", "bits " + 8 * b + " to " + (8 * b + 7), tally.bytes[b]);
    }
    chiSquare("words", "pairs of upper bytes", tally.pairs);
    chiSquare("uniforms", "upper 12 bits", tally.uniforms);
    kolmogorov("uniforms", tally.uniforms, i -> (double) i / tally.uniforms.length);
    double level = LEVEL / findings.size();
    findings.replaceAll(f -> new Finding(f.of, f.test, f.statistic, f.expected, f.p, f.p >= level));
    return List.copyOf(findings);
  }

  private void found(String of, String test, double statistic, double expected, double p) {
    findings.add(new Finding(of, test, statistic, expected, p, true));
  }

  /** A statistic that is normal for large n. */
  private void gaussian(String test, double statistic, double expected, double deviation) {
    double z = Math.abs(statistic - expected) / deviation;
    double p = 2 * new NormalDistribution().cumulativeProbability(-z);
    found("normals", test, statistic, expected, p);
  }

  /** Probability up to the upper edge of a bin. */
  private interface Distribution {
    double upTo(int edge);
  }

  private void distribution() {
    NormalDistribution normal = new NormalDistribution();
    double width = 2 * RandomTally.EDGE / RandomTally.BINS;
    kolmogorov(
        "normals",
        tally.bins,
        i -> normal.cumulativeProbability(-RandomTally.EDGE + (i - 1) * width));
    // Bins of about equal probability, made of neighbouring ones.
    int cells = 1000;
    double[] expected = new double[cells];
    long[] counts = new long[cells];
    for (int i = 1; i <= RandomTally.BINS; i++) {
      double low = normal.cumulativeProbability(-RandomTally.EDGE + (i - 1) * width);
      double high = normal.cumulativeProbability(-RandomTally.EDGE + i * width);
      int cell = (int) ((low + high) / 2 * cells);
      expected[cell] += (high - low) * n;
      counts[cell] += tally.bins[i];
    }
    chiSquare("normals", "χ² of 1000 bins", counts, expected);
  }

  /** The largest distance from the distribution function, at the edges of bins. */
  private void kolmogorov(String of, long[] counts, Distribution distribution) {
    long below = 0;
    double largest = 0;
    for (int i = 0; i < counts.length; i++) {
      largest = Math.max(largest, Math.abs((double) below / n - distribution.upTo(i)));
      below += counts[i];
    }
    double t = Math.sqrt(n) * largest;
    double p = 0;
    for (int k = 1; k <= 100; k++) {
      p += (k % 2 == 1 ? 2 : -2) * StrictMath.exp(-2.0 * k * k * t * t);
    }
    found(of, "Kolmogorov-Smirnov, √n·D", t, 0.8687, t < 0.2 ? 1 : Math.clamp(p, 0, 1));
  }

  private void moments() {
    double[] expected = {1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395};
    for (int k = 1; k <= RandomTally.POWERS; k++) {
      double variance = expected[2 * k] - expected[k] * expected[k];
      gaussian("moment " + k, tally.powers[k - 1] / n, expected[k], Math.sqrt(variance / n));
    }
  }

  private void tails() {
    NormalDistribution normal = new NormalDistribution();
    for (int i = 0; i < tally.tails.length; i++) {
      int sigma = 3 + i % 4;
      double probability = normal.cumulativeProbability(-sigma);
      BinomialDistribution counts = new BinomialDistribution(Math.toIntExact(n), probability);
      int count = Math.toIntExact(tally.tails[i]);
      double atMost = counts.cumulativeProbability(count);
      double atLeast = count == 0 ? 1 : 1 - counts.cumulativeProbability(count - 1);
      String test = i < 4 ? "above " + sigma : "below -" + sigma;
      double p = Math.min(1, 2 * Math.min(atMost, atLeast));
      found("normals", test, count, n * probability, p);
    }
  }

  private void correlations() {
    for (int j = 0; j < tally.products.length; j++) {
      boolean lag = j < RandomTally.LAGS.length;
      String with =
          lag
              ? "at lag " + RandomTally.LAGS[j]
              : j == RandomTally.LAGS.length ? "with the next step" : "with another key";
      double chunks = (double) n / RandomTally.CHUNK;
      double pairs = lag ? n - chunks * RandomTally.LAGS[j] : n;
      gaussian("correlation " + with, tally.products[j] / pairs, 0, 1 / Math.sqrt(pairs));
      gaussian("of squares " + with, tally.squares[j] / pairs / 2, 0, 1 / Math.sqrt(pairs));
    }
  }

  private void chiSquare(String of, String test, long[] counts) {
    double[] expected = new double[counts.length];
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    Arrays.fill(expected, (double) total / counts.length);
    chiSquare(of, "χ² of " + test, counts, expected);
  }

  private void chiSquare(String of, String test, long[] counts, double[] expected) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    double freedom = counts.length - 1;
    double atMost = new ChiSquaredDistribution(freedom).cumulativeProbability(sum);
    found(of, test, sum, freedom, 2 * Math.min(atMost, 1 - atMost));
  }
}
