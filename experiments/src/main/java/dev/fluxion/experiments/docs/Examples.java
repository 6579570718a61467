package dev.fluxion.experiments.docs;

import dev.fluxion.optimizers.OptimizerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the picture of every optimizer shows: a surface that suits it, and settings with which
 * something is seen. Who is not listed is shown with its defaults in a valley.
 */
final class Examples {
  private static final String VALLEY = "quadratic(coefficients=0.5,5)";
  private static final String NOISY = "additive-noise(problem=" + VALLEY + ",size=1)";
  private static final String ABOVE_ZERO = "quadratic(coefficients=0.5,5,offset=1)";
  private static final String STEEP = "quadratic(coefficients=1,30)";
  private static final Map<String, Example> EXAMPLES = new LinkedHashMap<>();

  private Examples() {}

  static {
    classical();
    physics();
    polyak();
    around();
  }

  /** The example of an optimizer. */
  static Example of(OptimizerSpec spec) {
    String id = spec.card().id();
    Example fallback = new Example(id, VALLEY, "-4,1.5", List.of(), 100);
    return EXAMPLES.getOrDefault(id, fallback);
  }

  private static void classical() {
    valley("sgd(learningRate=0.18)", 40);
    valley("momentum(learningRate=0.04,momentum=0.8)", 60);
    valley("nesterov(learningRate=0.04,momentum=0.8)", 60);
    valley("nesterov-literal(learningRate=0.04,momentum=0.8)", 20);
    valley("adagrad(learningRate=0.8)", 60);
    valley("rmsprop(learningRate=0.1)", 60);
    valley("adadelta(epsilon=0.001)", 100);
    valley("rprop(learningRate=0.1)", 40);
    valley("lion(learningRate=0.1)", 60);
    valley("radam(learningRate=0.05)", 100);
    valley("lamb(learningRate=0.05)", 80);
    noisy("asgd(learningRate=0.15,t0=20)", 120);
    for (String id : List.of("adam", "amsgrad", "adamax", "nadam", "adabelief", "yogi")) {
      rosenbrock(id + "(learningRate=0.2)", 200);
    }
    rosenbrock("adamw(learningRate=0.2,weightDecay=0.02)", 200);
    rosenbrock("lbfgs", 30);
    rosenbrock("bfgs", 30);
    rosenbrock("newton", 20);
    add("gauss-newton", "linear-regression(condition=10,noise=0.3)", "", 4);
  }

  private static void physics() {
    String basins = "himmelblau";
    String ecd = "stepSize=0.5,nu=0.003,f0=-5,deltaE=1";
    add("ecdsep(" + ecd + ")", basins, "-1,-1", 250);
    add("ecd-leapfrog(" + ecd + ")", basins, "-1,-1", 250);
    add("ecd-discrete-energy(" + ecd + ")", basins, "-1,-1", 250);
    add("ecd-decoupled-decay(" + ecd + ",weightDecay=0.02)", basins, "-1,-1", 250);
    add("ecd-auto(stepSize=0.5,f0=30,gap=0.3,deltaE=1)", basins, "-1,-1", 250);
    add("ecdsep-f0-tuning(stepSize=2,f0=50,deltaE=1)", basins, "-1,-1", 250);
    add("bbi(stepSize=0.01,deltaE=2,threshold0=60,bounces=3)", basins, "-1,-1", 200);
    add("bbi-v0-tuning(stepSize=0.01,deltaE=2,v0=5)", basins, "-1,-1", 200);
    String springs = "harmonic-oscillator(frequencies=1,1.6)";
    add("spin-particle(damping=0.1,inertia=0.0001)", springs, "1.6,0.9", 400);
    valley("spin-energy(base=momentum(learningRate=0.04,momentum=0.9))", 100);
    valley("stable-sgd(learningRate=0.2)", 100);
    valley("stable-sgd-adaptive(learningRate=0.2)", 100);
    valley("stable-sgd-selective(learningRate=0.02)", 100);
    valley("stable-sgd-landscape(learningRate=0.05)", 100);
    valley("stable-sgd-language(learningRate=0.05)", 100);
    valley("stable-sgd-package(learningRate=0.05)", 100);
    valley("stable-adam(learningRate=0.05)", 100);
  }

  private static void polyak() {
    add("polyak", STEEP, "-2,1", 40);
    add("polyak-momentum", STEEP, "-2,1", 60);
    add("polyak-diagonal", STEEP, "-2,1", 20);
    add("polyak-hybrid(learningRate=0.1)", STEEP, "-2,1", 60);
    tensors("polyak-per-layer(maxScale=0.5)", STEEP, "-2,1", 60);
    tensors("polyak-per-tensor(maxScale=0.5)", STEEP, "-2,1", 60);
    add("polyak-estimated(maxScale=0.2)", ABOVE_ZERO, "-4,1.5", 60);
    noisy("polyak-stochastic", 60);
  }

  private static void around() {
    valley("scheduled(schedule=cosine(steps=60),base=sgd(learningRate=0.18))", 60);
    valley("accumulation(every=4,base=sgd(learningRate=0.18))", 80);
    valley("centralization(base=sgd(learningRate=0.1))", 40);
    valley("chain(parts=clip-norm(maxNorm=2) > momentum(learningRate=0.08))", 80);
    valley("clip-norm(maxNorm=2,base=sgd(learningRate=0.18))", 60);
    valley("clip-value(maxValue=1,base=sgd(learningRate=0.18))", 60);
    valley("coupled-decay(weightDecay=0.5,mask=all,base=sgd(learningRate=0.1))", 40);
    valley("decoupled-decay(weightDecay=0.5,mask=all,base=adam(learningRate=0.1))", 100);
    valley("gradient-noise(variance=4,base=sgd(learningRate=0.1))", 80);
    valley("look-ahead(base=momentum(learningRate=0.08,momentum=0.9))", 80);
    noisy("ema(decay=0.95,base=sgd(learningRate=0.15))", 120);
    noisy("swa(start=30,every=2,base=sgd(learningRate=0.15))", 120);
  }

  private static void valley(String optimizer, int steps) {
    add(optimizer, VALLEY, "-4,1.5", steps);
  }

  private static void noisy(String optimizer, int steps) {
    add(optimizer, NOISY, "-4,1.5", steps);
  }

  private static void rosenbrock(String optimizer, int steps) {
    add(optimizer, "rosenbrock", "-1.2,1", steps);
  }

  private static void add(String optimizer, String problem, String start, int steps) {
    put(new Example(optimizer, problem, start, List.of(), steps));
  }

  private static void tensors(String optimizer, String problem, String start, int steps) {
    put(new Example(optimizer, problem, start, List.of(1, 1), steps));
  }

  private static void put(Example example) {
    String id = example.optimizer().replaceFirst("\\(.*", "");
    if (EXAMPLES.put(id, example) != null) {
      throw new IllegalStateException("two examples of " + id);
    }
  }

  /** The optimizers that have an example of their own. */
  static List<String> ids() {
    return List.copyOf(EXAMPLES.keySet());
  }
}
