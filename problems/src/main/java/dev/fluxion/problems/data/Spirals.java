package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * Spirals that wind around each other, one for each class.
 *
 * <p>Formula: {@code t·(cos a, sin a)} with {@code a = 2π(turns·t + c/classes)} for class c, t
 * evenly from 0 to 1, plus normal noise; rows of the classes take turns.
 *
 * <p>Source: K. Lang, M. Witbrock, «Learning to Tell Two Spirals Apart», 1988, who have two of
 * three turns each.
 *
 * @param samples number of rows
 * @param classes number of spirals
 * @param turns turns of each
 * @param noise standard deviation of the noise
 */
public record Spirals(
    @Setting(value = "number of rows", min = 2, max = 1e7) int samples,
    @Setting(value = "number of spirals", min = 1, max = 1e3) int classes,
    @Setting(value = "turns of each", min = 0, max = 1e3) double turns,
    @Setting(value = "standard deviation of the noise", min = 0, max = 1e6) double noise)
    implements DataSource {
  public Spirals {
    Settings.check(Spirals.class, samples, classes, turns, noise);
  }

  /** 600 points on three spirals of one turn, noise 0.02. */
  public Spirals() {
    this(600, 3, 1, 0.02);
  }

  @Override
  public Card card() {
    return new Card(
        "spirals",
        "Spirals that wind around each other, one for each class.",
        "t·(cos a, sin a), a = 2π(turns·t + c/classes), plus noise",
        "K. Lang, M. Witbrock, Learning to Tell Two Spirals Apart, 1988");
  }

  @Override
  public Dataset open(RandomKey key) {
    float[] x = new float[2 * samples];
    key.split("noise").normals(0, x.length, x, 0);
    int[] labels = Rows.inTurn(samples, classes);
    int last = Math.max(1, (samples - 1) / classes);
    for (int i = 0; i < samples; i++) {
      double t = (double) (i / classes) / last;
      double angle = 2 * Math.PI * (turns * t + (double) labels[i] / classes);
      x[2 * i] = (float) (t * StrictMath.cos(angle) + noise * x[2 * i]);
      x[2 * i + 1] = (float) (t * StrictMath.sin(angle) + noise * x[2 * i + 1]);
    }
    return Dataset.classes(card().id(), Shape.of(2), x, labels, Rows.names("spiral", classes));
  }
}
