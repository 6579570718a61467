package dev.fluxion.problems;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Optional;

/**
 * A family of problems: an immutable, validated record of its settings. {@link #open} makes one
 * member; its data and its start depend on the settings and the key only.
 *
 * <p>To add a problem, write one public record with a constructor without arguments and name it in
 * {@code META-INF/services/dev.fluxion.problems.ProblemSpec}.
 */
public interface ProblemSpec extends Described {
  /** Makes the problem. */
  Problem open(RandomKey key);

  /** Where it is usually studied, where there is such a place. */
  default Optional<Domain> domain() {
    return Optional.empty();
  }

  /** All registered problems, with their default settings. */
  static Catalog<ProblemSpec> catalog() {
    return Catalog.load("problem", ProblemSpec.class);
  }
}
