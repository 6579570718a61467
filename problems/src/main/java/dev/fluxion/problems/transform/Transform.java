package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import dev.fluxion.problems.ProblemText;
import java.util.Optional;

/**
 * A problem made of another: shifted, turned, noisy …. Transforms wrap each other, and name what
 * they wrap in one word, see {@link ProblemText}.
 *
 * <p>Formula: {@code open(key) = apply(base(key), key')}: what is wrapped is the same problem as
 * without; key' is split off by the name of the transform and by how many transforms it wraps.
 */
public interface Transform extends ProblemSpec {
  /** What is wrapped by default. */
  String DEFAULT_PROBLEM = "quadratic";

  /** What is wrapped, as {@link ProblemText} reads it. */
  String problem();

  /** The transform of any problem, registered or not; it uses the given one from now on. */
  Problem apply(Problem base, RandomKey key);

  @Override
  default Problem open(RandomKey key) {
    return apply(base().open(key), key.split(card().id()).split(depth()));
  }

  @Override
  default Optional<Domain> domain() {
    return base().domain();
  }

  /** What is wrapped. */
  default ProblemSpec base() {
    return ProblemText.parse(problem());
  }

  /** The number of transforms that this one wraps. */
  private int depth() {
    return base() instanceof Transform inner ? inner.depth() + 1 : 0;
  }

  /** Checks what is wrapped; the default is not looked up, for the catalog makes it. */
  static void checkProblem(String problem) {
    if (!problem.equals(DEFAULT_PROBLEM)) {
      try {
        ProblemText.parse(problem);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("problem = '" + problem + "': " + e.getMessage(), e);
      }
    }
  }
}
