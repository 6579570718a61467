package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Rises to the rate, falls back, and then to nearly nothing, once.
 *
 * <p>Formula: {@code α/d → α} until step {@code share·T - 1}; then, in three phases, {@code → α/d}
 * over the same time and {@code → α/(d·e)} until step {@code T - 1}; in two, {@code → α/(d·e)} at
 * once. Along half cosines or lines; the last rate is held.
 *
 * <p>Source: L. Smith, N. Topin, «Super-Convergence: Very Fast Training of Neural Networks Using
 * Large Learning Rates», 2019; PyTorch's OneCycleLR. Momentum is not cycled. PyTorch refuses to go
 * on after T steps; here the last rate is held.
 *
 * @param steps number of steps T of the cycle
 * @param share share of the steps on which the rate rises
 * @param way along cosines or lines
 * @param divisor first rate is 1/d of the highest
 * @param lastDivisor last rate is 1/e of the first
 * @param threePhase whether it falls to the first rate in the mirrored time
 */
public record OneCycle(
    @Setting(value = "number of steps T of the cycle", min = 2) int steps,
    @Setting(value = "share of the steps on which the rate rises", above = 0, below = 1)
        double share,
    @Setting("along cosines or lines") Way way,
    @Setting(value = "first rate is 1/d of the highest", min = 1) double divisor,
    @Setting(value = "last rate is 1/e of the first", min = 1) double lastDivisor,
    @Setting("whether it falls to the first rate in the mirrored time") boolean threePhase)
    implements Schedule {
  /** The line between two rates. */
  public enum Way {
    /** Half a cosine. */
    COSINE,
    /** A straight line. */
    LINE
  }

  public OneCycle {
    Settings.check(OneCycle.class, steps, share, way, divisor, lastDivisor, threePhase);
    if (share * steps < 1 || (threePhase && 2 * share * steps - 2 >= steps - 1)) {
      throw new IllegalArgumentException(
          "share = "
              + share
              + " is out of range; allowed: the rise takes at least 1 of "
              + steps
              + " steps, and of three phases all find room");
    }
  }

  /** The defaults. */
  public OneCycle() {
    this(1000, 0.3, Way.COSINE, 25, 1e4, false);
  }

  @Override
  public Card card() {
    return new Card(
        "one-cycle",
        "Rises to the rate, falls back, and then to nearly nothing, once.",
        "α/d → α over share·T steps → α/d → α/(d·e), or → α/(d·e) at once; along cosines or lines",
        "L. Smith, N. Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large"
            + " Learning Rates, 2019; PyTorch's OneCycleLR",
        "PyTorch's also swings the momentum; here momentum stays. It refuses to go on after T"
            + " steps; here the last rate is held.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    double first = base / divisor;
    double last = first / lastDivisor;
    double top = share * steps - 1;
    double back = threePhase ? 2 * share * steps - 2 : steps - 1;
    if (k <= top) {
      return between(first, base, k / top);
    } else if (k <= back) {
      return between(base, threePhase ? first : last, (k - top) / (back - top));
    }
    double end = steps - 1;
    return k < end ? between(first, last, (k - back) / (end - back)) : last;
  }

  private double between(double from, double to, double x) {
    return way == Way.COSINE ? Half.cosine(from, to, x) : Half.line(from, to, x);
  }
}
