package dev.fluxion.experiments.document001;

import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.statistics.Holm;
import java.util.List;

/**
 * All comparisons of two runs that an experiment makes, judged together: of many comparisons some
 * are striking by chance, so that every p-value is corrected for the number of all.
 */
record Duels(List<Duel> all) {
  /** How claims name the test. */
  static final String TEST =
      "p < 0.05 by the Mann-Whitney test, after Holm's correction for all comparisons here";

  /**
   * The claim that one run lies lower than another.
   *
   * @param own the run that is said to lie lower
   * @param other the other run
   * @param series what is compared, one number per seed
   */
  record Duel(String own, String other, String series) {
    private double[] left(Evidence e) {
      return e.run(own).measured().get(series);
    }

    private double[] right(Evidence e) {
      return e.run(other).measured().get(series);
    }
  }

  /** Whether the median is lower, and by more than chance. */
  Finding judge(Evidence e, Duel duel) {
    double[] p =
        all.stream().mapToDouble(d -> Measure.mannWhitney(d.left(e), d.right(e))).toArray();
    double corrected = Holm.correct(p)[all.indexOf(duel)];
    double left = Measure.median(duel.left(e));
    double right = Measure.median(duel.right(e));
    return Finding.of(
        left < right && corrected < 0.05, "%.6g against %.6g, p = %.2g", left, right, corrected);
  }
}
