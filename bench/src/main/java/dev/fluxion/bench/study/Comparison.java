package dev.fluxion.bench.study;

import java.util.ArrayList;
import java.util.List;

/**
 * A case in two studies: of two versions of the code, or of two machines.
 *
 * @param id part, name and threads
 * @param before the row of the baseline
 * @param now the row of this study
 * @param speedup time before over time now, of the form that each study ships
 */
public record Comparison(String id, Row before, Row now, Interval speedup) {
  /** All rows that both studies have timed. */
  public static List<Comparison> of(Study baseline, Study study) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Row now : study.rows()) {
      Row before = baseline.row(now.id()).orElse(null);
      if (before == null) {
        continue;
      }
      List<Block> then = before.blocks(baseline.shipped().id());
      List<Block> today = now.blocks(study.shipped().id());
      if (!then.isEmpty() && !today.isEmpty()) {
        Interval speedup = Statistics.unpairedRatio(then, today);
        comparisons.add(new Comparison(now.id(), before, now, speedup));
      }
    }
    return comparisons;
  }

  /** Faster, slower, or no difference. */
  public String words() {
    return speedup.holdsOne() ? "no difference" : speedup.low() > 1 ? "faster" : "slower";
  }
}
