package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import java.util.Set;

/**
 * Energy conserving descent with a separable Hamiltonian.
 *
 * <p>Formula: {@code H = log(Π² + s) + log V} with {@code R = F + ½w|θ|² - F₀}, {@code V = R^η}. A
 * step is {@code Π ← Π - Δt(η/R)(g + wθ)}; {@code θ ← θ + 2Δt·Π / (s + Π²)}; then Π turns by a
 * random angle: {@code Π ← |Π|·Q/|Q|}, {@code Q = Π/|Π| + νz}. The energy {@code E = V(Π² + s)} is
 * conserved; before the step Π is rescaled to it, {@code Π² = E/V - s}, if asked for and possible.
 *
 * <p>Source: G. B. De Luca, A. Gatti, E. Silverstein, «Improving Energy Conserving Descent for
 * Machine Learning: Theory and Practice», 2023, algorithm 1; document 003.
 *
 * <p>As in the authors' code and unlike the text of §3.1 and §3.3, Π starts along -g and is
 * rescaled before its update. Scalars are doubles, so that {@code Π² = E/V} overflows long after
 * float would; the run ends as {@code REACHED} where V falls below ε₂ from above (the code stands
 * still there), as {@code STALLED} where F is below F₀ and V is not positive, as {@code DIVERGED}
 * where Π overflows.
 *
 * @param stepSize the time step Δt
 * @param eta the power η of the potential
 * @param nu the chaos parameter ν; the mean angle of a turn is atan(ν√n)
 * @param f0 the expected minimum F₀ of the loss
 * @param deltaE the kinetic energy Π² at the start; 1 if not regularized
 * @param regularized whether s = 1 (only regions with F up to a bound are explored) or s = 0
 * @param weightDecay the coefficient w of ½w|θ|² added to the loss
 * @param conserveEnergy whether Π is rescaled to the first energy before every step
 * @param epsilon1 no rescaling where Π² is nearer to its due than this
 * @param epsilon2 no movement where V is not above this
 */
public record EcdSep(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "power η of the potential", above = 0) double eta,
    @Setting(value = "chaos parameter ν", min = 0) double nu,
    @Setting("expected minimum F₀ of the loss") double f0,
    @Setting(value = "kinetic energy Π² at the start", min = 0) double deltaE,
    @Setting("whether s = 1, exploring only F up to a bound") boolean regularized,
    @Setting(value = "coefficient w of ½w|θ|² added to the loss", min = 0) double weightDecay,
    @Setting("whether Π is rescaled to the first energy before every step") boolean conserveEnergy,
    @Setting(value = "no rescaling where Π² is nearer to its due than this", min = 0)
        double epsilon1,
    @Setting(value = "no movement where V is not above this", min = 0) double epsilon2)
    implements OptimizerSpec {
  public EcdSep {
    Settings.check(
        EcdSep.class,
        stepSize,
        eta,
        nu,
        f0,
        deltaE,
        regularized,
        weightDecay,
        conserveEnergy,
        epsilon1,
        epsilon2);
  }

  /** The paper's defaults; η, which the paper leaves open, is 1. */
  public EcdSep() {
    this(0.4, 1, 1e-5, 0, 0, true, 0, true, 1e-10, 1e-40);
  }

  @Override
  public Card card() {
    return new Card(
        "ecdsep",
        "Energy conserving descent: Hamiltonian motion that slows down where the loss is small.",
        "Π ← Π - Δt(η/R)(g + wθ);  θ ← θ + 2Δt·Π / (s + Π²);  R = F + ½w|θ|² - F₀",
        "G. B. De Luca, A. Gatti, E. Silverstein, Improving Energy Conserving Descent for Machine"
            + " Learning: Theory and Practice, 2023, algorithm 1; document 003",
        "As in the authors' code, Π starts along -g and is rescaled before its update, not after."
            + " Scalars are doubles; end and overflow are typed outcomes.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return Set.of(Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout.size(), key.split("ecdsep"));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout.size(), key.split("ecdsep"));
  }

  private double s() {
    return regularized ? 1 : 0;
  }

  private double kineticStart() {
    return regularized ? deltaE : 1;
  }

  /** The factor that brings Π² to E/V - s, or 1 where it must not or cannot be. */
  private double rescaling(double energy, double potential, double squared) {
    double due = energy / potential - s();
    boolean leave =
        !conserveEnergy || Math.abs(due - squared) < epsilon1 || due < 0 || squared == 0;
    return leave ? 1 : Math.sqrt(due / squared);
  }

  private static Outcome resting(double r) {
    return r >= 0 ? Outcome.REACHED : Outcome.STALLED;
  }

  private final class Definition extends OptimizerDefinition {
    private final RandomKey key;
    private final double[] pi;
    private final Cell steps = number("steps", 0);
    private final Cell e0 = number("startEnergy", 0);
    private final Cell squared = report(number("momentumSquared", 0));
    private final Cell energy = telemetry("energy");

    Definition(int dimension, RandomKey key) {
      super(dimension);
      this.key = key;
      this.pi = doubles("momentum", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double r = loss + 0.5 * weightDecay * sumOfSquares(theta, 0, n) - f0;
      double v = StrictMath.pow(r, eta);
      if (steps.value == 0) {
        begin(gradient, v);
      }
      energy.value = v * (squared.value + s());
      if (!(v > epsilon2)) {
        return resting(r);
      }
      double factor = rescaling(e0.value, v, squared.value);
      double kick = stepSize * eta / r;
      double sum = 0;
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = factor * pi[i] - kick * (gradient[i] + weightDecay * theta[i]);
        sum += next[i] * next[i];
      }
      if (!Double.isFinite(sum)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(next, 0, pi, 0, n);
      squared.value = sum;
      if (s() + sum > 0) {
        for (int i = 0; i < n; i++) {
          theta[i] += 2 * stepSize * pi[i] / (s() + sum);
        }
      }
      turn(Math.sqrt(sum));
      steps.value++;
      return Outcome.RUNNING;
    }

    private void begin(double[] gradient, double v) {
      e0.value = v * (s() + kineticStart());
      double norm = Math.sqrt(sumOfSquares(gradient, 0, gradient.length));
      for (int i = 0; i < pi.length; i++) {
        pi[i] = norm == 0 ? 0 : -gradient[i] * Math.sqrt(kineticStart()) / norm;
      }
      squared.value = kineticStart();
    }

    private void turn(double norm) {
      if (nu == 0 || norm == 0) {
        return;
      }
      double[] q = new double[pi.length];
      for (int i = 0; i < q.length; i++) {
        q[i] = pi[i] / norm + nu * key.normal((int) steps.value, i);
      }
      double qNorm = Math.sqrt(sumOfSquares(q, 0, q.length));
      for (int i = 0; i < q.length; i++) {
        pi[i] = norm * q[i] / qNorm;
      }
    }
  }

  private final class Engine extends Optimizer {
    private final RandomKey key;
    private final float[] pi;
    private final float[] noise;
    private final Cell steps = number("steps", 0);
    private final Cell e0 = number("startEnergy", 0);
    private final Cell squared = report(number("momentumSquared", 0));
    private final Cell energy = telemetry("energy");

    Engine(int dimension, RandomKey key) {
      super(dimension);
      this.key = key;
      this.pi = floats("momentum", dimension);
      this.noise = new float[nu == 0 ? 0 : dimension];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double decayed = weightDecay == 0 ? 0 : 0.5 * weightDecay * Dot.sumOfSquares(n, theta, 0);
      double r = loss + decayed - f0;
      double v = StrictMath.pow(r, eta);
      if (steps.value == 0) {
        begin(gradient, v);
      }
      energy.value = v * (squared.value + s());
      if (!(v > epsilon2)) {
        return resting(r);
      }
      double factor = rescaling(e0.value, v, squared.value);
      double kick = stepSize * eta / r;
      if (!Float.isFinite((float) factor) || !Float.isFinite((float) kick)) {
        return Outcome.DIVERGED;
      }
      Scale.scale(n, (float) factor, pi, 0);
      Axpy.axpy(n, (float) -kick, gradient, 0, pi, 0);
      if (weightDecay != 0) {
        Axpy.axpy(n, (float) (-kick * weightDecay), theta, 0, pi, 0);
      }
      squared.value = Dot.sumOfSquares(n, pi, 0);
      if (!Double.isFinite(squared.value)) {
        return Outcome.DIVERGED;
      }
      if (s() + squared.value > 0) {
        Axpy.axpy(n, (float) (2 * stepSize / (s() + squared.value)), pi, 0, theta, 0);
      }
      turn(n);
      steps.value++;
      return Outcome.RUNNING;
    }

    private void begin(float[] gradient, double v) {
      e0.value = v * (s() + kineticStart());
      double norm = Math.sqrt(Dot.sumOfSquares(pi.length, gradient, 0));
      if (norm > 0) {
        float factor = (float) (-Math.sqrt(kineticStart()) / norm);
        for (int i = 0; i < pi.length; i++) {
          pi[i] = factor * gradient[i];
        }
      }
      squared.value = kineticStart();
    }

    private void turn(int n) {
      double norm = Math.sqrt(squared.value);
      if (nu == 0 || norm == 0) {
        return;
      }
      key.normals((int) steps.value, n, noise, 0);
      Axpy.axpy(n, (float) (nu * norm), noise, 0, pi, 0); // |Π|·Q
      double turned = Math.sqrt(Dot.sumOfSquares(n, pi, 0));
      Scale.scale(n, (float) (norm / turned), pi, 0);
    }
  }
}
