package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.List;

/**
 * Two half circles that interlock.
 *
 * <p>Formula: {@code (cos t, sin t)} and {@code (1 - cos t, ½ - sin t)}, t evenly from 0 to π, plus
 * normal noise; rows of the two take turns.
 *
 * <p>Source: scikit-learn, make_moons.
 *
 * @param samples number of rows
 * @param noise standard deviation of the noise
 */
public record Moons(
    @Setting(value = "number of rows", min = 2, max = 1e7) int samples,
    @Setting(value = "standard deviation of the noise", min = 0, max = 1e6) double noise)
    implements DataSource {
  public Moons {
    Settings.check(Moons.class, samples, noise);
  }

  /** 400 points, noise 0.1. */
  public Moons() {
    this(400, 0.1);
  }

  @Override
  public Card card() {
    return new Card(
        "moons",
        "Two half circles that interlock.",
        "(cos t, sin t) and (1 - cos t, ½ - sin t), plus noise",
        "scikit-learn, make_moons");
  }

  @Override
  public Dataset open(RandomKey key) {
    float[] x = new float[2 * samples];
    key.split("noise").normals(0, x.length, x, 0);
    int[] labels = Rows.inTurn(samples, 2);
    int last = Math.max(1, (samples - 1) / 2);
    for (int i = 0; i < samples; i++) {
      double t = Math.PI * (i / 2) / last;
      double cos = StrictMath.cos(t);
      double sin = StrictMath.sin(t);
      boolean upper = labels[i] == 0;
      x[2 * i] = (float) ((upper ? cos : 1 - cos) + noise * x[2 * i]);
      x[2 * i + 1] = (float) ((upper ? sin : 0.5 - sin) + noise * x[2 * i + 1]);
    }
    return Dataset.classes(card().id(), Shape.of(2), x, labels, List.of("upper", "lower"));
  }
}
