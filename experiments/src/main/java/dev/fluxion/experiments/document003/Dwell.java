package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Outcome;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * How long a trajectory stays at each height of a bowl, as a histogram of {@code ρ = √(F - F_min)},
 * against the {@link Theory}; in the double definition.
 *
 * <p>Measured by bin: {@code center}, {@code density}, {@code theory} (for the rule's s) and {@code
 * printed} (equation 4). Numbers: {@code difference} and {@code printedDifference}, half of ∫|p -
 * q|; {@code outside}, the share of steps beyond the last bin; {@code peak} of the density, by a
 * parabola through its logarithm where it is above 70 % of its maximum, and {@code theoryPeak} of
 * the theory by the same; {@code speed}, the mean |Θ̇| = E·|ΔΘ|/Δt within 5 % of the ρ of equation
 * (7), and {@code formulaSpeed} by (8); {@code height}, the median of F - F_min.
 *
 * @param bins number of bins
 * @param high the ρ where the last bin ends
 * @param settle number of steps before counting begins
 */
public record Dwell(
    @Setting(value = "number of bins", min = 4, max = 1000) int bins,
    @Setting(value = "the ρ where the last bin ends", above = 0) double high,
    @Setting(value = "number of steps before counting begins", min = 0) int settle)
    implements Probe {
  private static final int FINE = 16;

  public Dwell {
    Settings.check(Dwell.class, bins, high, settle);
  }

  /** Forty bins up to 3. */
  public Dwell() {
    this(40, 3, 1000);
  }

  @Override
  public Card card() {
    return new Card(
        "dwell",
        "How long a trajectory stays at each height of a bowl.",
        "density of ρ = √(F - F_min) ∝ ρⁿ⁻¹·V^(-n/2)·(1 - sV/E)^((n-2)/2)",
        "our own; document 003, equations (4) to (8)");
  }

  @Override
  public RunResult run(RunKey key) {
    Particle particle = Particle.of(key);
    double minimum = particle.problem().minimum().orElseThrow();
    Theory theory =
        new Theory(particle.dimension(), particle.setting("eta"), minimum - particle.setting("f0"));
    double near = theory.peak();
    double[] counts = new double[bins];
    double[] heights = new double[key.steps() - settle];
    double outside = 0;
    double way = 0;
    int passes = 0;
    double[] before = new double[particle.dimension()];
    for (int k = 0; k < key.steps(); k++) {
      System.arraycopy(particle.theta(), 0, before, 0, before.length);
      if (particle.step() != Outcome.RUNNING) {
        throw new IllegalStateException("the run ended at step " + k);
      }
      if (k < settle) {
        continue;
      }
      heights[k - settle] = particle.lossBefore() - minimum;
      double rho = Math.sqrt(Math.max(0, heights[k - settle]));
      int bin = (int) (rho / high * bins);
      if (bin < bins) {
        counts[bin]++;
      } else {
        outside++;
      }
      if (Math.abs(rho / near - 1) < 0.05) {
        way += distance(before, particle.theta());
        passes++;
      }
    }
    double energy = particle.state().numbers().get("startEnergy");
    double[] center = new double[bins];
    for (int b = 0; b < bins; b++) {
      center[b] = (b + 0.5) * high / bins;
    }
    double[] density = normalized(counts);
    double[] exact = density(rho -> theory.corrected(rho, particle.s(), energy));
    double[] printed = density(theory::printed);
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("center", center);
    measured.put("density", density);
    measured.put("theory", exact);
    measured.put("printed", printed);
    measured.put("difference", new double[] {difference(density, exact)});
    measured.put("printedDifference", new double[] {difference(density, printed)});
    measured.put("outside", new double[] {outside / heights.length});
    measured.put("peak", new double[] {LeastSquares.peak(center, density, 0.7)});
    measured.put("theoryPeak", new double[] {LeastSquares.peak(center, exact, 0.7)});
    measured.put("formulaPeak", new double[] {near});
    double pace = energy / particle.setting("stepSize");
    measured.put("speed", new double[] {passes == 0 ? Double.NaN : pace * way / passes});
    measured.put("formulaSpeed", new double[] {theory.speed(energy)});
    measured.put("height", new double[] {Measure.median(heights)});
    return RunResult.measured(key, key.steps(), measured);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** Means over the bins of a density whose logarithm is given. */
  private double[] density(DoubleUnaryOperator logarithm) {
    double[][] logs = new double[bins][FINE];
    double largest = Double.NEGATIVE_INFINITY;
    for (int b = 0; b < bins; b++) {
      for (int i = 0; i < FINE; i++) {
        logs[b][i] = logarithm.applyAsDouble((b + (i + 0.5) / FINE) * high / bins);
        largest = Math.max(largest, logs[b][i]);
      }
    }
    double[] mass = new double[bins];
    for (int b = 0; b < bins; b++) {
      for (double log : logs[b]) {
        mass[b] += StrictMath.exp(log - largest);
      }
    }
    return normalized(mass);
  }

  private double[] normalized(double[] mass) {
    double total = Arrays.stream(mass).sum() * high / bins;
    return Arrays.stream(mass).map(m -> m / total).toArray();
  }

  private double difference(double[] p, double[] q) {
    double sum = 0;
    for (int b = 0; b < bins; b++) {
      sum += Math.abs(p[b] - q[b]);
    }
    return sum / 2 * high / bins;
  }
}
