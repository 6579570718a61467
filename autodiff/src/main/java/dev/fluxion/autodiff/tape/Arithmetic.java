package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.op.AbsOp;
import dev.fluxion.autodiff.op.AddOp;
import dev.fluxion.autodiff.op.ClipOp;
import dev.fluxion.autodiff.op.CombineOp;
import dev.fluxion.autodiff.op.CosOp;
import dev.fluxion.autodiff.op.DivideOp;
import dev.fluxion.autodiff.op.EluOp;
import dev.fluxion.autodiff.op.ExpOp;
import dev.fluxion.autodiff.op.GeluOp;
import dev.fluxion.autodiff.op.GeluTanhOp;
import dev.fluxion.autodiff.op.LeakyReluOp;
import dev.fluxion.autodiff.op.LogOp;
import dev.fluxion.autodiff.op.MaximumOp;
import dev.fluxion.autodiff.op.MinimumOp;
import dev.fluxion.autodiff.op.MultiplyOp;
import dev.fluxion.autodiff.op.PairwiseOp;
import dev.fluxion.autodiff.op.PowOp;
import dev.fluxion.autodiff.op.ReluOp;
import dev.fluxion.autodiff.op.ReshapeOp;
import dev.fluxion.autodiff.op.ScaleOp;
import dev.fluxion.autodiff.op.SigmoidOp;
import dev.fluxion.autodiff.op.SiluOp;
import dev.fluxion.autodiff.op.SinOp;
import dev.fluxion.autodiff.op.SoftplusOp;
import dev.fluxion.autodiff.op.SqrtOp;
import dev.fluxion.autodiff.op.SquareOp;
import dev.fluxion.autodiff.op.SubtractOp;
import dev.fluxion.autodiff.op.TanhOp;

/**
 * Functions of every element, and of pairs of elements with broadcasting: shapes are aligned at
 * their last axes, and a tensor is repeated along an axis where it has extent 1 or none. A scalar
 * is repeated everywhere; functions of scalars only are computed in double.
 */
public sealed interface Arithmetic extends Recorder permits Tensor {
  /** Elementwise sum. */
  default Tensor plus(Tensor other) {
    return shape().isScalar() && other.shape().isScalar()
        ? apply(new CombineOp(1, 1), other)
        : pair(new AddOp(), other);
  }

  /** Elementwise difference. */
  default Tensor minus(Tensor other) {
    return shape().isScalar() && other.shape().isScalar()
        ? apply(new CombineOp(1, -1), other)
        : pair(new SubtractOp(), other);
  }

  /** Elementwise product. */
  default Tensor times(Tensor other) {
    return pair(new MultiplyOp(), other);
  }

  /** Elementwise quotient. */
  default Tensor div(Tensor other) {
    return pair(new DivideOp(), other);
  }

  /** The larger of two elements. */
  default Tensor maximum(Tensor other) {
    return pair(new MaximumOp(), other);
  }

  /** The smaller of two elements. */
  default Tensor minimum(Tensor other) {
    return pair(new MinimumOp(), other);
  }

  /** Every element plus a constant. */
  default Tensor plus(double addend) {
    return apply(new ScaleOp(1, addend));
  }

  /** Every element minus a constant. */
  default Tensor minus(double subtrahend) {
    return apply(new ScaleOp(1, -subtrahend));
  }

  /** Every element times a constant. */
  default Tensor times(double factor) {
    return apply(new ScaleOp(factor, 0));
  }

  /** Every element divided by a constant. */
  default Tensor div(double divisor) {
    return apply(new ScaleOp(1 / divisor, 0));
  }

  /** Every element with the opposite sign. */
  default Tensor negate() {
    return apply(new ScaleOp(-1, 0));
  }

  /** Exponential function. */
  default Tensor exp() {
    return apply(new ExpOp());
  }

  /** Natural logarithm. */
  default Tensor log() {
    return apply(new LogOp());
  }

  /** Square root. */
  default Tensor sqrt() {
    return apply(new SqrtOp());
  }

  /** Square. */
  default Tensor square() {
    return apply(new SquareOp());
  }

  /** Power with a constant exponent. */
  default Tensor pow(double exponent) {
    return apply(new PowOp(exponent));
  }

  /** Absolute value. */
  default Tensor abs() {
    return apply(new AbsOp());
  }

  /** Sine. */
  default Tensor sin() {
    return apply(new SinOp());
  }

  /** Cosine. */
  default Tensor cos() {
    return apply(new CosOp());
  }

  /** Limits values to an interval. */
  default Tensor clip(double low, double high) {
    return apply(new ClipOp(low, high));
  }

  /** Hyperbolic tangent. */
  default Tensor tanh() {
    return apply(new TanhOp());
  }

  /** Logistic function. */
  default Tensor sigmoid() {
    return apply(new SigmoidOp());
  }

  /** Rectifier. */
  default Tensor relu() {
    return apply(new ReluOp());
  }

  /** Rectifier with a small slope below 0. */
  default Tensor leakyRelu(double slope) {
    return apply(new LeakyReluOp(slope));
  }

  /** Exponential linear unit. */
  default Tensor elu() {
    return apply(new EluOp());
  }

  /** Smooth rectifier. */
  default Tensor softplus() {
    return apply(new SoftplusOp());
  }

  /** Gaussian error linear unit, exact. */
  default Tensor gelu() {
    return apply(new GeluOp());
  }

  /** Gaussian error linear unit, approximated by tanh. */
  default Tensor geluTanh() {
    return apply(new GeluTanhOp());
  }

  /** Sigmoid linear unit. */
  default Tensor silu() {
    return apply(new SiluOp());
  }

  private Tensor pair(PairwiseOp op, Tensor other) {
    if (shape().isScalar() == other.shape().isScalar()) {
      return apply(op, other);
    }
    return shape().isScalar()
        ? apply(new ReshapeOp()).apply(op, other)
        : apply(op, other.apply(new ReshapeOp()));
  }
}
