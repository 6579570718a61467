package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * A multi-layer perceptron: {@code h₀ = x}; {@code hₗ = φ(hₗ₋₁Wₗ + bₗ)}; the last layer is affine.
 *
 * <p>Source: D. Rumelhart, G. Hinton, R. Williams, «Learning Representations by Back-propagating
 * Errors», 1986.
 *
 * @param widths the widths of all layers, inputs first, outputs last
 * @param activation the nonlinearity φ
 */
public record Mlp(
    @Setting(value = "widths of all layers, inputs first", min = 1) ImmutableIntList widths,
    @Setting("nonlinearity") Activation activation)
    implements Model {
  public Mlp {
    Settings.check(Mlp.class, widths, activation);
    if (widths.size() < 2) {
      throw new IllegalArgumentException(
          "widths = " + widths.makeString(",") + " must name at least inputs and outputs");
    }
  }

  /** Two inputs, 16 hidden units, one output, tanh. */
  public Mlp() {
    this(Activation.TANH, 2, 16, 1);
  }

  /** The same with the widths one by one. */
  public Mlp(Activation activation, int... widths) {
    this(IntLists.immutable.with(widths), activation);
  }

  @Override
  public int inputs() {
    return widths.getFirst();
  }

  @Override
  public int outputs() {
    return widths.getLast();
  }

  @Override
  public Card card() {
    return new Card(
        "mlp",
        "A multi-layer perceptron.",
        "hₗ = φ(hₗ₋₁Wₗ + bₗ), the last layer without φ",
        "D. Rumelhart, G. Hinton, R. Williams, Learning Representations by Back-propagating Errors,"
            + " 1986");
  }

  @Override
  public Initializer initializer(Segment segment) {
    return segment.role() == Role.WEIGHT ? activation.initializer() : Initializer.ZEROS;
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    Tensor h = x;
    int last = widths.size() - 1;
    for (int layer = 1; layer <= last; layer++) {
      h = Linear.layer(tape, "layer" + layer + "/", h, widths.get(layer));
      h = layer == last ? h : activation.apply(h);
    }
    return h;
  }
}
