package dev.fluxion.autodiff.check;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the checks found about one op, over all its samples.
 *
 * @param op the op's id
 * @param cases number of samples
 * @param backward worst error of the double backward against central differences
 * @param engine worst error of the float engine against the double definition
 * @param hessian worst error of a Hessian product against differences of gradients; empty if the op
 *     has no rule for them
 * @param faults what is wrong; empty if nothing is
 */
public record OpReport(
    String op,
    int cases,
    double backward,
    double engine,
    Optional<Double> hessian,
    List<String> faults) {
  /** Tries an op. */
  public static OpReport of(Op op) {
    double backward = 0;
    double engine = 0;
    Optional<Double> hessian = Optional.of(0.0);
    List<String> faults = new ArrayList<>();
    for (Op.Sample sample : op.samples()) {
      OpTrial trial = OpTrial.of(op, sample);
      double[] theta = Convert.toDouble(trial.theta());
      GradientCheck.Result formula = GradientCheck.formula(trial.definition(), theta);
      GradientCheck.Result floats =
          GradientCheck.engine(trial.engine(), trial.definition(), trial.theta());
      String on = " on " + sample.shapes();
      note(
          faults,
          "double backward against differences" + on,
          formula,
          OpContract.FORMULA_TOLERANCE);
      note(faults, "float engine against definition" + on, floats, OpContract.ENGINE_TOLERANCE);
      backward = worse(backward, formula.error());
      engine = worse(engine, floats.error());
      if (hessian.isPresent()) {
        hessian = hessian(trial, theta, hessian.get(), faults);
      }
      String special =
          SpecialValues.disagreement(trial.engine(), trial.definition(), trial.theta());
      if (!special.isEmpty()) {
        faults.add(special + on);
      }
    }
    return new OpReport(
        op.card().id(), op.samples().size(), backward, engine, hessian, List.copyOf(faults));
  }

  /** Whether nothing is wrong. */
  public boolean passes() {
    return faults.isEmpty();
  }

  private static Optional<Double> hessian(
      OpTrial trial, double[] theta, double worst, List<String> faults) {
    try {
      GradientCheck.Result product =
          HessianCheck.products(trial.definition(), trial.definition(), theta);
      String what = "Hessian product against differences on " + trial.sample().shapes();
      note(faults, what, product, HessianCheck.TOLERANCE);
      return Optional.of(worse(worst, product.error()));
    } catch (UnsupportedOperationException noRule) {
      return Optional.empty();
    }
  }

  private static void note(
      List<String> faults, String what, GradientCheck.Result result, double tolerance) {
    if (!(result.error() < tolerance)) {
      faults.add(what + ": " + result.left() + " instead of " + result.right());
    }
  }

  private static double worse(double left, double right) {
    return Double.isNaN(right) ? right : Double.isNaN(left) ? left : Math.max(left, right);
  }
}
