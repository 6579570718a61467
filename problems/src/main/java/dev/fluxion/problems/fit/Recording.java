package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.Model;
import dev.fluxion.models.Statistics;
import dev.fluxion.problems.data.Dataset;
import java.util.Arrays;

/**
 * A model on so many rows of data, with its loss, as a program.
 *
 * <p>Formula: {@code L(θ) = Σ loss(model(xᵢ, θ), yᵢ)/n} over the chosen rows i. The net of a graph
 * computes all nodes; the chosen ones are picked from its outputs.
 */
final class Recording {
  private final Dataset data;
  private final Loss loss;
  private final int outputs;
  private final Program program;
  private final Tensor out;
  private final float[] x;
  private final float[] targets;
  private final float[] y;
  private final float[] picked;

  Recording(Dataset data, Model model, Loss loss, int rows, Statistics statistics) {
    this.data = data;
    this.loss = loss;
    this.outputs = model.outputs();
    boolean whole = data.graph().isPresent();
    Tape tape = new Tape();
    Tensor features = tape.input("x", whole ? data.rows() : rows, data.sample().size());
    Tensor all = model.record(tape, features, statistics);
    this.out = whole ? all.embedding(tape.input("rows", rows)) : all;
    Tensor wanted = tape.input("y", targetExtents());
    this.program = tape.compile(loss.record(out, wanted));
    this.x = new float[features.shape().size()];
    this.targets = new float[rows * data.targetSize()];
    this.y = new float[wanted.shape().size()];
    this.picked = whole ? new float[rows] : null;
    if (whole) {
      data.copyFeatures(allRows(), x);
    }
  }

  private int[] targetExtents() {
    Shape shape = out.shape();
    int[] extents = new int[loss.takesIndices() ? shape.rank() - 1 : shape.rank()];
    Arrays.setAll(extents, shape::extent);
    return extents;
  }

  private int[] allRows() {
    int[] rows = new int[data.rows()];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  Program program() {
    return program;
  }

  /** What the model computes, a row of outputs for each row or position. */
  Tensor out() {
    return out;
  }

  /** Puts some rows into a workspace; allocates nothing. */
  void fill(Workspace workspace, int[] chosen) {
    take(chosen);
    workspace.set("x", x);
    workspace.set("y", y);
    if (picked != null) {
      workspace.set("rows", picked);
    }
  }

  /** The same for the double definition. */
  void fill(DefinitionWorkspace workspace, int[] chosen) {
    take(chosen);
    workspace.set("x", x);
    workspace.set("y", y);
    if (picked != null) {
      workspace.set("rows", picked);
    }
  }

  private void take(int[] chosen) {
    if (picked == null) {
      data.copyFeatures(chosen, x);
    } else {
      for (int i = 0; i < chosen.length; i++) {
        picked[i] = chosen[i];
      }
    }
    boolean spread = data.labelled() && !loss.takesIndices() && outputs > 1;
    data.copyTargets(chosen, spread ? targets : y);
    if (spread) {
      Arrays.fill(y, 0);
      for (int i = 0; i < targets.length; i++) {
        y[i * outputs + (int) targets[i]] = 1;
      }
    }
  }
}
