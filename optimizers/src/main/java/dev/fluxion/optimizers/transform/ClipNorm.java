package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.AbsoluteMax;
import dev.fluxion.autodiff.kernel.AbsoluteSum;
import dev.fluxion.autodiff.kernel.Norm;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import java.util.Set;

/**
 * Shortens the gradient to a largest norm.
 *
 * <p>Formula: {@code g ← g·min(1, max/(|g| + 1e-6))}, of the whole gradient or of every segment by
 * itself; |g| is the Euclidean norm, the sum of sizes (l1) or the largest size (max).
 *
 * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, «On the Difficulty of Training Recurrent Neural
 * Networks», 2013, algorithm 1. The 1e-6 is PyTorch's clip_grad_norm_; with it the norm stays below
 * the largest.
 *
 * @param maxNorm the largest norm
 * @param norm which norm
 * @param scope what has a norm
 * @param base the optimizer that takes the step
 */
public record ClipNorm(
    @Setting(value = "largest norm", above = 0) double maxNorm,
    @Setting("which norm") Norms norm,
    @Setting("what has a norm: the whole gradient, or every segment") Scope scope,
    @Setting("optimizer that takes the step: id or id(setting=value,…)") String base)
    implements Transform {
  /** Norms. */
  public enum Norms {
    /** The sum of sizes. */
    L1,
    /** The Euclidean norm. */
    L2,
    /** The largest size. */
    MAX
  }

  /** What has a norm. */
  public enum Scope {
    /** The whole gradient. */
    WHOLE,
    /** Every segment. */
    SEGMENT
  }

  private static final double GUARD = 1e-6;

  private static final String PLAIN = "sgd";

  public ClipNorm {
    Settings.check(ClipNorm.class, maxNorm, norm, scope, base);
    Transform.check(base, PLAIN);
  }

  /** The defaults. */
  public ClipNorm() {
    this(1, Norms.L2, Scope.WHOLE, PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "clip-norm",
        "Shortens the gradient to a largest norm.",
        "g ← g·min(1, max/(|g| + 1e-6))",
        "R. Pascanu, T. Mikolov, Y. Bengio, On the Difficulty of Training Recurrent Neural"
            + " Networks, 2013, algorithm 1",
        "The 1e-6 is PyTorch's.");
  }

  @Override
  public Set<Invariance> invariances() {
    if (scope == Scope.SEGMENT) {
      return shared(Invariance.TRANSLATION);
    }
    return norm == Norms.L2
        ? shared(
            Invariance.PERMUTATION,
            Invariance.ROTATION,
            Invariance.TRANSLATION,
            Invariance.SEGMENTATION)
        : shared(Invariance.PERMUTATION, Invariance.TRANSLATION, Invariance.SEGMENTATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new Engine(ranges(layout), obedient().start(layout, key));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new Definition(ranges(layout), obedient().startDefinition(layout, key));
  }

  private Range[] ranges(ParameterLayout layout) {
    return (scope == Scope.WHOLE ? layout.whole() : layout.tensors()).toArray(new Range[0]);
  }

  private double factor(double size) {
    return Math.min(1, maxNorm / (size + GUARD));
  }

  private final class Definition extends GradientDefinition {
    private final Range[] ranges;

    Definition(Range[] ranges, OptimizerDefinition base) {
      super(base);
      this.ranges = ranges;
    }

    @Override
    void change(double[] theta, double[] gradient) {
      for (Range r : ranges) {
        double factor = factor(size(gradient, r));
        for (int i = r.offset(); i < r.offset() + r.size(); i++) {
          gradient[i] *= factor;
        }
      }
    }

    private double size(double[] g, Range r) {
      double sum = 0;
      double largest = 0;
      for (int i = r.offset(); i < r.offset() + r.size(); i++) {
        sum += Math.abs(g[i]);
        largest = Math.max(largest, Math.abs(g[i]));
      }
      return switch (norm) {
        case L1 -> sum;
        case L2 -> Math.sqrt(sumOfSquares(g, r.offset(), r.size()));
        case MAX -> largest;
      };
    }
  }

  private final class Engine extends GradientEngine {
    private final Range[] ranges;

    Engine(Range[] ranges, Optimizer base) {
      super(base);
      this.ranges = ranges;
    }

    @Override
    void change(float[] theta, float[] gradient, float[] changed) {
      for (Range r : ranges) {
        float factor = (float) factor(size(gradient, r.size(), r.offset()));
        Scale.scale(r.size(), factor, gradient, r.offset(), changed, r.offset());
      }
    }

    private double size(float[] g, int n, int offset) {
      return switch (norm) {
        case L1 -> AbsoluteSum.absoluteSum(n, g, offset);
        case L2 -> Norm.norm(n, g, offset);
        case MAX -> AbsoluteMax.absoluteMax(n, g, offset);
      };
    }
  }
}
