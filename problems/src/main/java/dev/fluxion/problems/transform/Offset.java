package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Problem;

/**
 * A problem with other values everywhere, such as a loss whose least value is not 0.
 *
 * <p>Formula: {@code h(x) = f(x) + c}; {@code ∇h = ∇f}.
 *
 * <p>Source: the usual change of the zero of energy; rules that use the loss itself feel it (Polyak
 * steps, the energy of documents 003 and 000), others do not.
 *
 * @param problem the problem that is wrapped
 * @param by what is added to the values
 */
public record Offset(
    @Setting("problem that is wrapped: id or id(setting=value,…)") String problem,
    @Setting("what is added to the values") double by)
    implements Transform {
  public Offset {
    Settings.check(Offset.class, problem, by);
    Transform.checkProblem(problem);
  }

  /** A quadratic whose least value is 1. */
  public Offset() {
    this(DEFAULT_PROBLEM, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "offset",
        "A problem with other values everywhere.",
        "h(x) = f(x) + c",
        "the usual change of the zero of energy");
  }

  @Override
  public Problem apply(Problem base, RandomKey key) {
    return new Lift(by).of(base);
  }

  private static final class Lift extends Change {
    private final double c;

    Lift(double c) {
      this.c = c;
    }

    @Override
    double value(double f) {
      return f + c;
    }
  }
}
