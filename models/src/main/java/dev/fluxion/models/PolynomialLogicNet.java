package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/**
 * A deep polynomial: every layer multiplies three affine maps of its input, so that a net of depth
 * d is a polynomial of degree 3^d of x.
 *
 * <p>Formula: {@code hₗ = (hₗ₋₁Aₗ + aₗ) ⊙ (hₗ₋₁Bₗ + bₗ) ⊙ (hₗ₋₁Cₗ + cₗ)}; {@code y = h_d·W + w}.
 *
 * <p>Source: document 004, Connection to PLT: attention as query·key·value is such a product. The
 * document does not give the net; this is the plainest one with its degree.
 *
 * @param inputs number of features of a row of x
 * @param width number of features of every layer
 * @param depth number of layers d
 */
public record PolynomialLogicNet(
    @Setting(value = "features of a row of x", min = 1) int inputs,
    @Setting(value = "features of every layer", min = 1) int width,
    @Setting(value = "number of layers d; the degree is 3^d", min = 1, max = 8) int depth)
    implements Model {
  public PolynomialLogicNet {
    Settings.check(PolynomialLogicNet.class, inputs, width, depth);
  }

  /** Two inputs, width 4, depth 2. */
  public PolynomialLogicNet() {
    this(2, 4, 2);
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public Card card() {
    return new Card(
        "polynomial-logic-net",
        "A deep polynomial of degree 3^depth.",
        "hₗ = (hₗ₋₁Aₗ + aₗ) ⊙ (hₗ₋₁Bₗ + bₗ) ⊙ (hₗ₋₁Cₗ + cₗ);  y = h_d·W + w",
        "document 004, Connection to PLT / Duplicate Detection",
        "The document does not give the net; this is the plainest one with its degree.");
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    Tensor h = x;
    for (int layer = 1; layer <= depth; layer++) {
      Tensor product = Linear.layer(tape, name(layer, "query"), h, width);
      product = product.times(Linear.layer(tape, name(layer, "key"), h, width));
      h = product.times(Linear.layer(tape, name(layer, "value"), h, width));
    }
    return Linear.layer(tape, "readout/", h, 1);
  }

  /** Segments of one layer share the part before the slash: {@code layer1/query.weight}. */
  private static String name(int layer, String part) {
    return "layer" + layer + "/" + part + ".";
  }
}
