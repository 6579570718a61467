package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.Rotation;

/**
 * A problem turned by a random rotation around the origin, with its start and minimum.
 *
 * <p>Formula: {@code h(x) = f(Qᵀx)}; {@code ∇h(x) = Q∇f(Qᵀx)}, so |∇h| = |∇f|. Q is a {@link
 * Rotation} of the key and the setting {@code rotation}.
 *
 * <p>Source: P. Suganthan and others, «Problem Definitions and Evaluation Criteria for the CEC 2005
 * Special Session on Real-Parameter Optimization», 2005.
 *
 * @param problem the problem that is wrapped
 * @param rotation the number of the rotation: other numbers, other rotations
 */
public record Rotate(
    @Setting("problem that is wrapped: id or id(setting=value,…)") String problem,
    @Setting(value = "number of the rotation", min = 0) int rotation)
    implements Transform {
  public Rotate {
    Settings.check(Rotate.class, problem, rotation);
    Transform.checkProblem(problem);
  }

  /** A turned quadratic. */
  public Rotate() {
    this(DEFAULT_PROBLEM, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "rotate",
        "A problem turned by a random rotation around the origin, with its start and minimum.",
        "h(x) = f(Qᵀx)",
        "P. Suganthan and others, Problem Definitions and Evaluation Criteria for the CEC 2005"
            + " Special Session on Real-Parameter Optimization, 2005");
  }

  @Override
  public Problem apply(Problem base, RandomKey key) {
    return new Turn(new Rotation(key.split(rotation), base.dimension())).of(base);
  }

  private static final class Turn extends Change {
    private final Rotation q;

    Turn(Rotation q) {
      this.q = q;
    }

    @Override
    void inward(double[] x) {
      q.undo(x);
    }

    @Override
    void outward(double[] y) {
      q.apply(y);
    }

    @Override
    void gradient(double[] g) {
      q.apply(g);
    }
  }
}
