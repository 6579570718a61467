package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.fit.Gate;
import java.util.List;

/**
 * The truth table of a logic gate of two inputs, each row many times, perhaps with noise; false is
 * -1, true is 1.
 *
 * <p>Formula: {@code x = (±1, ±1) + noise·z}, class {@code gate(x₁ > 0, x₂ > 0)} of the row before
 * the noise.
 *
 * <p>Source: M. Minsky, S. Papert, «Perceptrons», 1969.
 *
 * @param gate the gate
 * @param copies how often the table is repeated
 * @param noise standard deviation of the noise on the inputs
 */
public record Gates(
    @Setting("gate") Gate gate,
    @Setting(value = "how often the table is repeated", min = 1, max = 1e6) int copies,
    @Setting(value = "standard deviation of the noise", min = 0, max = 1e6) double noise)
    implements DataSource {
  public Gates {
    Settings.check(Gates.class, gate, copies, noise);
  }

  /** XOR, 50 times, noise 0.2. */
  public Gates() {
    this(Gate.XOR, 50, 0.2);
  }

  @Override
  public Card card() {
    return new Card(
        "gates",
        "The truth table of a logic gate, each row many times, perhaps with noise.",
        "x = (±1, ±1) + noise·z, class gate(x₁, x₂)",
        "M. Minsky, S. Papert, Perceptrons, 1969");
  }

  @Override
  public Dataset open(RandomKey key) {
    int rows = 4 * copies;
    float[] x = new float[2 * rows];
    key.split("noise").normals(0, x.length, x, 0);
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      boolean first = i % 4 >= 2;
      boolean second = i % 2 == 1;
      x[2 * i] = (float) ((first ? 1 : -1) + noise * x[2 * i]);
      x[2 * i + 1] = (float) ((second ? 1 : -1) + noise * x[2 * i + 1]);
      labels[i] = gate.of(first, second) ? 1 : 0;
    }
    return Dataset.classes(card().id(), Shape.of(2), x, labels, List.of("false", "true"));
  }
}
