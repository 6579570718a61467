package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.kernel.AllFinite;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Fma;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;

/**
 * The motion that {@code bbi} and {@code bbi-v0-tuning} share.
 *
 * <p>Formula: {@code V = F - v₀}, {@code E² = V(V + π²)}; rescale {@code π² = V((E/V)² - 1)}, then
 * {@code π ← π - ½Δt(V/E + E/V)g}; {@code θ ← θ + Δt(V/E)π}. A bounce replaces π by a random vector
 * of the same norm and does not move θ.
 *
 * @param stepSize the time step Δt
 * @param deltaE the energy δE above the first V
 * @param v0 the expected minimum of the loss
 * @param conserveEnergy whether π is rescaled before every step
 * @param threshold0 T₀, after how many steps a fixed bounce comes
 * @param threshold1 T₁, after how many steps without progress a bounce comes
 * @param bounces N_b, how many fixed bounces there are
 * @param tuned whether v₀ goes down by 5|V| where V is negative
 */
record BbiRule(
    double stepSize,
    double deltaE,
    double v0,
    boolean conserveEnergy,
    int threshold0,
    int threshold1,
    int bounces,
    boolean tuned) {

  /** No rescaling where π² is nearer to its due than this. */
  private static final double NEAR = 1e-10;

  /** No movement where V is not above this. */
  private static final double LOWEST = 1e-40;

  Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(layout, key.split("bbi"));
  }

  OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(layout, key.split("bbi"));
  }

  /** The norm of π at the start in a tensor: E² = V(V + π²). */
  private double startNorm(double energy, double potential) {
    return Math.sqrt(Math.max(0, energy / potential * energy - potential));
  }

  /** The factor that brings π² to V((E/V)² - 1), or 1 where it must not or cannot be. */
  private double rescaling(double energy, double potential, double squared) {
    double ratio = energy / potential;
    double due = potential * (ratio * ratio - 1);
    boolean leave = !conserveEnergy || Math.abs(due - squared) < NEAR || due < 0 || squared == 0;
    return leave ? 1 : Math.sqrt(due / squared);
  }

  private boolean moves(double potential) {
    return potential > (tuned ? 0 : LOWEST);
  }

  /** What to do where V is too small or negative: arrive, stop, or take v₀ down. */
  private Outcome rest(double potential, Cell shift) {
    if (potential >= 0) {
      return Outcome.REACHED;
    }
    if (!tuned || !Double.isFinite(shift.value + 5 * potential)) {
      return Outcome.STALLED;
    }
    shift.value += 5 * potential;
    return Outcome.RUNNING;
  }

  /** Counts steps and bounces, as the published code does. */
  private final class Clock {
    private final Cell sinceBounce;
    private final Cell sinceProgress;
    private final Cell fixed;
    private final Cell best;

    Clock(Cell sinceBounce, Cell sinceProgress, Cell fixed, Cell best) {
      this.sinceBounce = sinceBounce;
      this.sinceProgress = sinceProgress;
      this.fixed = fixed;
      this.best = best;
    }

    boolean bounces() {
      return sinceProgress.value == threshold1 || isFixed();
    }

    private boolean isFixed() {
      return sinceBounce.value == threshold0 && fixed.value < bounces;
    }

    void bounced() {
      if (isFixed()) {
        fixed.value++;
        sinceBounce.value = 0;
      }
      sinceProgress.value = 0;
    }

    void stepped(double potential) {
      sinceBounce.value++;
      sinceProgress.value++;
      if (potential < best.value) {
        best.value = potential;
        sinceProgress.value = 0;
      }
    }
  }

  private final class Definition extends OptimizerDefinition {
    private final ParameterLayout layout;
    private final RandomKey key;
    private final double[] pi;
    private final Cell steps = number("steps", 0);
    private final Cell bounced = report(number("bounces", 0));
    private final Cell shift = report(number("v0Shift", 0));
    private final Cell e = number("startEnergy", 0);
    private final Cell energy = telemetry("energy");
    private final Clock clock =
        new Clock(
            number("stepsSinceBounce", 0),
            number("stepsSinceProgress", 0),
            number("fixedBounces", 0),
            number("bestPotential", Double.MAX_VALUE));

    Definition(ParameterLayout layout, RandomKey key) {
      super(layout.size(), stepSize);
      this.layout = layout;
      this.key = key;
      this.pi = doubles("momentum", layout.size());
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      int n = theta.length;
      double v = loss - v0 - shift.value;
      if (!moves(v)) {
        return rest(v, shift);
      }
      boolean first = steps.value == 0;
      double total = first ? v + deltaE : e.value;
      double[] p = first ? begin(gradient, startNorm(total, v)) : pi;
      double squared = sumOfSquares(p, 0, n);
      energy.value = Math.sqrt(v * (v + squared));
      if (clock.bounces()) {
        bounce(Math.sqrt(squared));
        clock.bounced();
        return Outcome.RUNNING;
      }
      double factor = rescaling(total, v, squared);
      double kick = 0.5 * rate() * (v / total + total / v);
      double[] next = new double[n];
      double[] moved = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = factor * p[i] - kick * gradient[i];
        moved[i] = theta[i] + rate() * (v / total) * next[i];
      }
      if (!Double.isFinite(sumOfSquares(next, 0, n))
          || !Arrays.stream(moved).allMatch(Double::isFinite)) {
        return Outcome.DIVERGED;
      }
      e.value = total;
      System.arraycopy(next, 0, pi, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      clock.stepped(v);
      steps.value++;
      return Outcome.RUNNING;
    }

    /** π along the negative gradient, of the same norm in every tensor. */
    private double[] begin(double[] gradient, double norm) {
      double[] p = new double[gradient.length];
      for (Range tensor : layout.tensors()) {
        double slope = Math.sqrt(sumOfSquares(gradient, tensor.offset(), tensor.size()));
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
          p[i] = slope == 0 ? 0 : -norm * (gradient[i] / slope);
        }
      }
      return p;
    }

    private void bounce(double norm) {
      double[] u = new double[pi.length];
      for (int i = 0; i < u.length; i++) {
        u[i] = key.uniform((int) bounced.value, i) - 0.5;
      }
      double size = Math.sqrt(sumOfSquares(u, 0, u.length));
      for (int i = 0; i < u.length; i++) {
        pi[i] = norm * u[i] / size;
      }
      bounced.value++;
    }
  }

  private final class Engine extends Optimizer {
    private final Range[] tensors;
    private final RandomKey key;
    private final float[] pi;
    private final float[] next;
    private final float[] moved;
    private final Cell steps = number("steps", 0);
    private final Cell bounced = report(number("bounces", 0));
    private final Cell shift = report(number("v0Shift", 0));
    private final Cell e = number("startEnergy", 0);
    private final Cell energy = telemetry("energy");
    private final Clock clock =
        new Clock(
            number("stepsSinceBounce", 0),
            number("stepsSinceProgress", 0),
            number("fixedBounces", 0),
            number("bestPotential", Double.MAX_VALUE));

    Engine(ParameterLayout layout, RandomKey key) {
      super(layout.size(), stepSize);
      this.tensors = layout.tensors().toArray(new Range[0]);
      this.key = key;
      this.pi = floats("momentum", layout.size());
      this.next = new float[layout.size()];
      this.moved = new float[layout.size()];
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      int n = theta.length;
      double v = loss - v0 - shift.value;
      if (!moves(v)) {
        return rest(v, shift);
      }
      boolean first = steps.value == 0;
      double total = first ? v + deltaE : e.value;
      if (first) {
        begin(gradient, startNorm(total, v));
      } else {
        System.arraycopy(pi, 0, next, 0, n);
      }
      double squared = Dot.sumOfSquares(n, next, 0);
      energy.value = Math.sqrt(v * (v + squared));
      if (clock.bounces()) {
        bounce(Math.sqrt(squared));
        clock.bounced();
        return Outcome.RUNNING;
      }
      float factor = (float) rescaling(total, v, squared);
      float kick = (float) (0.5 * rate() * (v / total + total / v));
      float drift = (float) (rate() * (v / total));
      for (int i = 0; i < n; i++) {
        next[i] = Fma.fma(gradient[i], -kick, factor * next[i]);
        moved[i] = Fma.fma(next[i], drift, theta[i]);
      }
      if (!AllFinite.allFinite(n, next, 0) || !AllFinite.allFinite(n, moved, 0)) {
        return Outcome.DIVERGED;
      }
      e.value = total;
      System.arraycopy(next, 0, pi, 0, n);
      System.arraycopy(moved, 0, theta, 0, n);
      clock.stepped(v);
      steps.value++;
      return Outcome.RUNNING;
    }

    private void begin(float[] gradient, double norm) {
      for (Range tensor : tensors) {
        int end = tensor.offset() + tensor.size();
        double slope = Math.sqrt(Dot.sumOfSquares(tensor.size(), gradient, tensor.offset()));
        float factor = slope == 0 ? 0 : (float) (-norm / slope);
        for (int i = tensor.offset(); i < end; i++) {
          next[i] = factor * gradient[i];
        }
      }
    }

    private void bounce(double norm) {
      int n = pi.length;
      key.uniforms((int) bounced.value, n, -0.5, 0.5, pi, 0);
      float factor = (float) (norm / Math.sqrt(Dot.sumOfSquares(n, pi, 0)));
      for (int i = 0; i < n; i++) {
        pi[i] *= factor;
      }
      bounced.value++;
    }
  }
}
