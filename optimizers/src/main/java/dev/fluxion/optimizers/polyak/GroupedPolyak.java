package dev.fluxion.optimizers.polyak;

import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.Outcome;
import java.util.List;

/**
 * The step that {@code polyak}, {@code polyak-per-tensor} and {@code polyak-per-layer} share: every
 * group G of parameters moves by {@code θ_G ← θ_G - s_G·g_G} with {@code s_G = w(L - L*) / |g_G|²},
 * capped.
 *
 * <p>Guarded, norms are doubles and the step is refused where it has no meaning: L ≤ L* is {@code
 * REACHED}; a zero gradient above L* is {@code STALLED} (a group with a zero gradient rests); a
 * scale that overflows is {@code DIVERGED}. Literal, the scale is the quotient as the document
 * writes it, in the precision of the engine: it underflows and overflows where float does, and 0/0
 * ends the run.
 *
 * @param lowerBound the lower bound L* of the loss
 * @param maxScale the cap on the scale
 * @param guarded whether the guards are on
 * @param share the share w of the loss that each group is to remove
 * @param groups the groups
 */
record GroupedPolyak(
    double lowerBound, double maxScale, boolean guarded, double share, List<Range> groups) {

  /** The groups of a per-tensor or per-layer rule. */
  static GroupedPolyak of(
      double lowerBound, double maxScale, boolean guarded, LossShare share, List<Range> groups) {
    double weight = share == LossShare.TOTAL ? 1 : 1.0 / groups.size();
    return new GroupedPolyak(lowerBound, maxScale, guarded, weight, groups);
  }

  Optimizer start(ParameterLayout layout) {
    return new Engine(layout.size());
  }

  OptimizerDefinition startDefinition(ParameterLayout layout) {
    return new Definition(layout.size());
  }

  private String scaleName(Range group) {
    return groups.size() == 1 ? "scale" : "scale." + group.name();
  }

  private final class Definition extends OptimizerDefinition {
    private final Cell[] scale;

    Definition(int dimension) {
      super(dimension);
      scale = groups.stream().map(g -> telemetry(scaleName(g))).toArray(Cell[]::new);
    }

    @Override
    protected Outcome update(double[] theta, double[] gradient, double loss) {
      double gap = share * (loss - lowerBound);
      if (guarded && gap <= 0) {
        return Outcome.REACHED;
      }
      boolean moves = false;
      for (int k = 0; k < scale.length; k++) {
        Range group = groups.get(k);
        double normSquared = sumOfSquares(gradient, group.offset(), group.size());
        moves |= normSquared > 0;
        scale[k].value = guarded && normSquared == 0 ? 0 : Math.min(gap / normSquared, maxScale);
        if (!Double.isFinite(scale[k].value)) {
          return Outcome.DIVERGED;
        }
      }
      if (guarded && !moves) {
        return Outcome.STALLED;
      }
      for (int k = 0; k < scale.length; k++) {
        Range group = groups.get(k);
        for (int i = group.offset(); i < group.offset() + group.size(); i++) {
          theta[i] -= scale[k].value * gradient[i];
        }
      }
      return Outcome.RUNNING;
    }
  }

  private final class Engine extends Optimizer {
    private final Range[] ranges = groups.toArray(Range[]::new);
    private final Cell[] scale;

    Engine(int dimension) {
      super(dimension);
      scale = groups.stream().map(g -> telemetry(scaleName(g))).toArray(Cell[]::new);
    }

    @Override
    protected Outcome update(float[] theta, float[] gradient, double loss) {
      double gap = share * (loss - lowerBound);
      if (guarded && gap <= 0) {
        return Outcome.REACHED;
      }
      boolean moves = false;
      for (int k = 0; k < ranges.length; k++) {
        double normSquared = Dot.sumOfSquares(ranges[k].size(), gradient, ranges[k].offset());
        moves |= normSquared > 0;
        scale[k].value = scale(gap, normSquared);
        if (!Float.isFinite((float) scale[k].value)) {
          return Outcome.DIVERGED;
        }
      }
      if (guarded && !moves) {
        return Outcome.STALLED;
      }
      for (int k = 0; k < ranges.length; k++) {
        int offset = ranges[k].offset();
        Axpy.axpy(ranges[k].size(), (float) -scale[k].value, gradient, offset, theta, offset);
      }
      return Outcome.RUNNING;
    }

    private double scale(double gap, double normSquared) {
      if (guarded) {
        return normSquared == 0 ? 0 : Math.min(gap / normSquared, maxScale);
      }
      return Math.min((float) gap / (float) normSquared, maxScale);
    }
  }
}
