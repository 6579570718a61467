package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;

/**
 * Rises along a line, then follows another schedule.
 *
 * <p>Formula: {@code α·(start + (1 - start)·(k + 1)/W)} while {@code k < W}, then the other
 * schedule from its own step 0.
 *
 * <p>Source: P. Goyal et al., «Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour», 2017;
 * document 002. Document 002 has k/W, which gives the first step the rate 0; here it has 1/W.
 *
 * @param steps number of steps W of the rise
 * @param start part of the rate from which it rises
 * @param then schedule that follows: id or id(setting=value,…)
 */
public record WarmUp(
    @Setting(value = "number of steps W of the rise", min = 1) int steps,
    @Setting(value = "part of the rate from which it rises", min = 0, max = 1) double start,
    @Setting("schedule that follows: id or id(setting=value,…)") String then)
    implements Schedule {
  private static final String PLAIN = "constant";

  public WarmUp {
    Settings.check(WarmUp.class, steps, start, then);
    if (!then.equals(PLAIN)) { // the catalog makes this record with its default
      Schedule.parse(then);
    }
  }

  /** The defaults. */
  public WarmUp() {
    this(100, 0, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "warm-up",
        "Rises along a line, then follows another schedule.",
        "α·(start + (1 - start)·(k + 1)/W) while k < W, then the schedule from its own step 0",
        "P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017;"
            + " document 002",
        "Document 002 has {@code k/W}, which gives the first step the rate 0.");
  }

  @Override
  public double rate(double base, long k, double loss, double[] memory) {
    return live().rate(base, k, loss, memory);
  }

  @Override
  public int memory() {
    return next().memory();
  }

  @Override
  public Schedule live() {
    return new Live(this, next().live());
  }

  private Schedule next() {
    return Schedule.parse(then);
  }

  /** With the schedule that follows read. */
  private record Live(WarmUp rule, Schedule next) implements Schedule {
    @Override
    public Card card() {
      return rule.card();
    }

    @Override
    public double rate(double base, long k, double loss, double[] memory) {
      if (k >= rule.steps) {
        return next.rate(base, k - rule.steps, loss, memory);
      }
      return base * (rule.start + (1 - rule.start) * (k + 1) / rule.steps);
    }

    @Override
    public int memory() {
      return next.memory();
    }
  }
}
