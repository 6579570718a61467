package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.BlockSum;
import dev.fluxion.autodiff.kernel.EcdSepStep;
import dev.fluxion.autodiff.kernel.Fma;
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
 * where Π or θ would overflow, with nothing touched. A first gradient of zero gives no direction: Π
 * and Π² are then 0, where the code has Π = 0 and Π² = δE.
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
    return Ecd.invariances(nu, weightDecay, f0 == 0 && weightDecay == 0);
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
      super(dimension, stepSize);
      this.key = key;
      this.pi = doubles("momentum", dimension);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double r = loss + 0.5 * weightDecay * sumOfSquares(theta, 0, n) - f0;
      double v = StrictMath.pow(r, eta);
      boolean first = steps.value == 0;
      double slope = Math.sqrt(sumOfSquares(gradient, 0, n));
      double start = first ? v * (s() + kineticStart()) : e0.value;
      double before = first ? (slope == 0 ? 0 : kineticStart()) : squared.value;
      energy.value = v * (before + s());
      if (!(v > epsilon2)) {
        return resting(r);
      }
      double factor = rescaling(start, v, before);
      double kick = rate() * eta / r;
      double[] p = first ? scaled(gradient, slope == 0 ? 0 : -Math.sqrt(before) / slope) : pi;
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = factor * p[i] - kick * (gradient[i] + weightDecay * theta[i]);
      }
      double sum = sumOfSquares(next, 0, n);
      double[] moved = theta.clone();
      if (s() + sum > 0) {
        for (int i = 0; i < n; i++) {
          moved[i] += 2 * rate() * next[i] / (s() + sum);
        }
      }
      if (!Double.isFinite(sum) || !allFinite(moved)) {
        return Outcome.DIVERGED;
      }
      System.arraycopy(moved, 0, theta, 0, n);
      System.arraycopy(next, 0, pi, 0, n);
      e0.value = start;
      squared.value = sum;
      turn(Math.sqrt(sum));
      steps.value++;
      return Outcome.RUNNING;
    }

    private static double[] scaled(double[] x, double factor) {
      double[] y = x.clone();
      for (int i = 0; i < y.length; i++) {
        y[i] *= factor;
      }
      return y;
    }

    /** With a ν above 1, Q is divided by it, for only its direction counts. */
    private void turn(double norm) {
      if (nu == 0 || norm == 0) {
        return;
      }
      double scale = Math.max(1, nu);
      double[] q = new double[pi.length];
      for (int i = 0; i < q.length; i++) {
        q[i] = pi[i] / norm / scale + nu / scale * key.normal((int) steps.value, i);
      }
      double qNorm = Math.sqrt(sumOfSquares(q, 0, q.length));
      if (qNorm == 0) { // the noise cancels Π
        squared.value = 0;
      }
      for (int i = 0; i < q.length; i++) {
        pi[i] = qNorm == 0 ? 0 : norm * q[i] / qNorm;
      }
    }
  }

  private final class Engine extends Optimizer {
    /** The largest Π² whose square root, and so every element of Π, is a float. */
    private static final double LARGEST = 1e76;

    /** Less than half the distance of the largest floats: adding it to one does not overflow. */
    private static final double HARMLESS = 0x1p102;

    /** Beyond this, ν|Π| is taken out of |Π|·Q. */
    private static final double CHAOTIC = 0x1p64;

    private final RandomKey key;
    private final float[] pi;
    private final float[] next;
    private final float[] noise;
    private final Cell steps = number("steps", 0);
    private final Cell e0 = number("startEnergy", 0);
    private final Cell squared = report(number("momentumSquared", 0));
    private final Cell energy = telemetry("energy");

    Engine(int dimension, RandomKey key) {
      super(dimension, stepSize);
      this.key = key;
      this.pi = floats("momentum", dimension);
      this.next = new float[dimension];
      this.noise = new float[Math.min(BlockSum.SIZE, dimension)];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double decayed = weightDecay == 0 ? 0 : 0.5 * weightDecay * BlockSum.squares(n, theta, 0, 0);
      double r = loss + decayed - f0;
      double v = StrictMath.pow(r, eta);
      boolean first = steps.value == 0;
      double slope = first ? Math.sqrt(BlockSum.squares(n, gradient, 0, 0)) : 0;
      double start = first ? v * (s() + kineticStart()) : e0.value;
      double before = first ? (slope == 0 ? 0 : kineticStart()) : squared.value;
      energy.value = v * (before + s());
      if (!(v > epsilon2)) {
        return resting(r);
      }
      double factor = rescaling(start, v, before);
      if (first) { // Π is a multiple of the gradient
        factor *= slope == 0 ? 0 : -Math.sqrt(before) / slope;
      }
      double sum = kick(theta, gradient, first ? gradient : pi, factor, rate() * eta / r);
      double rate = s() + sum > 0 ? 2 * rate() / (s() + sum) : 0;
      if (!(sum <= LARGEST) || !moves(theta, rate, Math.sqrt(sum))) {
        return Outcome.DIVERGED;
      }
      e0.value = start;
      squared.value = sum;
      moveAndTurn(theta, rate, Math.sqrt(sum));
      steps.value++;
      return Outcome.RUNNING;
    }

    /** The next Π, written beside the present one, and its square; NaN where floats end. */
    private double kick(float[] theta, float[] gradient, float[] p, double factor, double kick) {
      float f = (float) factor;
      float k = (float) kick;
      if (!Float.isFinite(f) || !Float.isFinite(k)) {
        return Double.NaN;
      }
      return weightDecay == 0
          ? EcdSepStep.kick(theta.length, f, k, p, gradient, next, 0, 0)
          : EcdSepStep.kickWithDecay(
              theta.length, f, k, (float) weightDecay, p, gradient, theta, next, 0, 0);
    }

    /** Whether θ stays finite; looked at closely only where the move is huge. */
    private boolean moves(float[] theta, double rate, double norm) {
      float r = (float) rate;
      boolean finite = Float.isFinite(r);
      if (finite && !(rate * norm < HARMLESS)) {
        for (int i = 0; i < theta.length; i++) {
          finite &= Float.isFinite(Fma.fma(next[i], r, theta[i]));
        }
      }
      return finite;
    }

    private void moveAndTurn(float[] theta, double rate, double norm) {
      int n = theta.length;
      if (nu == 0 || norm == 0) {
        Axpy.axpy(n, (float) rate, next, 0, theta, 0);
        System.arraycopy(next, 0, pi, 0, n);
        return;
      }
      double chaos = nu * norm; // |Π|·Q = Π + ν|Π|z
      float share = chaos > CHAOTIC ? (float) (1 / chaos) : 1;
      float size = chaos > CHAOTIC ? 1 : (float) chaos;
      double turned = 0;
      for (int i = 0; i < n; i += BlockSum.SIZE) {
        int block = Math.min(BlockSum.SIZE, n - i);
        key.normals((int) steps.value, i, block, noise, 0);
        turned = EcdSepStep.turn(block, (float) rate, share, size, noise, theta, next, i, turned);
      }
      if (turned == 0) { // the noise cancels Π
        squared.value = 0;
      }
      float back = turned == 0 ? 0 : (float) (norm / Math.sqrt(turned));
      EcdSepStep.keep(n, back, next, pi, 0);
    }
  }
}
