package dev.fluxion.optimizers.classical;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Set;

/**
 * BFGS: a quasi-Newton step with a full inverse Hessian, learnt from all steps.
 *
 * <p>Formula: {@code θ ← θ - t·Hg}, t from a {@link StrongWolfe} search; with {@code s = θ' - θ},
 * {@code y = g' - g}, {@code ρ = 1/yᵀs}, {@code H ← (I - ρsyᵀ)H(I - ρysᵀ) + ρssᵀ}, computed as
 * {@code H - ρ(s(Hy)ᵀ + (Hy)sᵀ) + ρ(1 + ρyᵀHy)ssᵀ}. H starts as I, and as {@code yᵀs/yᵀy} before
 * its first update.
 *
 * <p>Source: C. Broyden, R. Fletcher, D. Goldfarb, D. Shanno, 1970; J. Nocedal, S. Wright,
 * «Numerical Optimization», 2006, algorithm 6.1 and (6.20). Line search and tolerances are those of
 * {@link Lbfgs}; the first step tries {@code α·min(1, 1/|g|)} with the Euclidean norm, so a
 * rotation of the problem rotates the run.
 *
 * @param learningRate the step size α
 * @param lineSearch whether to search along the line
 * @param sufficientDecrease the constant c₁ of the search
 * @param curvature the constant c₂ of the search
 * @param gradientTolerance the largest element of a gradient that counts as 0
 * @param changeTolerance the decrease of the loss that counts as none
 */
public record Bfgs(
    @Setting(value = "step size α, 1 for Newton's", above = 0) double learningRate,
    @Setting("whether to search along the line for the strong Wolfe conditions") boolean lineSearch,
    @Setting(value = "constant c₁ of the search, less than c₂", above = 0, below = 1)
        double sufficientDecrease,
    @Setting(value = "constant c₂ of the search", above = 0, below = 1) double curvature,
    @Setting(value = "largest element of a gradient that counts as 0", min = 0)
        double gradientTolerance,
    @Setting(value = "expected decrease of the loss that counts as none", min = 0)
        double changeTolerance)
    implements OptimizerSpec {
  public Bfgs {
    Settings.check(
        Bfgs.class,
        learningRate,
        lineSearch,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
    QuasiNewton.check(sufficientDecrease, curvature);
  }

  /** The defaults. */
  public Bfgs() {
    this(1, true, 1e-4, 0.9, 1e-7, 1e-9);
  }

  @Override
  public Card card() {
    return new Card(
        "bfgs",
        "A quasi-Newton step with a full inverse Hessian, learnt from all steps.",
        "θ ← θ - t·Hg,  H ← (I - ρsyᵀ)H(I - ρysᵀ) + ρssᵀ,  ρ = 1/yᵀs,  t from a strong Wolfe"
            + " search",
        "C. Broyden, R. Fletcher, D. Goldfarb, D. Shanno, 1970; J. Nocedal, S. Wright, Numerical"
            + " Optimization, 2006, algorithm 6.1",
        "H is yᵀs/yᵀy times the identity before its first update, and skips updates with yᵀs ≤"
            + " 1e-10. It keeps n² numbers; for many parameters use lbfgs.");
  }

  @Override
  public Set<Need> needs() {
    return common().needs();
  }

  @Override
  public Set<Invariance> invariances() {
    return Classical.symmetries(
        0, Invariance.PERMUTATION, Invariance.ROTATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(common(), layout.size());
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(common(), layout.size());
  }

  private QuasiNewton common() {
    return new QuasiNewton(
        learningRate,
        lineSearch,
        sufficientDecrease,
        curvature,
        gradientTolerance,
        changeTolerance);
  }

  private static final class Definition extends QuasiNewtonDefinition {
    private final double[] h;
    private final double[] hy;
    private final Cell learned = number("learned", 0);

    Definition(QuasiNewton common, int dimension) {
      super(common, dimension);
      h = doubles("inverseHessian", Classical.square("bfgs", dimension));
      hy = new double[dimension];
      setDiagonal(1);
    }

    private void setDiagonal(double value) {
      for (int i = 0; i < h.length; i += hy.length + 1) {
        h[i] = value;
      }
    }

    /** {@code z = factor·Hx}. */
    private void multiply(double factor, double[] x, double[] z) {
      int n = x.length;
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += h[i * n + j] * x[j];
        }
        z[i] = factor * sum;
      }
    }

    @Override
    void learn(double[] s, double[] y, double ys) {
      if (learned.value == 0) {
        setDiagonal(ys / dot(y, y));
      }
      multiply(1, y, hy);
      double c = (1 + dot(y, hy) / ys) / ys;
      int n = s.length;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          h[i * n + j] += c * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / ys;
        }
      }
      learned.value++;
    }

    @Override
    void direction(double[] gradient, double[] d) {
      multiply(-1, gradient, d);
    }
  }

  private static final class Engine extends QuasiNewtonEngine {
    private final float[] h;
    private final float[] hy;
    private final Cell learned = number("learned", 0);

    Engine(QuasiNewton common, int dimension) {
      super(common, dimension);
      h = floats("inverseHessian", Classical.square("bfgs", dimension));
      hy = new float[dimension];
      setDiagonal(1);
    }

    private void setDiagonal(float value) {
      for (int i = 0; i < h.length; i += hy.length + 1) {
        h[i] = value;
      }
    }

    private void multiply(double factor, float[] x, float[] z) {
      int n = x.length;
      for (int i = 0; i < n; i++) {
        z[i] = (float) (factor * Dot.dot(n, h, i * n, x, 0));
      }
    }

    @Override
    void learn(float[] s, float[] y, double ys) {
      int n = s.length;
      if (learned.value == 0) {
        setDiagonal((float) (ys / Dot.sumOfSquares(n, y, 0)));
      }
      multiply(1, y, hy);
      double c = (1 + Dot.dot(n, y, 0, hy, 0) / ys) / ys;
      for (int i = 0; i < n; i++) {
        Axpy.axpy(n, (float) (c * s[i] - hy[i] / ys), s, 0, h, i * n);
        Axpy.axpy(n, (float) (-s[i] / ys), hy, 0, h, i * n);
      }
      learned.value++;
    }

    @Override
    void direction(float[] gradient, float[] d) {
      multiply(-1, gradient, d);
    }
  }
}
