package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;

/**
 * A problem that moves at a constant speed in a random direction, so that its minimum has to be
 * followed.
 *
 * <p>Formula: {@code hₖ(x) = f(x - k·v·u)} at step k = 0, 1, …; u is a random unit vector, every
 * direction equally likely. Start and minimizer are those of step 0; that of step k is kvu further.
 *
 * <p>Source: document 001, §2.2 (temporal distribution shift), as a pure motion.
 *
 * @param problem the problem that is wrapped
 * @param speed the distance v per step
 */
public record Drift(
    @Setting("problem that is wrapped: id or id(setting=value,…)") String problem,
    @Setting(value = "distance v per step", min = 0, max = 1e6) double speed)
    implements Transform {
  public Drift {
    Settings.check(Drift.class, problem, speed);
    Transform.checkProblem(problem);
  }

  /** A quadratic that moves by 0.01 per step. */
  public Drift() {
    this(DEFAULT_PROBLEM, 0.01);
  }

  @Override
  public Card card() {
    return new Card(
        "drift",
        "A problem that moves at a constant speed in a random direction.",
        "hₖ(x) = f(x - k·v·u),  |u| = 1",
        "document 001, §2.2");
  }

  @Override
  public Problem apply(Problem base, RandomKey key) {
    float[] z = new float[base.dimension()];
    key.normals(0, z.length, z, 0);
    double squares = 0;
    for (float zi : z) {
      squares += (double) zi * zi;
    }
    double[] velocity = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      velocity[i] = speed * z[i] / Math.sqrt(squares);
    }
    return new Motion(velocity).of(base);
  }

  private static final class Motion extends Change {
    private final double[] velocity;
    private int step;

    Motion(double[] velocity) {
      this.velocity = velocity;
    }

    @Override
    void beginStep(int step) {
      this.step = step;
    }

    @Override
    void inward(double[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] -= step * velocity[i];
      }
    }
  }
}
