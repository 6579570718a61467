package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * A multi-layer perceptron learns from a teacher of its own kind.
 *
 * <p>Formula: {@code L(θ) = Σ |net(xₙ, θ) - yₙ|² / N·outputs} with {@code yₙ = net(xₙ, θ*) +
 * noise}; without noise the minimum is 0.
 *
 * <p>Source: E. Gardner, B. Derrida, «Three unfinished works on the optimal storage capacity of
 * networks», 1989 (teacher and student).
 *
 * @param widths the widths of all layers, inputs first
 * @param activation the nonlinearity
 * @param samples number of rows
 * @param noise standard deviation of the noise on the targets
 */
public record MlpFit(
    @Setting(value = "widths of all layers, inputs first", min = 1, max = 1e5)
        ImmutableIntList widths,
    @Setting("nonlinearity") Activation activation,
    @Setting(value = "number of rows", min = 1, max = 1e6) int samples,
    @Setting(value = "standard deviation of the noise", min = 0) double noise)
    implements ProblemSpec {
  public MlpFit {
    Settings.check(MlpFit.class, widths, activation, samples, noise);
    new Mlp(widths, activation); // checks the number of widths
  }

  /** A tanh 2-16-16-1 net on 32 rows without noise. */
  public MlpFit() {
    this(IntLists.immutable.with(2, 16, 16, 1), Activation.TANH, 32, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "mlp-fit",
        "A multi-layer perceptron learns from a teacher of its own kind.",
        "L(θ) = Σ |net(xₙ, θ) - yₙ|² / (N·outputs)",
        "E. Gardner, B. Derrida, Three unfinished works on the optimal storage capacity of"
            + " networks, 1989");
  }

  @Override
  public Problem open(RandomKey key) {
    return Fit.teacher(new Mlp(widths, activation), samples, noise, key);
  }
}
