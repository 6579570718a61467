package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.kernel.Scale;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.autodiff.parallel.Workers;

/**
 * The mean loss over equal chunks of a batch, computed on several threads.
 *
 * <p>Formula: {@code L(θ) = Σ L_c(θ) / C}, {@code ∇L = Σ ∇L_c / C}, summed in the order of the
 * chunks. The program fixes the size of a chunk; every chunk has a workspace of its own. So the
 * bits do not depend on the number of threads.
 *
 * <p>With a program of one row, the gradients of the chunks are those of single samples.
 *
 * <pre>{@code
 * DataParallel batch = new DataParallel(program, 8);
 * batch.set("x", x); // 8 times as many numbers as the program's input has
 * batch.set("y", y);
 * double loss = batch.valueAndGradient(theta, gradient);
 * }</pre>
 */
public final class DataParallel implements Objective {
  private static final int BLOCK = 1 << 14;

  private final Program program;
  private final Workspace[] workspaces;
  private final float[][] gradients;
  private final double[] losses;
  private final Workers.Task evaluating = this::evaluate;
  private final Workers.Task estimating = this::estimate;
  private final Workers.Task adding = this::add;
  private float[] theta;
  private float[] gradient;

  /**
   * So many chunks.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DataParallel(Program program, int chunks) {
    if (chunks < 1) {
      throw new IllegalArgumentException("chunks = " + chunks + " must be at least 1");
    }
    this.program = program;
    this.workspaces = new Workspace[chunks];
    this.gradients = new float[chunks][program.layout().size()];
    this.losses = new double[chunks];
    for (int c = 0; c < chunks; c++) {
      workspaces[c] = program.newWorkspace();
    }
  }

  /** The number of chunks. */
  public int chunks() {
    return workspaces.length;
  }

  /** The workspace of one chunk. */
  public Workspace chunk(int index) {
    return workspaces[index];
  }

  /**
   * Copies data into an input of all chunks, one behind the other.
   *
   * @throws IllegalArgumentException if there is no such input or the length does not fit
   */
  public void set(String input, float[] data) {
    int size = program.nodes().get(program.input(input)).tensor().shape().size();
    Program.requireLength(
        "input '" + input + "' of " + chunks() + " chunks",
        data.length,
        Math.multiplyExact(size, chunks()));
    for (int c = 0; c < chunks(); c++) {
      workspaces[c].set(input, data, c * size);
    }
  }

  /** The gradient of one chunk, as of the last call of {@link #valueAndGradient}. */
  public void readGradient(int chunk, float[] out) {
    Program.requireLength("the array for the gradient", out.length, dimension());
    System.arraycopy(gradients[chunk], 0, out, 0, out.length);
  }

  @Override
  public int dimension() {
    return program.layout().size();
  }

  @Override
  public double value(float[] theta) {
    this.theta = theta;
    Workers.run(chunks(), estimating);
    return meanLoss();
  }

  @Override
  public double valueAndGradient(float[] theta, float[] gradient) {
    Program.requireLength("gradient", gradient.length, dimension());
    this.theta = theta;
    this.gradient = gradient;
    Workers.run(chunks(), evaluating);
    Workers.run((dimension() + BLOCK - 1) / BLOCK, adding);
    return meanLoss();
  }

  private void estimate(int chunk) {
    losses[chunk] = workspaces[chunk].value(theta);
  }

  private void evaluate(int chunk) {
    losses[chunk] = workspaces[chunk].valueAndGradient(theta, gradients[chunk]);
  }

  /** The mean of a block of the gradient. */
  private void add(int block) {
    int from = block * BLOCK;
    int n = Math.min(BLOCK, dimension() - from);
    Copy.copy(n, gradients[0], from, gradient, from);
    for (int c = 1; c < chunks(); c++) {
      Axpy.axpy(n, 1f, gradients[c], from, gradient, from);
    }
    Scale.scale(n, 1f / chunks(), gradient, from);
  }

  private double meanLoss() {
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / losses.length;
  }
}
