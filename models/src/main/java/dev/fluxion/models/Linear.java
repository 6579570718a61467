package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/**
 * An affine map: {@code y = xW + b}.
 *
 * <p>Source: A.-M. Legendre, «Nouvelles méthodes pour la détermination des orbites des comètes»,
 * 1805.
 *
 * @param inputs number of features of a row of x
 * @param outputs number of features of a row of y
 */
public record Linear(
    @Setting(value = "features of a row of x", min = 1) int inputs,
    @Setting(value = "features of a row of y", min = 1) int outputs)
    implements Model {
  public Linear {
    Settings.check(Linear.class, inputs, outputs);
  }

  /** One input, one output. */
  public Linear() {
    this(1, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "linear",
        "An affine map.",
        "y = xW + b",
        "A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805");
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    return layer(tape, "linear/", x, outputs);
  }

  /** Records one affine map whose segments are {@code prefix + "weight"} and {@code "bias"}. */
  static Tensor layer(Tape tape, String prefix, Tensor x, int outputs) {
    Tensor weight = tape.parameter(prefix + "weight", Role.WEIGHT, x.shape().columns(), outputs);
    Tensor bias = tape.parameter(prefix + "bias", Role.BIAS, outputs);
    return x.matmul(weight).addBias(bias);
  }
}
