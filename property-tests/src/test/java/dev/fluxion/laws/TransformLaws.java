package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Norm;
import dev.fluxion.laws.Trial.Path;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.State;
import dev.fluxion.optimizers.averaging.Ema;
import dev.fluxion.optimizers.averaging.Swa;
import dev.fluxion.optimizers.schedule.Schedule;
import dev.fluxion.optimizers.schedule.Scheduled;
import dev.fluxion.optimizers.transform.LookAhead;
import dev.fluxion.propertytests.arbitraries.Bowl;
import dev.fluxion.propertytests.arbitraries.Doubles;
import dev.fluxion.propertytests.arbitraries.Floats;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Transforms, schedules and averages: fused equals composed, and what each of them promises. */
class TransformLaws {
  /** What does the same in two ways, with %s for a decay and %s for a learning rate. */
  private record Twins(String fused, String composed) {}

  private static final List<Twins> TWINS =
      List.of(
          new Twins(
              "adamw(weightDecay=%s,learningRate=%s)",
              "chain(parts=decoupled-decay(mask=all,weightDecay=%s) > adam(learningRate=%s))"),
          new Twins(
              "adam(weightDecay=%s,learningRate=%s)",
              "chain(parts=coupled-decay(mask=all,weightDecay=%s) > adam(learningRate=%s))"),
          new Twins(
              "sgd(weightDecay=%s,learningRate=%s)",
              "coupled-decay(mask=all,weightDecay=%s,base=sgd(learningRate=%s))"),
          new Twins(
              "sgd(momentum=0.9,dampening=0.5,weightDecay=%s,learningRate=%s)",
              "coupled-decay(mask=all,weightDecay=%s,"
                  + "base=sgd(momentum=0.9,dampening=0.5,learningRate=%s))"),
          new Twins(
              "sgd(momentum=0.9,nesterov=true,weightDecay=%s,learningRate=%s)",
              "coupled-decay(mask=all,weightDecay=%s,"
                  + "base=sgd(momentum=0.9,nesterov=true,learningRate=%s))"),
          new Twins(
              "rmsprop(weightDecay=%s,learningRate=%s)",
              "coupled-decay(mask=all,weightDecay=%s,base=rmsprop(weightDecay=0,learningRate=%s))"),
          new Twins(
              "lion(weightDecay=%s,learningRate=%s)",
              "decoupled-decay(mask=all,weightDecay=%s,base=lion(weightDecay=0,learningRate=%s))"));

  @Property(seed = Laws.SEED, tries = 100)
  void fusedDecayIsComposedDecayToTheLastBit(
      @ForAll("bowls") Bowl bowl,
      @ForAll("shares") double decay,
      @ForAll("shares") double rate,
      @ForAll boolean scheduled) {
    for (Twins twins : TWINS) {
      String fused = twins.fused.formatted(decay, rate / 100);
      String composed = twins.composed.formatted(decay, rate / 100);
      if (scheduled) {
        fused = "scheduled(schedule=cosine(steps=5),base=" + fused + ")";
        composed = "scheduled(schedule=cosine(steps=5),base=" + composed + ")";
      }
      expectSamePaths(bowl, SpecText.parse(fused), SpecText.parse(composed));
    }
  }

  @Property(seed = Laws.SEED, tries = 50)
  void aConstantScheduleChangesNothing(@ForAll("bowls") Bowl bowl) {
    int seen = 0;
    for (OptimizerSpec spec : Specimens.REGISTERED) {
      if (!Double.isNaN(spec.start(Trial.layout(1), Trial.KEY).rate())) {
        seen++;
        expectSamePaths(bowl, spec, new Scheduled(SpecText.of(spec), "constant"));
      }
    }
    assertTrue(seen > 30, "scheduled: " + seen);
  }

  /** Plain gradient descent in double shows the rate in every step. */
  @Property(seed = Laws.SEED, tries = 100)
  void theRateOfAScheduleIsInForceAtItsStep(
      @ForAll("bowls") Bowl bowl, @ForAll("shares") double rate) {
    int n = bowl.dimension();
    double base = rate / (bowl.curvature() * bowl.condition());
    for (Schedule schedule : Schedule.catalog().all()) {
      OptimizerDefinition optimizer =
          new Scheduled("sgd(learningRate=" + base + ")", schedule.card().id())
              .startDefinition(Trial.layout(n), Trial.KEY);
      double[] memory = new double[schedule.memory()];
      double[] theta = bowl.start();
      double[] gradient = new double[n];
      for (int k = 0; k < 40; k++) {
        double[] before = theta.clone();
        double loss = bowl.definition().valueAndGradient(theta, gradient);
        double now = schedule.rate(base, k, loss, memory);
        assertEquals(Outcome.RUNNING, optimizer.step(theta, gradient, loss));
        for (int i = 0; i < n; i++) {
          assertEquals(before[i] - now * (gradient[i] + 0 * before[i]), theta[i], 0.0);
        }
      }
    }
  }

  /** θ goes from 0 to minus the clipped gradient. */
  @Property(seed = Laws.SEED, tries = 500)
  void clippingNeverExceedsAndNeverTurns(
      @ForAll("gradients") float[] gradient, @ForAll("limits") double limit) {
    int n = gradient.length;
    float[] shortened = step("clip-norm(maxNorm=" + limit + ",base=sgd(learningRate=1))", gradient);
    double norm = Norm.norm(n, gradient, 0);
    double clipped = Norm.norm(n, shortened, 0);
    assertTrue(clipped <= limit * (1 + Tolerances.FLOAT_NORM) + n * Float.MIN_VALUE);
    float[] cut = step("clip-value(maxValue=" + limit + ",base=sgd(learningRate=1))", gradient);
    for (int i = 0; i < n; i++) {
      assertTrue(Math.abs(cut[i]) <= (float) limit);
      assertTrue(gradient[i] * Math.signum(shortened[i]) >= 0 && gradient[i] * cut[i] >= 0);
      if (Math.abs(gradient[i]) <= (float) limit) {
        assertEquals(gradient[i], cut[i], 0f);
      }
      if (norm + 1e-6 <= limit) {
        assertEquals(gradient[i], shortened[i], 0f);
      }
    }
  }

  private static float[] step(String spec, float[] gradient) {
    float[] theta = new float[gradient.length];
    SpecText.parse(spec).start(Trial.layout(theta.length), Trial.KEY).step(theta, gradient, 1);
    for (int i = 0; i < theta.length; i++) {
      theta[i] = -theta[i];
    }
    return theta;
  }

  /** ½g + ½g is g to the last bit. */
  @Property(seed = Laws.SEED, tries = 50)
  void twoEqualGradientsAccumulateToOne(@ForAll("bowls") Bowl bowl) {
    int n = bowl.dimension();
    for (String base : List.of("adam", "momentum", "rprop", "polyak", "ecdsep")) {
      Trial.Live once = OptimizerRules.live(SpecText.parse(base), bowl);
      Trial.Live twice =
          OptimizerRules.live(SpecText.parse("accumulation(every=2,base=" + base + ")"), bowl);
      for (int k = 0; k < Trial.STEPS; k++) {
        once.step();
        twice.step();
        twice.step();
        for (int i = 0; i < n; i++) {
          assertEquals(once.theta[i], twice.theta[i], 0f, base);
        }
      }
    }
  }

  @Property(seed = Laws.SEED, tries = 50)
  void whoFollowsAllTheWayOrOnlyWatchesGoesTheSameWay(@ForAll("bowls") Bowl bowl) {
    for (OptimizerSpec spec : Specimens.REGISTERED) {
      String base = SpecText.of(spec);
      expectSamePaths(bowl, spec, new Ema(0.9, base));
      expectSamePaths(bowl, spec, new Swa(2, 3, base));
      if (!spec.needs().contains(Need.EXTRA_EVALUATIONS)) {
        expectSamePaths(bowl, spec, new LookAhead(3, 1, base));
      }
    }
  }

  /** Averages are between the least and the largest, but for three roundings at each of them. */
  @Property(seed = Laws.SEED, tries = 100)
  void averagesLieBetweenWhatTheyAverage(@ForAll("bowls") Bowl bowl) {
    for (String text : List.of("ema(base=sgd)", "swa(base=sgd)", "ema(decay=0.3,base=momentum)")) {
      int n = bowl.dimension();
      OptimizerDefinition optimizer =
          SpecText.parse(text).startDefinition(Trial.layout(n), Trial.KEY);
      double[] theta = bowl.start();
      double[] gradient = new double[n];
      double[] least = new double[n];
      double[] largest = new double[n];
      for (int k = 1; k <= 20; k++) {
        optimizer.step(theta, gradient, bowl.definition().valueAndGradient(theta, gradient));
        State state = optimizer.save();
        for (int i = 0; i < n; i++) {
          least[i] = k == 1 ? theta[i] : Math.min(least[i], theta[i]);
          largest[i] = k == 1 ? theta[i] : Math.max(largest[i], theta[i]);
          double size = Math.max(Math.abs(least[i]), Math.abs(largest[i]));
          double slack = 4 * k * Tolerances.DOUBLE * size;
          double average = state.doubles().get("average")[i];
          assertTrue(average >= least[i] - slack && average <= largest[i] + slack, text);
        }
      }
    }
  }

  @Example
  void theOrderOfAChainMatters() {
    Bowl bowl = new Bowl(2, 1, 10, 0, 0, 0);
    String clip = "clip-norm(maxNorm=0.1)";
    String decay = "coupled-decay(mask=all,weightDecay=1)";
    Path first =
        Trial.definition(
            SpecText.parse("chain(parts=" + clip + " > " + decay + " > sgd)"),
            bowl.definition(),
            bowl.start());
    Path second =
        Trial.definition(
            SpecText.parse("chain(parts=" + decay + " > " + clip + " > sgd)"),
            bowl.definition(),
            bowl.start());
    assertTrue(first.distance(second) > 1e-3);
  }

  /** Equal numbers at every step, in both precisions; 0 and -0 are equal. */
  private static void expectSamePaths(Bowl bowl, OptimizerSpec left, OptimizerSpec right) {
    int n = bowl.dimension();
    expectSame(
        Trial.definition(left, bowl.definition(), bowl.start()),
        Trial.definition(right, bowl.definition(), bowl.start()),
        right);
    expectSame(
        Trial.engine(left, bowl.engine(), Trial.layout(n), bowl.start()),
        Trial.engine(right, bowl.engine(), Trial.layout(n), bowl.start()),
        right);
  }

  private static void expectSame(Path expected, Path actual, OptimizerSpec spec) {
    assertEquals(expected.outcomes(), actual.outcomes(), spec::toString);
    assertEquals(0.0, expected.distance(actual), spec::toString);
  }

  @Provide
  Arbitrary<Bowl> bowls() {
    return Bowl.arbitrary(40, 100);
  }

  @Provide
  Arbitrary<Double> shares() {
    return Doubles.logUniform(1e-3, 1);
  }

  @Provide
  Arbitrary<Double> limits() {
    return Doubles.logUniform(1e-3, 1e3);
  }

  @Provide
  Arbitrary<float[]> gradients() {
    return Arbitraries.oneOf(Floats.spread(-10, 10), Arbitraries.of(0f, 1f, -1f))
        .array(float[].class)
        .ofMinSize(1)
        .ofMaxSize(100);
  }
}
