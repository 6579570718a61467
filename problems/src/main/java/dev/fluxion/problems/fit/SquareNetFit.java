package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.SquareNet;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;

/**
 * A small net with x² activation learns from a teacher of its own kind.
 *
 * <p>Formula: {@code L(θ) = Σ (net(xₙ, θ) - yₙ)² / N} with {@code yₙ = net(xₙ, θ*) + noise};
 * without noise the minimum is 0.
 *
 * <p>Source: document 004, experiment 5, which leaves data and sizes open.
 *
 * @param inputs number of features of x
 * @param hidden number of hidden units
 * @param samples number of rows
 * @param noise standard deviation of the noise on the targets
 */
public record SquareNetFit(
    @Setting(value = "features of x", min = 1, max = 1e4) int inputs,
    @Setting(value = "hidden units", min = 1, max = 1e5) int hidden,
    @Setting(value = "number of rows", min = 1, max = 1e6) int samples,
    @Setting(value = "standard deviation of the noise", min = 0) double noise)
    implements ProblemSpec {
  public SquareNetFit {
    Settings.check(SquareNetFit.class, inputs, hidden, samples, noise);
  }

  /** A 2-8-1 net on 32 rows without noise. */
  public SquareNetFit() {
    this(2, 8, 32, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "square-net-fit",
        "A small net with x² activation learns from a teacher of its own kind.",
        "L(θ) = Σ (net(xₙ, θ) - yₙ)² / N",
        "document 004, experiment 5");
  }

  @Override
  public Problem open(RandomKey key) {
    return Fit.teacher(new SquareNet(inputs, hidden, 1), samples, noise, key);
  }
}
