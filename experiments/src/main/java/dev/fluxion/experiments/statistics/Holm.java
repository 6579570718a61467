package dev.fluxion.experiments.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Corrects p-values for their number: the chance that any of m true null hypotheses is rejected at
 * level α stays below α.
 *
 * <p>Formula: {@code p̃₍ᵢ₎ = max_{j ≤ i} min(1, (m - j + 1)·p₍ⱼ₎)} with p₍₁₎ ≤ … ≤ p₍ₘ₎.
 *
 * <p>Source: S. Holm, «A Simple Sequentially Rejective Multiple Test Procedure», 1979.
 */
public final class Holm {
  private Holm() {}

  /** The corrected p-values, in the given order. */
  public static double[] correct(double... p) {
    for (double each : p) {
      if (!(each >= 0 && each <= 1)) {
        throw new IllegalArgumentException("p = " + each + " must lie between 0 and 1");
      }
    }
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = Arrays.copyOf(p, p.length);
    double largest = 0;
    for (int i = 0; i < order.length; i++) {
      largest = Math.max(largest, Math.min(1, (p.length - i) * p[order[i]]));
      corrected[order[i]] = largest;
    }
    return corrected;
  }
}
