package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;

/**
 * A problem with noise in its gradient that is as large as the gradient.
 *
 * <p>Formula: {@code ∇h(x)ᵢ = ∇f(x)ᵢ·(1 + σzᵢ)}, {@code E z = 0}: z is standard normal, or uniform
 * in [-1, 1]. It vanishes at the minimum.
 *
 * <p>The noise z of a step depends on the key and the number of the step only: all evaluations
 * within a step have the same, engine and definition too. Before a step is announced there is none.
 * The value is exact.
 *
 * <p>Source: B. Polyak, «Introduction to Optimization», 1987, §4.1 (relative noise).
 *
 * @param problem the problem that is wrapped
 * @param size the size σ of the noise, relative to the gradient
 * @param distribution the distribution of z
 */
public record MultiplicativeNoise(
    @Setting("problem that is wrapped: id or id(setting=value,…)") String problem,
    @Setting(value = "size σ of the noise, relative to the gradient", min = 0, max = 1e12)
        double size,
    @Setting("of z: standard normal, or uniform in [-1, 1]") Distribution distribution)
    implements Transform {
  public MultiplicativeNoise {
    Settings.check(MultiplicativeNoise.class, problem, size, distribution);
    Transform.checkProblem(problem);
  }

  /** A quadratic with a tenth of its gradient as noise. */
  public MultiplicativeNoise() {
    this(DEFAULT_PROBLEM, 0.1, Distribution.NORMAL);
  }

  @Override
  public Card card() {
    return new Card(
        "multiplicative-noise",
        "A problem with noise in its gradient that is as large as the gradient.",
        "∇h(x)ᵢ = ∇f(x)ᵢ·(1 + σzᵢ)",
        "B. Polyak, Introduction to Optimization, 1987, §4.1");
  }

  @Override
  public Problem apply(Problem base, RandomKey key) {
    return new Noise(key, base.dimension()).of(base);
  }

  private final class Noise extends Change {
    private final RandomKey key;
    private final float[] z;

    Noise(RandomKey key, int n) {
      this.key = key;
      this.z = new float[n];
    }

    @Override
    void beginStep(int step) {
      distribution.draw(key, step, z);
    }

    @Override
    void gradient(double[] g) {
      for (int i = 0; i < g.length; i++) {
        g[i] *= 1 + size * z[i];
      }
    }
  }
}
