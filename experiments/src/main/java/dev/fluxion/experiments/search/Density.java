package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;

/** A density on the unit interval that was fitted to some points. */
interface Density {
  /** The density at u, or the mass of the value in whose part u lies; positive. */
  double at(double u);

  /** A random number with this density: draw {@code i} of a key. */
  double sample(RandomKey key, int i);

  /** Fitted to points of a dimension, in the order of their trials. */
  static Density of(Dimension dimension, double[] points) {
    return dimension instanceof Dimension.Choice
        ? new ChoiceEstimator(points, dimension.count())
        : new ParzenEstimator(points, dimension.count());
  }

  /**
   * {@code numerator / at(u)} where that is above a bound; elsewhere any number that is not, so
   * that a sum may end as soon as this is certain.
   */
  default double ratio(double numerator, double u, double bound) {
    return numerator / at(u);
  }
}
