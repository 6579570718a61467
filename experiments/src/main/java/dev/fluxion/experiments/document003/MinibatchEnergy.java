package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.probe.Tuned;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.physics.EcdSep;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Section 3.3 of document 003: minibatches make the target depend on time, and rescaling the
 * momentum brings the energy back. A perceptron learns images of digits, 16 at a time or all at
 * once.
 *
 * <p>The energy is that which the rule reports, {@code V(Π² + s)} before the rescaling, with F of
 * the minibatch.
 */
public final class MinibatchEnergy implements Experiment {
  private static final String ID = "003-11-minibatches";
  private static final int STEPS = 400;

  @Override
  public Card card() {
    return new Card(
        ID,
        "Do minibatches break the conservation of energy, and does rescaling help?",
        "E = V(Π² + s);  Π ← Π·√((E₀/V - s)/Π²)",
        "document 003, section 3.3",
        "A small perceptron on drawn digits, in place of the document's large nets.");
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int seeds = plan.scale().choose(2, 12, 100);
    List<RunKey> runs = new ArrayList<>();
    for (boolean conserve : new boolean[] {true, false}) {
      for (int batch : new int[] {16, 0}) {
        String name =
            (conserve ? "rescaled" : "free") + (batch == 0 ? ", full batch" : ", batches");
        runs.add(run("one " + name, batch, conserve, plan));
        runs.add(
            run("many " + name, batch, conserve, plan)
                .probing(new Tuned("", 1, seeds, 0, 0, 1e-6, Tuned.Goal.ENDING)));
      }
    }
    return runs;
  }

  private static RunKey run(String name, int batch, boolean conserve, Plan plan) {
    Training task =
        new Training(
            "digits(samples=300,side=8)", "mlp:in-16-out", batch, Loss.AUTO, 0.2, 0.2, true);
    EcdSep rule = new EcdSep(0.4, 1, 1e-5, 0, 0, true, 0, conserve, 1e-10, 1e-40);
    int steps = plan.scale().choose(60, STEPS, STEPS);
    return RunKey.of(ID, name, task, rule, plan.precision(), steps, plan.seed());
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "003/11.broken",
            "3.3",
            "with minibatches energy is not conserved by itself",
            "without rescaling the largest |log E/E₀| is at least 5 times that of the full batch",
            e -> {
              double batches = drift(e, "one free, batches");
              double full = drift(e, "one free, full batch");
              return Finding.of(batches >= 5 * full, "%.2f, full batch %.2f", batches, full);
            }),
        new Claim(
            "003/11.enforced",
            "3.3",
            "rescaling enforces it",
            "with rescaling the median |log E/E₀| before it is at most a quarter of that without",
            e -> {
              double with = typical(e, "one rescaled, batches");
              double without = typical(e, "one free, batches");
              return Finding.of(4 * with <= without, "%.3f, without %.3f", with, without);
            }),
        new Claim(
            "003/11.performance",
            "3.3",
            "it gives good performance with minibatches",
            "the last training losses are lower than without, p < 0.05 (Mann-Whitney)",
            e -> {
              double[] with = Series.all(e, "many rescaled, batches", "final");
              double[] without = Series.all(e, "many free, batches", "final");
              double p = Measure.mannWhitney(with, without);
              return Finding.of(
                  Measure.median(with) < Measure.median(without) && p < 0.05,
                  "median %.3f, without %.3f, p = %.1e",
                  Measure.median(with),
                  Measure.median(without),
                  p);
            }),
        new Claim(
            "003/11.skipped",
            "3.3",
            "for full-batch training it can be skipped",
            "full batch: the median of the last losses without it is at most 10 % above that with"
                + " it",
            e -> {
              double with = Measure.median(Series.all(e, "many rescaled, full batch", "final"));
              double without = Measure.median(Series.all(e, "many free, full batch", "final"));
              return Finding.of(without <= 1.1 * with, "median %.4f, with it %.4f", without, with);
            }));
  }

  private static double[] logs(Evidence e, String run) {
    double[] energy = e.run(run).telemetry().get("energy");
    double[] logs = new double[energy.length];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.abs(StrictMath.log(energy[k] / energy[0]));
    }
    return logs;
  }

  private static double drift(Evidence e, String run) {
    return Series.largest(logs(e, run));
  }

  private static double typical(Evidence e, String run) {
    return Measure.median(logs(e, run));
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            Figure.Kind.SERIES,
            "The energy with minibatches, with and without rescaling",
            List.of("one rescaled, batches", "one free, batches", "one free, full batch"),
            Map.of("y", List.of("telemetry.energy"), "logY", true, "yLabel", "E")),
        new Figure(
            Figure.Kind.BANDS,
            "The smallest loss of a minibatch so far",
            List.of("many rescaled, batches", "many free, batches")));
  }
}
