package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * Clouds of points, one for each class.
 *
 * <p>Formula: {@code x = c + d·z} with centre c of the class, uniform in [-spread, spread], and z
 * standard normal; row i has class {@code i mod classes}.
 *
 * <p>Source: scikit-learn, make_blobs.
 *
 * @param samples number of rows
 * @param classes number of clouds
 * @param features numbers of a row
 * @param spread how far centres lie from 0 at most, in each coordinate
 * @param deviation the standard deviation d of a cloud
 */
public record Blobs(
    @Setting(value = "number of rows", min = 1, max = 1e7) int samples,
    @Setting(value = "number of clouds", min = 1, max = 1e4) int classes,
    @Setting(value = "numbers of a row", min = 1, max = 1e4) int features,
    @Setting(value = "bound of the centres", min = 0, max = 1e6) double spread,
    @Setting(value = "standard deviation of a cloud", min = 0, max = 1e6) double deviation)
    implements DataSource {
  public Blobs {
    Settings.check(Blobs.class, samples, classes, features, spread, deviation);
    Rows.requireMemory("samples · features", (long) samples * features);
  }

  /** 300 points of the plane in three clouds. */
  public Blobs() {
    this(300, 3, 2, 10, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "blobs",
        "Clouds of points, one for each class.",
        "x = c + d·z, z standard normal, c uniform in [-spread, spread]",
        "scikit-learn, make_blobs");
  }

  @Override
  public Dataset open(RandomKey key) {
    float[] centers = new float[classes * features];
    key.split("centers").uniforms(0, centers.length, -spread, spread, centers, 0);
    float[] x = new float[samples * features];
    key.split("points").normals(0, x.length, x, 0);
    int[] labels = Rows.inTurn(samples, classes);
    for (int i = 0; i < x.length; i++) {
      float center = centers[labels[i / features] * features + i % features];
      x[i] = (float) (center + deviation * x[i]);
    }
    return Dataset.classes(
        card().id(), Shape.of(features), x, labels, Rows.names("class", classes));
  }
}
