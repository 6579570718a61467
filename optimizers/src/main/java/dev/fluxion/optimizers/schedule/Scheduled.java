package dev.fluxion.optimizers.schedule;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.transform.Transform;
import java.util.EnumSet;
import java.util.Set;

/**
 * Another optimizer, whose learning rate follows a {@link Schedule}.
 *
 * <p>Formula: before step k, {@code α ← schedule(α₀, k)}, with α₀ the {@code learningRate} or
 * {@code stepSize} among the base's settings; then the base's step.
 *
 * <p>Source: PyTorch's torch.optim.lr_scheduler. The rate of step k is in force at step k; a
 * refused step does not count.
 *
 * @param base the optimizer whose steps are taken, as {@link SpecText} reads it
 * @param schedule the schedule, written the same way
 */
public record Scheduled(
    @Setting("optimizer whose rate is scheduled: id or id(setting=value,…)") String base,
    @Setting("schedule of the rate: id or id(setting=value,…)") String schedule)
    implements Transform {
  private static final String PLAIN_BASE = "adam";
  private static final String PLAIN_SCHEDULE = "cosine";

  public Scheduled {
    Settings.check(Scheduled.class, base, schedule);
    Transform.check(base, PLAIN_BASE);
    if (!schedule.equals(PLAIN_SCHEDULE)) {
      Schedule.parse(schedule);
    }
  }

  /** Adam along a cosine. */
  public Scheduled() {
    this(PLAIN_BASE, PLAIN_SCHEDULE);
  }

  @Override
  public Card card() {
    return new Card(
        "scheduled",
        "Another optimizer, whose learning rate follows a schedule.",
        "α ← schedule(α₀, k) before step k of the base",
        "PyTorch's torch.optim.lr_scheduler",
        "See 'fluxion list schedules'. An optimizer without learning rate is refused.");
  }

  @Override
  public Set<Need> needs() {
    Set<Need> all = EnumSet.noneOf(Need.class);
    all.addAll(inner().needs());
    if (Schedule.parse(schedule).memory() > 0) {
      all.add(Need.LOSS);
    }
    return all;
  }

  @Override
  public Set<Invariance> invariances() {
    Set<Invariance> all = EnumSet.noneOf(Invariance.class);
    all.addAll(inner().invariances());
    if (Schedule.parse(schedule).memory() > 0) {
      all.remove(Invariance.LOSS_SCALE);
    }
    return all;
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    Optimizer live = inner().start(layout, key);
    requireRate(live.rate());
    return new Engine(live, Schedule.parse(schedule).live());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    OptimizerDefinition live = inner().startDefinition(layout, key);
    requireRate(live.rate());
    return new Definition(live, Schedule.parse(schedule).live());
  }

  private void requireRate(double rate) {
    if (Double.isNaN(rate)) {
      throw new IllegalArgumentException(
          "base = '"
              + base
              + "' has no learning rate that a schedule could change; allowed: an optimizer that"
              + " takes its learningRate or stepSize anew at every step");
    }
  }

  private static final class Definition extends OptimizerDefinition {
    private final OptimizerDefinition base;
    private final Schedule schedule;
    private final double first;
    private final double[] memory;
    private final double[] next;
    private final Cell steps = number("steps", 0);
    private final Cell rate = telemetry("scheduledRate");

    Definition(OptimizerDefinition base, Schedule schedule) {
      super(base.dimension());
      this.base = base;
      this.schedule = schedule;
      this.first = base.rate();
      this.memory = doubles("schedule", schedule.memory());
      this.next = new double[memory.length];
      include("base", base);
    }

    @Override
    public void attach(ObjectiveDefinition objective) {
      base.attach(objective);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      System.arraycopy(memory, 0, next, 0, memory.length);
      double now = schedule.rate(first, (long) steps.value, loss, next);
      base.rate(now);
      Outcome outcome = base.step(theta, gradient, loss);
      if (!outcome.isFinal()) {
        rate.value = now;
        System.arraycopy(next, 0, memory, 0, memory.length);
        steps.value++;
      }
      return outcome;
    }
  }

  private static final class Engine extends Optimizer {
    private final Optimizer base;
    private final Schedule schedule;
    private final double first;
    private final double[] memory;
    private final double[] next;
    private final Cell steps = number("steps", 0);
    private final Cell rate = telemetry("scheduledRate");

    Engine(Optimizer base, Schedule schedule) {
      super(base.dimension());
      this.base = base;
      this.schedule = schedule;
      this.first = base.rate();
      this.memory = doubles("schedule", schedule.memory());
      this.next = new double[memory.length];
      include("base", base);
    }

    @Override
    public void attach(Objective objective) {
      base.attach(objective);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      System.arraycopy(memory, 0, next, 0, memory.length);
      double now = schedule.rate(first, (long) steps.value, loss, next);
      base.rate(now);
      Outcome outcome = base.step(theta, gradient, loss);
      if (!outcome.isFinal()) {
        rate.value = now;
        System.arraycopy(next, 0, memory, 0, memory.length);
        steps.value++;
      }
      return outcome;
    }
  }
}
