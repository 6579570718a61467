package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.models.Model;
import dev.fluxion.problems.data.Dataset;
import java.util.Locale;

/**
 * How far what a model computes is from what it should, in the mean over rows.
 *
 * <p>Formulas: {@code Σᵢ (ln Σⱼ exp(xᵢⱼ) - xᵢₖ)/n} with k the class; {@code Σᵢ (ln(1 + exp(xᵢ)) -
 * yᵢxᵢ)/n} for one logit and a class of 0 or 1; {@code Σ (x - y)²/(n·outputs)}; {@code Σ |x -
 * y|/(n·outputs)}. Squares and absolutes of classes take y = 1 for the class and 0 for the others.
 */
public enum Loss {
  /** The cross entropy for classes and tokens, the mean square for numbers. */
  AUTO,
  /** Cross entropy of logits, one for each class. */
  CROSS_ENTROPY,
  /** Cross entropy of one logit for two classes. */
  BINARY_CROSS_ENTROPY,
  /** Mean squared error. */
  MEAN_SQUARED_ERROR,
  /** Mean absolute error. */
  MEAN_ABSOLUTE_ERROR;

  /** This loss, or what {@link #AUTO} stands for. */
  Loss of(Dataset data, Model model) {
    if (this == AUTO) {
      return !data.labelled()
          ? MEAN_SQUARED_ERROR
          : oneLogit(data, model) ? BINARY_CROSS_ENTROPY : CROSS_ENTROPY;
    }
    boolean ok =
        switch (this) {
          case CROSS_ENTROPY -> data.labelled() && !oneLogit(data, model);
          case BINARY_CROSS_ENTROPY -> oneLogit(data, model);
          default -> true;
        };
    if (!ok) {
      throw new IllegalArgumentException(
          "loss = "
              + name().toLowerCase(Locale.ROOT).replace('_', '-')
              + " does not fit "
              + model.outputs()
              + " outputs and the data "
              + data
              + "; use auto");
    }
    return this;
  }

  private static boolean oneLogit(Dataset data, Model model) {
    return data.classes().size() == 2 && model.outputs() == 1 && !data.tokens();
  }

  /** Whether targets are class indices; otherwise they have the shape of the outputs. */
  boolean takesIndices() {
    return this == CROSS_ENTROPY;
  }

  /** Records the loss. */
  Tensor record(Tensor out, Tensor y) {
    return switch (this) {
      case CROSS_ENTROPY -> out.crossEntropy(y);
      case BINARY_CROSS_ENTROPY -> out.binaryCrossEntropy(y);
      case MEAN_SQUARED_ERROR -> out.meanSquaredError(y);
      case MEAN_ABSOLUTE_ERROR -> out.l1Loss(y);
      case AUTO -> throw new IllegalStateException("auto stands for another loss");
    };
  }
}
