package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a trajectory remembers its direction, in the double definition.
 *
 * <p>Measured for lags of 1, 2, … steps up to a last one, about forty of them: {@code lag}, and
 * {@code cosine}, the mean over the run of the cosine between a step and that so many steps later.
 *
 * @param last the last lag
 */
public record DirectionMemory(@Setting(value = "last lag in steps", min = 1) int last)
    implements Probe {
  private static final int POINTS = 40;

  public DirectionMemory {
    Settings.check(DirectionMemory.class, last);
  }

  /** Up to a hundred steps. */
  public DirectionMemory() {
    this(100);
  }

  @Override
  public Card card() {
    return new Card(
        "direction-memory",
        "How long a trajectory remembers its direction.",
        "mean over k of ΔΘₖ·ΔΘₖ₊ₘ / (|ΔΘₖ|·|ΔΘₖ₊ₘ|)",
        "our own; document 003, §A.1");
  }

  @Override
  public RunResult run(RunKey key) {
    Particle particle = Particle.of(key);
    int n = particle.dimension();
    double[][] way = new double[key.steps()][n];
    for (double[] step : way) {
      double[] before = particle.theta().clone();
      particle.step();
      for (int i = 0; i < n; i++) {
        step[i] = particle.theta()[i] - before[i];
      }
    }
    int stride = Math.max(1, last / POINTS);
    int count = (last + stride - 1) / stride;
    double[] lag = new double[count];
    double[] cosine = new double[count];
    for (int j = 0; j < count; j++) {
      int m = last - (count - 1 - j) * stride;
      lag[j] = m;
      for (int k = 0; k + m < way.length; k++) {
        cosine[j] += cosine(way[k], way[k + m]) / (way.length - m);
      }
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("lag", lag);
    measured.put("cosine", cosine);
    return RunResult.measured(key, key.steps(), measured);
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot / Math.sqrt(Particle.squared(a) * Particle.squared(b));
  }
}
