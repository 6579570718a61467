package dev.fluxion.experiments.document000;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.Execution;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import dev.fluxion.optimizers.Cell;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.State;
import dev.fluxion.problems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One motion of a {@code spin-particle}, in double, launched along the last axis; document 000
 * leaves the first velocity open, the optimizer takes 0.
 *
 * <p>Measured over thinned iterations: {@code time}, {@code x} and {@code y} (first and last
 * coordinate), {@code radius}, {@code potential}, {@code kinetic}, {@code spinEnergy}, {@code
 * total}, {@code spin}. Over all iterations, one number each: {@code energyError} (largest |E -
 * E₀|/|E₀|), {@code energyRises} (steps at which E rises by more than 1e-12 of it), {@code
 * radiusError} (largest | |x|/|x₀| - 1 |), {@code turned} (Σ|Δs|·Δt), {@code spinMax} (largest
 * |s|·Δt), {@code cuts} (steps at which the spin had to be cut to the energy, K = 0), {@code
 * arrivals} (steps that were not taken back), {@code tries} (evaluations per such step), {@code
 * finalLoss}. {@code crossings}: times at which the first coordinate rises through 0.
 *
 * @param speed the first velocity along the last axis
 * @param thin how many iterations are kept
 */
public record Launch(
    @Setting(value = "first velocity along the last axis", min = 0) double speed,
    @Setting(value = "how many iterations are kept", min = 1, max = 100_000) int thin)
    implements Probe {
  public Launch {
    Settings.check(Launch.class, speed, thin);
  }

  /** From rest. */
  public Launch() {
    this(0, 200);
  }

  @Override
  public Card card() {
    return new Card(
        "launch",
        "One motion of spin-particle with a first velocity, and its energies.",
        "E = U + ½|v|² + ½I|s|²",
        "document 000, Initialization");
  }

  @Override
  public RunResult run(RunKey key) {
    Problem problem = Execution.problem(key);
    OptimizerDefinition particle =
        key.optimizerSpec().startDefinition(problem.layout(), RandomKey.of(key.seed()));
    State state = particle.save();
    state.doubles().get("velocity")[problem.dimension() - 1] = speed;
    particle.restore(state);
    double[] start =
        key.start().isEmpty()
            ? problem.start()
            : key.start().stream().mapToDouble(Double::doubleValue).toArray();
    double dt = Double.parseDouble(key.hyperparameters().get("stepSize"));
    Log log = new Log(particle, dt, start, Math.max(1, key.steps() / thin));
    Descent descent = Descent.of(problem.definition(), particle, start);
    Minimizer.Result result =
        Minimizer.run(descent, key.steps(), Double.NEGATIVE_INFINITY, log::observe);
    return RunResult.measured(key, result.evaluations(), log.measured(result));
  }

  /** Looks on. Energies are known after the step from θ_k, so they are logged one call later. */
  private static final class Log {
    private final OptimizerDefinition particle;
    private final double dt;
    private final double size;
    private final int every;
    private final Map<String, List<Double>> series = new TreeMap<>();
    private double[] here;
    private double[] before;
    private int arrivals;
    private double first = Double.NaN;
    private double last = Double.NaN;
    private double lastSpin;
    private double energyError;
    private double rises;
    private double radiusError;
    private double turned;
    private double spinMax;
    private double cuts;

    Log(OptimizerDefinition particle, double dt, double[] start, int every) {
      this.particle = particle;
      this.dt = dt;
      this.every = every;
      this.size = norm(start);
      this.here = start;
      this.before = start;
    }

    void observe(int iteration, double loss, Descent descent) {
      Map<String, Cell> cells = descent.telemetry();
      if (iteration == 1) {
        first = cells.get("totalEnergy").value;
        last = first;
      } else if (iteration > 1 && particle.save().numbers().get("fraction") == 1) {
        arrived(cells);
        before = here;
      }
      here = descent.theta();
    }

    /** The step before led to {@code here}, whose energies are known now. */
    private void arrived(Map<String, Cell> cells) {
      double potential = cells.get("potentialEnergy").value;
      double total = cells.get("totalEnergy").value;
      double kinetic = cells.get("kineticEnergy").value;
      double spinEnergy = cells.get("spinEnergy").value;
      double spin = cells.get("spin").value;
      double sum = potential + kinetic + spinEnergy;
      energyError = Math.max(energyError, Math.abs(sum - first) / Math.abs(first));
      rises += total > last + 1e-12 * Math.abs(last) ? 1 : 0;
      last = total;
      cuts += kinetic == 0 ? 1 : 0;
      turned += Math.abs(spin - lastSpin) * dt;
      spinMax = Math.max(spinMax, Math.abs(spin) * dt);
      lastSpin = spin;
      radiusError = Math.max(radiusError, Math.abs(norm(here) / size - 1));
      if (arrivals % every == 0) {
        add("time", (arrivals + 1) * dt); // the first arrival is that of step 1
        add("x", here[0]);
        add("y", here[here.length - 1]);
        add("radius", norm(here));
        add("potential", potential);
        add("kinetic", kinetic);
        add("spinEnergy", spinEnergy);
        add("total", sum);
        add("spin", spin);
      }
      if (arrivals > 0 && before[0] < 0 && here[0] >= 0) {
        add("crossings", (arrivals + before[0] / (before[0] - here[0])) * dt);
      }
      arrivals++;
    }

    private void add(String name, double value) {
      series.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    Map<String, double[]> measured(Minimizer.Result result) {
      Map<String, double[]> measured = new TreeMap<>();
      series.forEach(
          (name, list) ->
              measured.put(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
      measured.putIfAbsent("crossings", new double[0]);
      measured.put("energyError", new double[] {energyError});
      measured.put("energyRises", new double[] {rises});
      measured.put("radiusError", new double[] {radiusError});
      measured.put("turned", new double[] {turned});
      measured.put("spinMax", new double[] {spinMax});
      measured.put("cuts", new double[] {cuts});
      measured.put("arrivals", new double[] {arrivals});
      measured.put("tries", new double[] {(double) result.stepsTaken() / Math.max(1, arrivals)});
      measured.put("finalLoss", new double[] {result.loss()[result.loss().length - 1]});
      return measured;
    }

    private static double norm(double[] x) {
      double squares = 0;
      for (double each : x) {
        squares += each * each;
      }
      return Math.sqrt(squares);
    }
  }
}
