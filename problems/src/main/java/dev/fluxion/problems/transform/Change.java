package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.problems.Problem;
import java.util.OptionalDouble;

/**
 * What a transform does to points, values and gradients. Those of the new problem are called x, h,
 * ∇h; those of the base y, f, ∇f.
 *
 * <p>Formula: {@code y = inward(x)}, {@code h = value(f(y))}, {@code ∇h = gradient(∇f(y))}. All
 * change their array in place, in double, and allocate nothing; the float engine rounds y and ∇h
 * once each.
 */
abstract class Change {
  /** Announces a step. */
  void beginStep(int step) {}

  /** {@code x → y}. */
  void inward(double[] x) {}

  /** {@code y → x} at the first step, for start and minimizer. */
  void outward(double[] y) {}

  /** {@code f → h}. */
  double value(double f) {
    return f;
  }

  /** {@code ∇f → ∇h}. */
  void gradient(double[] g) {}

  /** The changed problem: start, minimum and minimizer go with it. */
  final Problem of(Problem base) {
    return new Problem(
        base.layout(),
        new Engine(base.objective()),
        new Definition(base.definition()),
        moved(base.start()),
        base.minimum().isPresent()
            ? OptionalDouble.of(value(base.minimum().getAsDouble()))
            : OptionalDouble.empty(),
        base.minimizer().map(this::moved));
  }

  private double[] moved(double[] point) {
    double[] moved = point.clone();
    outward(moved);
    return moved;
  }

  private final class Definition implements ObjectiveDefinition {
    private final ObjectiveDefinition base;
    private final double[] y;

    Definition(ObjectiveDefinition base) {
      this.base = base;
      this.y = new double[base.dimension()];
    }

    @Override
    public int dimension() {
      return y.length;
    }

    @Override
    public void beginStep(int step) {
      Change.this.beginStep(step);
      base.beginStep(step);
    }

    @Override
    public double value(double[] x) {
      System.arraycopy(x, 0, y, 0, y.length);
      inward(y);
      return Change.this.value(base.value(y));
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      System.arraycopy(x, 0, y, 0, y.length);
      inward(y);
      double f = base.valueAndGradient(y, gradient);
      Change.this.gradient(gradient);
      return Change.this.value(f);
    }
  }

  private final class Engine implements Objective {
    private final Objective base;
    private final double[] wide;
    private final float[] y;

    Engine(Objective base) {
      this.base = base;
      this.wide = new double[base.dimension()];
      this.y = new float[base.dimension()];
    }

    @Override
    public int dimension() {
      return y.length;
    }

    @Override
    public void beginStep(int step) {
      Change.this.beginStep(step);
      base.beginStep(step);
    }

    @Override
    public double value(float[] x) {
      move(x);
      return Change.this.value(base.value(y));
    }

    @Override
    public double valueAndGradient(float[] x, float[] gradient) {
      move(x);
      double f = base.valueAndGradient(y, gradient);
      for (int i = 0; i < wide.length; i++) {
        wide[i] = gradient[i];
      }
      Change.this.gradient(wide);
      for (int i = 0; i < wide.length; i++) {
        gradient[i] = (float) wide[i];
      }
      return Change.this.value(f);
    }

    private void move(float[] x) {
      for (int i = 0; i < y.length; i++) {
        wide[i] = x[i];
      }
      inward(wide);
      for (int i = 0; i < y.length; i++) {
        y[i] = (float) wide[i];
      }
    }
  }
}
