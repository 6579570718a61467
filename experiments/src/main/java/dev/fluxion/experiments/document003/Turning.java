package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.OptimizerDefinition;
import java.util.Map;
import java.util.TreeMap;

/**
 * By which angle the noise of a step turns the momentum, in the double definition: the first step
 * is made with noise and without, with as many different random numbers as there are samples.
 *
 * <p>Measured per sample: {@code cosine} of the angle and {@code norm}, |Π'|/|Π| - 1.
 *
 * @param samples number of samples
 */
public record Turning(@Setting(value = "number of samples", min = 1, max = 1_000_000) int samples)
    implements Probe {
  public Turning {
    Settings.check(Turning.class, samples);
  }

  /** Twenty samples. */
  public Turning() {
    this(20);
  }

  @Override
  public Card card() {
    return new Card(
        "turning",
        "By which angle the noise of a step turns the momentum.",
        "cos α = Π·Π' / (|Π|·|Π'|)",
        "our own; document 003, §A.1, equation (21)");
  }

  @Override
  public RunResult run(RunKey key) {
    double[] cosine = new double[samples];
    double[] norm = new double[samples];
    for (int i = 0; i < samples; i++) {
      Particle noisy = Particle.sample(key, i);
      OptimizerDefinition calm = noisy.variant("nu", "0");
      double[] g = noisy.slope();
      calm.step(noisy.theta().clone(), g, noisy.loss());
      noisy.step();
      double[] before = calm.save().doubles().get("momentum");
      double[] after = noisy.momentum();
      double dot = 0;
      for (int j = 0; j < after.length; j++) {
        dot += before[j] * after[j];
      }
      double b = Math.sqrt(Particle.squared(before));
      double a = Math.sqrt(Particle.squared(after));
      cosine[i] = dot / (a * b);
      norm[i] = a / b - 1;
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("cosine", cosine);
    measured.put("norm", norm);
    return RunResult.measured(key, samples, measured);
  }
}
