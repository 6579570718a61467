package dev.fluxion.bench.study;

import dev.fluxion.bench.run.Column;
import java.util.List;
import java.util.Locale;

/**
 * Which form of a case wins, by how much, and why: derived from the measurements.
 *
 * @param winner the column that wins, or null where no difference is shown
 * @param scalarOverVector time of the scalar form as shipped over time of the Vector API at its
 *     widest
 * @param superword time of the scalar form without superword over time with it
 * @param roof how near the form that ships is to the roof, or null
 * @param words one sentence
 */
public record Verdict(
    String winner,
    Interval scalarOverVector,
    Interval superword,
    Ceilings.Roof roof,
    String words) {
  private static final double GAIN = 1.1; // below this a form gains nothing worth a reason
  private static final double NEAR = 0.7; // of a ceiling that explains a time

  /** The verdict on a row, or null where the forms were not all timed. */
  public static Verdict on(Row row, Study study, Ceilings ceilings) {
    Column shipped = study.shipped();
    boolean both = row.has(Column.SUPERWORD.id()) && row.has(shipped.id());
    if (!both || shipped.bits() == 0) {
      return null;
    }
    List<Block> scalar = row.blocks(Column.SUPERWORD.id());
    List<Block> vector = row.blocks(shipped.id());
    Interval gain = Statistics.ratio(scalar, vector);
    Interval superword = Statistics.ratio(row.blocks(Column.SCALAR.id()), scalar);
    Column winner = gain.holdsOne() ? null : best(row, study, gain);
    double time = Statistics.median(winner != null && winner.bits() == 0 ? scalar : vector);
    Ceilings.Roof roof = ceilings.roof(row.cost(), time);
    String words = who(winner, shipped, gain) + why(row, gain, superword, roof);
    return new Verdict(winner == null ? null : winner.id(), gain, superword, roof, words);
  }

  /** The form that ships on the side that wins, unless another of that side is shown faster. */
  private static Column best(Row row, Study study, Interval gain) {
    boolean vector = gain.low() > 1;
    Column best = vector ? study.shipped() : Column.SUPERWORD;
    for (Column other : study.ours()) {
      boolean same = other.bits() > 0 == vector;
      if (same && Statistics.ratio(row.blocks(best.id()), row.blocks(other.id())).low() > 1) {
        best = other;
      }
    }
    return best;
  }

  private static String who(Column winner, Column shipped, Interval gain) {
    if (winner == null) {
      return "No difference between scalar code and Vector API is shown. ";
    }
    boolean vector = gain.low() > 1;
    Interval ratio = vector ? gain : gain.reciprocal();
    return "%s wins%s: %s times as fast (%s to %s). "
        .formatted(
            vector ? "The Vector API" : "Scalar code",
            vector && winner.bits() != shipped.bits()
                ? ", fastest at " + winner.bits() + " bits"
                : "",
            number(ratio.center()),
            number(ratio.low()),
            number(ratio.high()));
  }

  private static String why(Row row, Interval gain, Interval superword, Ceilings.Roof roof) {
    StringBuilder words = new StringBuilder();
    if (superword.low() > GAIN) {
      words.append(
          "C2 vectorizes the scalar loop (%s times as fast). "
              .formatted(number(superword.center())));
    } else if (superword.low() > 0 && gain.low() > GAIN) {
      words.append(
          "%s (superword: %s times). "
              .formatted(row.kind().obstacle(), number(superword.center())));
    }
    if (roof != null) {
      words.append(limit(roof));
    }
    return words.toString();
  }

  private static String limit(Ceilings.Roof roof) {
    String share = Math.round(100 * roof.share()) + " %";
    boolean memory = roof.limit() == Ceilings.Limit.MEMORY;
    String ceiling = memory ? "bandwidth of " + roof.level() : "FMA peak";
    if (roof.share() >= NEAR) {
      return (memory ? "Memory bound" : "Compute bound")
          + ": "
          + share
          + " of the "
          + ceiling
          + (!memory && roof.share() > 1 ? ", beside which this processor adds" : "")
          + ".";
    }
    return share
        + " of the "
        + ceiling
        + (roof.share() < 0.01
            ? ": far from any ceiling."
            : ": neither ceiling is near; latency, divisions or other instructions limit it.");
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, x < 10 ? "%.2f" : "%.1f", x);
  }
}
