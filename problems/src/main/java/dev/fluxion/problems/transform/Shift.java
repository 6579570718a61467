package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;
import org.eclipse.collections.api.list.primitive.ImmutableDoubleList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/**
 * A problem moved elsewhere, with its start and minimum.
 *
 * <p>Formula: {@code h(x) = f(x - a)}; {@code ∇h(x) = ∇f(x - a)}. The minimizer moves by a. a is
 * rounded to floats, so that engine and definition mean the same place.
 *
 * <p>Source: P. Suganthan and others, «Problem Definitions and Evaluation Criteria for the CEC 2005
 * Special Session on Real-Parameter Optimization», 2005.
 *
 * @param problem the problem that is wrapped
 * @param by the displacement a; a single number stands for all coordinates
 */
public record Shift(
    @Setting("problem that is wrapped: id or id(setting=value,…)") String problem,
    @Setting(
            value = "displacement a; a single number stands for all coordinates",
            min = -1e30,
            max = 1e30)
        ImmutableDoubleList by)
    implements Transform {
  public Shift {
    Settings.check(Shift.class, problem, by);
    Transform.checkProblem(problem);
  }

  /** A shifted quadratic. */
  public Shift() {
    this(DEFAULT_PROBLEM, DoubleLists.immutable.with(1));
  }

  @Override
  public Card card() {
    return new Card(
        "shift",
        "A problem moved elsewhere, with its start and minimum.",
        "h(x) = f(x - a)",
        "P. Suganthan and others, Problem Definitions and Evaluation Criteria for the CEC 2005"
            + " Special Session on Real-Parameter Optimization, 2005");
  }

  @Override
  public Problem apply(Problem base, RandomKey key) {
    int n = base.dimension();
    if (by.size() != 1 && by.size() != n) {
      throw new IllegalArgumentException(
          "by has "
              + by.size()
              + " numbers; give 1 or as many as the problem has parameters ("
              + n
              + ")");
    }
    double[] a = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = (float) by.get(by.size() == 1 ? 0 : i);
    }
    return new Displacement(a).of(base);
  }

  private static final class Displacement extends Change {
    private final double[] a;

    Displacement(double[] a) {
      this.a = a;
    }

    @Override
    void inward(double[] x) {
      for (int i = 0; i < a.length; i++) {
        x[i] -= a[i];
      }
    }

    @Override
    void outward(double[] y) {
      for (int i = 0; i < a.length; i++) {
        y[i] += a[i];
      }
    }
  }
}
