package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.problems.data.Minibatches;
import java.util.Optional;

/**
 * The loss of a minibatch, in double. Formula: {@code Lₖ(θ) = Σ loss(model(xᵢ, θ), yᵢ)/b} over the
 * rows i of step k; before a step is announced, of step 0.
 */
final class TrainingDefinition implements ObjectiveDefinition {
  private final Recording recording;
  private final Minibatches batches;
  private final int[] rows;
  private int filled;
  private DefinitionWorkspace workspace;

  TrainingDefinition(Recording recording, Minibatches batches) {
    this.recording = recording;
    this.batches = batches;
    this.rows = new int[batches.size()];
  }

  /** Taken at first use: most runs are in float. */
  private DefinitionWorkspace workspace() {
    if (workspace == null) {
      workspace = recording.program().newDefinitionWorkspace();
      batches.rows(filled, rows);
      recording.fill(workspace, rows);
    }
    return workspace;
  }

  @Override
  public void beginStep(int step) {
    if (step != filled && workspace != null) {
      batches.rows(step, rows);
      recording.fill(workspace, rows);
    }
    filled = step;
  }

  @Override
  public int dimension() {
    return recording.program().layout().size();
  }

  @Override
  public double valueAndGradient(double[] theta, double[] gradient) {
    return workspace().valueAndGradient(theta, gradient);
  }

  @Override
  public double value(double[] theta) {
    return workspace().value(theta);
  }

  @Override
  public Optional<Curvature> curvature() {
    return workspace().curvature();
  }
}
