package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.op.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * What every op must satisfy, tried on its own samples: its double backward agrees with central
 * differences, and its float engine with its double definition.
 */
public final class OpContract {
  /** Double backward against central differences: 1e-7 leaves room for h⁴ and cancellation. */
  public static final double FORMULA_TOLERANCE = 1e-7;

  /** Float engine against double definition: a few hundred roundings of 2⁻²⁴ = 6e-8. */
  public static final double ENGINE_TOLERANCE = 2e-5;

  private OpContract() {}

  /**
   * The errors found on one sample of an op.
   *
   * @param op the op's id
   * @param sample the shapes tried
   * @param formula double backward against central differences
   * @param engine float engine against double definition
   */
  public record Finding(
      String op, String sample, GradientCheck.Result formula, GradientCheck.Result engine) {
    /** Whether both errors are within their tolerances. */
    public boolean passes() {
      return formula.error() < FORMULA_TOLERANCE && engine.error() < ENGINE_TOLERANCE;
    }
  }

  /** Tries an op on all its samples. */
  public static List<Finding> check(Op op) {
    List<Finding> findings = new ArrayList<>();
    for (Op.Sample sample : op.samples()) {
      findings.add(check(op, sample));
    }
    return findings;
  }

  /** Tries an op on one sample. */
  public static Finding check(Op op, Op.Sample sample) {
    OpTrial trial = OpTrial.of(op, sample);
    return new Finding(
        op.card().id(),
        sample.shapes().toString(),
        GradientCheck.formula(trial.definition(), Convert.toDouble(trial.theta())),
        GradientCheck.engine(trial.engine(), trial.definition(), trial.theta()));
  }
}
