package dev.fluxion.optimizers.physics;

import dev.fluxion.optimizers.Cell;

/**
 * The last losses of a run, and two numbers that say how unsteady they are.
 *
 * <p>Formulas: the variance {@code Σ(L - mean)² / k}, and the share of rises {@code Σ max(0, ΔL) /
 * Σ|ΔL|} over the differences of neighbours: 0 for a falling loss, ½ for one that swings, 1 for a
 * rising one, whatever its scale and level. Both are 0 where there is nothing to tell.
 */
final class LossWindow {
  private final double[] losses;
  private final Cell seen;

  /** On arrays that belong to an optimizer's state; {@code seen} counts from 0. */
  LossWindow(double[] losses, Cell seen) {
    this.losses = losses;
    this.seen = seen;
  }

  /** Adds a loss, in the place of the oldest where the window is full. */
  void add(double loss) {
    losses[(int) (seen.value % losses.length)] = loss;
    seen.value++;
  }

  private int size() {
    return (int) Math.min(seen.value, losses.length);
  }

  /** The i-th loss, from the oldest. */
  private double get(int i) {
    long oldest = (long) seen.value - size();
    return losses[(int) ((oldest + i) % losses.length)];
  }

  double variance() {
    double mean = 0;
    for (int i = 0; i < size(); i++) {
      mean += get(i) / size();
    }
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += (get(i) - mean) * (get(i) - mean);
    }
    return size() == 0 ? 0 : sum / size();
  }

  double shareOfRises() {
    double up = 0;
    double all = 0;
    for (int i = 1; i < size(); i++) {
      double difference = get(i) - get(i - 1);
      up += Math.max(0, difference);
      all += Math.abs(difference);
    }
    return all > 0 ? up / all : 0;
  }
}
