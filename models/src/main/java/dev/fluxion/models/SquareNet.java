package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/**
 * A net with one hidden layer of squares: {@code y = (xW₁ + b₁)²·W₂ + b₂}. Its loss is a polynomial
 * of the parameters, not convex.
 *
 * <p>Source: document 004, experiment 5; R. Livni, S. Shalev-Shwartz, O. Shamir, «On the
 * Computational Efficiency of Training Neural Networks», 2014.
 *
 * @param inputs number of features of a row of x
 * @param hidden number of hidden units
 * @param outputs number of features of a row of y
 */
public record SquareNet(
    @Setting(value = "features of a row of x", min = 1) int inputs,
    @Setting(value = "hidden units", min = 1) int hidden,
    @Setting(value = "features of a row of y", min = 1) int outputs)
    implements Model {
  public SquareNet {
    Settings.check(SquareNet.class, inputs, hidden, outputs);
  }

  /** 2-8-1. */
  public SquareNet() {
    this(2, 8, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "square-net",
        "A net with one hidden layer of squares.",
        "y = (xW₁ + b₁)²·W₂ + b₂",
        "document 004, experiment 5; R. Livni, S. Shalev-Shwartz, O. Shamir, On the Computational"
            + " Efficiency of Training Neural Networks, 2014");
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    return new Mlp(Activation.SQUARE, inputs, hidden, outputs).record(tape, x);
  }
}
