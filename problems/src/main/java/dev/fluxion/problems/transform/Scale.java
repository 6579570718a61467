package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;

/**
 * A problem with other units of its values and its parameters.
 *
 * <p>Formula: {@code h(x) = c·f(x/s)}; {@code ∇h(x) = c/s·∇f(x/s)}. The minimum is c times, the
 * minimizer s times that of f.
 *
 * <p>Source: the usual change of units; an optimizer's rate has to follow it, or not, as its
 * symmetries say.
 *
 * @param problem the problem that is wrapped
 * @param value the factor c of the values
 * @param length the factor s of the parameters
 */
public record Scale(
    @Setting("problem that is wrapped: id or id(setting=value,…)") String problem,
    @Setting(value = "factor c of the values", above = 0, max = 1e12) double value,
    @Setting(value = "factor s of the parameters", above = 0, max = 1e12) double length)
    implements Transform {
  public Scale {
    Settings.check(Scale.class, problem, value, length);
    Transform.checkProblem(problem);
  }

  /** A quadratic of twice the height. */
  public Scale() {
    this(DEFAULT_PROBLEM, 2, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "scale",
        "A problem with other units of its values and its parameters.",
        "h(x) = c·f(x/s)",
        "the usual change of units");
  }

  @Override
  public Problem apply(Problem base, RandomKey key) {
    return new Units(value, length).of(base);
  }

  private static final class Units extends Change {
    private final double c;
    private final double s;

    Units(double c, double s) {
      this.c = c;
      this.s = s;
    }

    @Override
    void inward(double[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] /= s;
      }
    }

    @Override
    void outward(double[] y) {
      for (int i = 0; i < y.length; i++) {
        y[i] *= s;
      }
    }

    @Override
    double value(double f) {
      return c * f;
    }

    @Override
    void gradient(double[] g) {
      for (int i = 0; i < g.length; i++) {
        g[i] *= c / s;
      }
    }
  }
}
