package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * {@link Landscape} in 50 dimensions with the start and the noise that document 001's program drew.
 *
 * <p>Formula: that of {@link Landscape}; {@code g + noise·(2u - 1)}, u uniform. The program has one
 * stream of random numbers, from seed 42, for two runs: the start, {@code ½z}, and 150 steps of
 * noise of the first, then those of the second, whose time t goes on from 151. After 150 steps the
 * noise begins again. Before a step is announced there is none.
 *
 * <p>Source: document 001, §2.2 and §3.1, and its program challenging_sgd_stability_test.py, run by
 * Python 2.
 *
 * <p>Published are form=published and noise=0.4. By default it is the true gradient without noise.
 *
 * @param run which of the program's two runs: the first is that of SGD, the second of StableSGD
 * @param form whether the gradient is that of f or the published one
 * @param noise the size of the noise; 0.4 in the program
 */
public record PublishedLandscape(
    @Setting("which of the program's runs") Run run,
    @Setting("true gradient or the published one") Landscape.Form form,
    @Setting(value = "size of the noise", min = 0, max = 1e6) double noise)
    implements ProblemSpec {
  /** The two runs of the program. */
  public enum Run {
    /** That of SGD. */
    FIRST,
    /** That of StableSGD. */
    SECOND
  }

  /** The dimension in the program. */
  public static final int DIMENSION = 50;

  /** The steps of a run in the program. */
  public static final int STEPS = 150;

  private static final int SEED = 42;

  public PublishedLandscape {
    Settings.check(PublishedLandscape.class, run, form, noise);
  }

  /** The first run's start, true gradient, no noise. */
  public PublishedLandscape() {
    this(Run.FIRST, Landscape.Form.CORRECTED, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "published-landscape",
        "The landscape with the start and the noise of the published runs.",
        "∇h(x) = ∇f(x) + noise·(2u - 1),  f of landscape, |xᵢ| ≤ 2",
        "document 001, §2.2 and §3.1, and its published program",
        "By default the true gradient without noise; published are form=published,noise=0.4.");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(2));
  }

  /** The point that the program measures its distances from: {@code ½ sin 0.1(i-1)}. */
  public static double[] center() {
    double[] center = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      center[i] = 0.5 * StrictMath.sin(0.1 * i);
    }
    return center;
  }

  @Override
  public Problem open(RandomKey key) {
    PythonRandom random = new PythonRandom(SEED);
    double[] start = new double[DIMENSION];
    double[] stream = new double[STEPS * DIMENSION];
    for (int r = 0; r <= run.ordinal(); r++) {
      for (int i = 0; i < DIMENSION; i++) {
        start[i] = random.normal(0.5);
      }
      for (int i = 0; i < stream.length; i++) {
        stream[i] = (random.uniform() - 0.5) * 2;
      }
    }
    Landscape landscape = new Landscape(DIMENSION, form);
    return new Function(landscape.open(key).definition(), stream).problem(start);
  }

  private final class Function extends Surface {
    private final ObjectiveDefinition landscape;
    private final double[] stream;
    private int step = -1;

    Function(ObjectiveDefinition landscape, double[] stream) {
      super(DIMENSION);
      this.landscape = landscape;
      this.stream = stream;
      landscape.beginStep(STEPS * run.ordinal());
    }

    @Override
    public void beginStep(int step) {
      this.step = step;
      landscape.beginStep(STEPS * run.ordinal() + step);
    }

    @Override
    public double value(double[] x) {
      return landscape.value(x);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      double value = landscape.valueAndGradient(x, gradient);
      if (step >= 0) {
        int offset = step % STEPS * DIMENSION;
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += noise * stream[offset + i];
        }
      }
      return value;
    }
  }
}
