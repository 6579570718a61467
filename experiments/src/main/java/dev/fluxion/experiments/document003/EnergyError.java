package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Outcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the energy {@code V(Π² + s)} goes from that after the first step, in the double
 * definition, summed up over a run.
 *
 * <p>Measured: {@code amplitude}, the largest |E/E₁ - 1| with Θ and Π as they stand; {@code
 * synchronous}, the same with {@code Π - ½Δt(η/R)g}, which belongs to the time of Θ; {@code step},
 * the largest |E/E₁| change within one step; {@code early} and {@code late}, means of E/E₁ - 1 over
 * the first and the last tenth. Of {@code curve}: E/E₁ - 1 over the first 200 steps.
 */
public record EnergyError() implements Probe {
  private static final int SHOWN = 200;

  @Override
  public Card card() {
    return new Card(
        "energy-error",
        "How far the energy goes from its start.",
        "max |E/E₁ - 1|,  E = V(Π² + s)",
        "our own; document 003, §3.3");
  }

  @Override
  public RunResult run(RunKey key) {
    Particle particle = Particle.of(key);
    int steps = key.steps();
    double[] standing = new double[steps];
    double synchronous = 0;
    double firstSynchronous = 0;
    double largest = 0;
    double amplitude = 0;
    for (int k = 0; k < steps; k++) {
      if (particle.step() != Outcome.RUNNING) {
        throw new IllegalStateException("the run ended at step " + k);
      }
      double loss = particle.loss();
      double[] pi = particle.momentum();
      double v = particle.potential(loss);
      double kick =
          particle.setting("stepSize") * particle.setting("eta") / (loss - particle.setting("f0"));
      double[] g = particle.slope();
      double sum = particle.s();
      for (int i = 0; i < pi.length; i++) {
        double now = pi[i] - kick * g[i] / 2;
        sum += now * now;
      }
      standing[k] = v * (Particle.squared(pi) + particle.s());
      firstSynchronous = k == 0 ? v * sum : firstSynchronous;
      synchronous = Math.max(synchronous, Math.abs(v * sum / firstSynchronous - 1));
      amplitude = Math.max(amplitude, Math.abs(standing[k] / standing[0] - 1));
      double change = k == 0 ? 0 : (standing[k] - standing[k - 1]) / standing[0];
      largest = Math.max(largest, Math.abs(change));
    }
    int tenth = Math.max(1, steps / 10);
    double[] curve = new double[Math.min(SHOWN, steps)];
    for (int k = 0; k < curve.length; k++) {
      curve[k] = standing[k] / standing[0] - 1;
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("amplitude", new double[] {amplitude});
    measured.put("synchronous", new double[] {synchronous});
    measured.put("step", new double[] {largest});
    measured.put("early", new double[] {mean(standing, 0, tenth) / standing[0] - 1});
    measured.put("late", new double[] {mean(standing, steps - tenth, steps) / standing[0] - 1});
    measured.put("curve", curve);
    return RunResult.measured(key, steps, measured);
  }

  private static double mean(double[] x, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += x[k];
    }
    return sum / (to - from);
  }
}
