package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.List;

/**
 * A circle within a circle: no line parts them.
 *
 * <p>Formula: {@code r·(cos t, sin t)}, t evenly around, r = 1 or the factor, plus normal noise;
 * rows of the two take turns.
 *
 * <p>Source: scikit-learn, make_circles.
 *
 * @param samples number of rows
 * @param factor the radius of the inner circle
 * @param noise standard deviation of the noise
 */
public record Circles(
    @Setting(value = "number of rows", min = 2, max = 1e7) int samples,
    @Setting(value = "radius of the inner circle", min = 0, below = 1) double factor,
    @Setting(value = "standard deviation of the noise", min = 0, max = 1e6) double noise)
    implements DataSource {
  public Circles {
    Settings.check(Circles.class, samples, factor, noise);
  }

  /** 400 points, radius ½ within 1, noise 0.1. */
  public Circles() {
    this(400, 0.5, 0.1);
  }

  @Override
  public Card card() {
    return new Card(
        "circles",
        "A circle within a circle.",
        "r·(cos t, sin t) with r = 1 or the factor, plus noise",
        "scikit-learn, make_circles");
  }

  @Override
  public Dataset open(RandomKey key) {
    float[] x = new float[2 * samples];
    key.split("noise").normals(0, x.length, x, 0);
    int[] labels = Rows.inTurn(samples, 2);
    for (int i = 0; i < samples; i++) {
      double t = 2 * Math.PI * (i / 2) / ((samples + 1) / 2);
      double radius = labels[i] == 0 ? 1 : factor;
      x[2 * i] = (float) (radius * StrictMath.cos(t) + noise * x[2 * i]);
      x[2 * i + 1] = (float) (radius * StrictMath.sin(t) + noise * x[2 * i + 1]);
    }
    return Dataset.classes(card().id(), Shape.of(2), x, labels, List.of("outer", "inner"));
  }
}
