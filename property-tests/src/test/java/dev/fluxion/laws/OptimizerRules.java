package dev.fluxion.laws;

import static dev.fluxion.laws.Trial.KEY;
import static dev.fluxion.laws.Trial.STEPS;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.laws.Trial.Live;
import dev.fluxion.laws.Trial.Path;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What every optimizer must keep, as checks that say what is wrong. */
final class OptimizerRules {
  private OptimizerRules() {}

  static Optional<String> engineFollowsDefinition(OptimizerSpec spec, Bowl bowl) {
    Path definition = Trial.definition(spec, bowl.definition(), bowl.start());
    Path engine = Trial.engine(spec, bowl.engine(), Trial.layout(bowl.dimension()), bowl.start());
    double strayed =
        Trial.strayed(spec, bowl.definition(), bowl.start(), definition, Tolerances.FLOAT);
    double explained = Math.max(strayed, Tolerances.FLOAT * definition.size());
    double ratio = engine.distance(definition) / explained;
    if (!(ratio <= Tolerances.engine(spec)) && !jumps(spec, bowl, definition, engine)) {
      return Optional.of("engine is off by " + ratio + " times of what rounding explains");
    }
    // One of them may meet a minimizer, or a tolerance, that the other only comes near to.
    int shorter = Math.min(engine.outcomes().size(), definition.outcomes().size());
    int longer = Math.max(engine.outcomes().size(), definition.outcomes().size());
    boolean arrived =
        engine.outcomes().getLast() == Outcome.REACHED
            || definition.outcomes().getLast() == Outcome.REACHED;
    int compared = arrived ? shorter - 1 : longer;
    return definition.outcomes().stream()
            .limit(compared)
            .toList()
            .equals(engine.outcomes().stream().limit(compared).toList())
        ? Optional.empty()
        : Optional.of(engine.outcomes() + " instead of " + definition.outcomes());
  }

  /**
   * Whether the definition strays as far when θ and gradient are off by as much as the engine is
   * granted: a rule with signs or thresholds jumps where one of them lies within rounding.
   */
  private static boolean jumps(OptimizerSpec spec, Bowl bowl, Path definition, Path engine) {
    double epsilon = Tolerances.engine(spec) * Tolerances.FLOAT;
    double farthest = 0;
    for (int i = 0; i < 8; i++) {
      RandomKey errors = KEY.split("jumps").split(i);
      Path other = Trial.definition(spec, bowl.definition(), bowl.start(), epsilon, errors);
      farthest = Math.max(farthest, definition.distance(other));
    }
    return engine.distance(definition) <= 2 * farthest;
  }

  static Optional<String> sameSeedSameBits(OptimizerSpec spec, Bowl bowl) {
    Live left = live(spec, bowl);
    Live right = live(spec, bowl);
    for (int k = 0; k < STEPS; k++) {
      Outcome l = left.step();
      Outcome r = right.step();
      if (l != r || !left.bits().equals(right.bits())) {
        return Optional.of("two runs differ at step " + k);
      }
    }
    return Optional.empty();
  }

  static Optional<String> restoredContinuesWithSameBits(OptimizerSpec spec, Bowl bowl, int cut) {
    Live whole = live(spec, bowl);
    whole.steps(STEPS);
    Live first = live(spec, bowl);
    first.steps(cut);
    State saved = first.optimizer.save();
    String bits = Live.bits(saved);
    Live second = new Live(spec.start(layout(bowl), KEY), bowl.engine(), first.theta);
    first.steps(STEPS - cut); // must not change what was saved
    second.optimizer.restore(saved);
    second.steps(STEPS - cut);
    if (!Live.bits(saved).equals(bits)) {
      return Optional.of("the saved state changed with the optimizer");
    }
    if (!first.bits().equals(whole.bits())) {
      return Optional.of("saving changes the run");
    }
    return second.bits().equals(whole.bits())
        ? Optional.empty()
        : Optional.of("the run interrupted at " + cut + " goes on with other bits");
  }

  /** Refuses a gradient with one hostile element, or a hostile loss, and goes on unharmed. */
  static Optional<String> refuses(
      Live live, Live undisturbed, int index, float element, double loss) {
    live.steps(2);
    undisturbed.steps(2);
    String before = live.bits();
    live.objective.valueAndGradient(live.theta, live.gradient);
    live.gradient[index] = element;
    Outcome outcome = live.apply(loss);
    if (outcome != Outcome.DIVERGED) {
      return Optional.of("outcome " + outcome);
    }
    if (!live.bits().equals(before)) {
      return Optional.of("parameters or state were touched");
    }
    live.steps(2);
    undisturbed.steps(2);
    return live.bits().equals(undisturbed.bits())
        ? Optional.empty()
        : Optional.of("it goes on with other bits");
  }

  /**
   * A zero gradient moves nothing, except by decay and by noise on the gradient, and leaves nothing
   * that is not finite.
   */
  static Optional<String> restsAtZeroGradient(OptimizerSpec spec, Bowl bowl, double loss) {
    Live fresh = live(spec, bowl);
    Outcome outcome = fresh.optimizer.step(fresh.theta, new float[bowl.dimension()], loss);
    boolean moved = !Arrays.equals(fresh.theta, Convert.toFloat(bowl.start()));
    if (moved && (outcome != Outcome.RUNNING || !moves(spec))) {
      return Optional.of("moved, " + outcome);
    }
    Live moving = live(spec, bowl);
    moving.steps(3);
    for (int k = 0; k < 3; k++) {
      moving.optimizer.step(moving.theta, new float[bowl.dimension()], loss);
    }
    return finite(fresh) && finite(moving)
        ? Optional.empty()
        : Optional.of("parameters or state are not finite");
  }

  private static boolean finite(Live live) {
    State state = live.optimizer.save();
    return AllFinite.allFinite(live.theta.length, live.theta, 0)
        && state.floats().values().stream().allMatch(x -> AllFinite.allFinite(x.length, x, 0))
        && state.numbers().values().stream().allMatch(Double::isFinite);
  }

  private static boolean moves(OptimizerSpec spec) {
    Map<String, Object> settings = Settings.values((Record) spec);
    return Stream.of("weightDecay", "lambda", "variance")
        .anyMatch(name -> settings.get(name) instanceof Double rate && rate != 0);
  }

  static Live live(OptimizerSpec spec, Bowl bowl) {
    return new Live(spec.start(layout(bowl), KEY), bowl.engine(), Convert.toFloat(bowl.start()));
  }

  private static ParameterLayout layout(Bowl bowl) {
    return Trial.layout(bowl.dimension());
  }
}
