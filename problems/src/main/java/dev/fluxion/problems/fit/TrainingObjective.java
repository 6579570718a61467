package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.objective.Curvature;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.problems.data.Minibatches;
import java.util.Optional;

/**
 * The loss of a minibatch, in float. Formula: {@code Lₖ(θ) = Σ loss(model(xᵢ, θ), yᵢ)/b} over the
 * rows i of step k; before a step is announced, of step 0.
 */
final class TrainingObjective implements Objective {
  private final Recording recording;
  private final Minibatches batches;
  private final Workspace workspace;
  private final int[] rows;
  private int filled = -1;
  private DefinitionWorkspace exact;

  TrainingObjective(Recording recording, Minibatches batches) {
    this.recording = recording;
    this.batches = batches;
    this.workspace = recording.program().newWorkspace();
    this.rows = new int[batches.size()];
    beginStep(0);
  }

  @Override
  public void beginStep(int step) {
    if (step == filled) {
      return;
    }
    filled = step;
    batches.rows(step, rows);
    recording.fill(workspace, rows);
    if (exact != null) {
      recording.fill(exact, rows);
    }
  }

  @Override
  public int dimension() {
    return workspace.dimension();
  }

  @Override
  public double valueAndGradient(float[] theta, float[] gradient) {
    return workspace.valueAndGradient(theta, gradient);
  }

  @Override
  public double value(float[] theta) {
    return workspace.value(theta);
  }

  /** Those of the double definition on the rows of the step; its memory is taken at first use. */
  @Override
  public Optional<Curvature> curvature() {
    if (exact == null) {
      exact = recording.program().newDefinitionWorkspace();
      recording.fill(exact, rows);
    }
    return exact.curvature();
  }
}
