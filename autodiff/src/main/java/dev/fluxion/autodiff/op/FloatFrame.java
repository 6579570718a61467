package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.layout.Shape;

/**
 * Where one instruction finds its operands in the memory of a workspace: arrays with offsets for
 * tensors, slots of a double array for scalars. Operand numbers count the inputs from 0.
 */
public final class FloatFrame {
  private final Shape[] shapes;
  private final float[][] values;
  private final int[] valueOffsets;
  private final float[][] gradients;
  private final int[] gradientOffsets;
  private final double[] scalars;
  private final double[] scalarGradients;
  private final int[] slots;
  private final boolean[] wanted;
  private final boolean[] fresh;
  private final float[] scratch;
  private final int out;

  /**
   * A frame over given memory; the last operand is the output.
   *
   * @param shapes the shapes of the operands
   * @param scalars values of all scalars
   * @param scalarGradients gradients of all scalars
   * @param slots the slot of each operand that is a scalar
   * @param wanted which operands need a gradient
   * @param scratch scratch memory, shared by all instructions
   */
  public FloatFrame(
      Shape[] shapes,
      double[] scalars,
      double[] scalarGradients,
      int[] slots,
      boolean[] wanted,
      float[] scratch) {
    this.shapes = shapes;
    this.values = new float[shapes.length][];
    this.valueOffsets = new int[shapes.length];
    this.gradients = new float[shapes.length][];
    this.gradientOffsets = new int[shapes.length];
    this.scalars = scalars;
    this.scalarGradients = scalarGradients;
    this.slots = slots;
    this.wanted = wanted;
    this.fresh = new boolean[shapes.length];
    this.scratch = scratch;
    this.out = shapes.length - 1;
  }

  /** Places the values of an operand. */
  public void bindValue(int operand, float[] array, int offset) {
    values[operand] = array;
    valueOffsets[operand] = offset;
  }

  /** Places the gradient of an operand. */
  public void bindGradient(int operand, float[] array, int offset) {
    gradients[operand] = array;
    gradientOffsets[operand] = offset;
  }

  /** Number of inputs. */
  public int inputs() {
    return out;
  }

  /** Shape of an input. */
  public Shape shape(int input) {
    return shapes[input];
  }

  /** Number of elements of an input. */
  public int size(int input) {
    return shapes[input].size();
  }

  /** Shape of the output. */
  public Shape outShape() {
    return shapes[out];
  }

  /** Number of elements of the output. */
  public int outSize() {
    return shapes[out].size();
  }

  /** The array that holds an input. */
  public float[] in(int input) {
    return values[input];
  }

  /** Where an input begins. */
  public int inOffset(int input) {
    return valueOffsets[input];
  }

  /** The array that holds the output. */
  public float[] out() {
    return values[out];
  }

  /** Where the output begins. */
  public int outOffset() {
    return valueOffsets[out];
  }

  /** Whether the gradient of an input is wanted. */
  public boolean wants(int input) {
    return wanted[input];
  }

  /** Says whether the gradient of an input is to be assigned. */
  public void setFresh(int input, boolean isFresh) {
    fresh[input] = isFresh;
  }

  /**
   * Whether nothing has been added to the gradient of an input yet: then an op that {@link
   * Op#assigns} assigns to it, what is there being undefined. Always false for other ops.
   */
  public boolean isFresh(int input) {
    return fresh[input];
  }

  /** The array that holds the gradient of an input, to be added to. */
  public float[] inGradient(int input) {
    return gradients[input];
  }

  /** Where the gradient of an input begins. */
  public int inGradientOffset(int input) {
    return gradientOffsets[input];
  }

  /** The array that holds the gradient of the output. */
  public float[] outGradient() {
    return gradients[out];
  }

  /** Where the gradient of the output begins. */
  public int outGradientOffset() {
    return gradientOffsets[out];
  }

  /** The value of a scalar input. */
  public double scalar(int input) {
    return scalars[slots[input]];
  }

  /** Sets the scalar output. */
  public void setScalar(double value) {
    scalars[slots[out]] = value;
  }

  /** The value of the scalar output. */
  public double outScalar() {
    return scalars[slots[out]];
  }

  /** The gradient of the scalar output. */
  public double scalarGradient() {
    return scalarGradients[slots[out]];
  }

  /** Adds to the gradient of a scalar input. */
  public void addScalarGradient(int input, double value) {
    scalarGradients[slots[input]] += value;
  }

  /** Scratch memory of at least as many floats as the op asked for; contents undefined. */
  public float[] scratch() {
    return scratch;
  }
}
