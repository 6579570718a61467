package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.op.AddBiasOp;
import dev.fluxion.autodiff.op.AddOp;
import dev.fluxion.autodiff.op.AttentionOp;
import dev.fluxion.autodiff.op.AveragePool2dOp;
import dev.fluxion.autodiff.op.BatchNormOp;
import dev.fluxion.autodiff.op.BatchStatisticsOp;
import dev.fluxion.autodiff.op.BatchedMatMulOp;
import dev.fluxion.autodiff.op.Conv2dOp;
import dev.fluxion.autodiff.op.DropoutOp;
import dev.fluxion.autodiff.op.LayerNormOp;
import dev.fluxion.autodiff.op.MatMulOp;
import dev.fluxion.autodiff.op.MaxPool2dOp;
import dev.fluxion.autodiff.op.MeanOp;
import dev.fluxion.autodiff.op.NeighborsOp;
import dev.fluxion.autodiff.op.Shapes;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** The building blocks of nets. */
public sealed interface Layers extends Recorder permits Tensor {
  /** Products of matrices, of which either may be stored as its transpose. */
  default Tensor matmul(Layout layout, Tensor other) {
    return apply(new BatchedMatMulOp(layout), other);
  }

  /** Adds a vector to every row. */
  default Tensor addBias(Tensor bias) {
    return apply(new AddBiasOp(), bias);
  }

  /** Convolution of images with weights (channels out, channels in, height, width). */
  default Tensor conv2d(Tensor weights, int stride, int padding) {
    return conv2d(weights, stride, padding, 1);
  }

  /** Convolution within groups of channels. */
  default Tensor conv2d(Tensor weights, int stride, int padding, int groups) {
    return apply(new Conv2dOp(stride, stride, padding, padding, groups), weights);
  }

  /** Largest element under a window that moves over images. */
  default Tensor maxPool2d(int size, int stride, int padding) {
    return apply(new MaxPool2dOp(size, stride, padding));
  }

  /** Mean of the elements under a window that moves over images. */
  default Tensor averagePool2d(int size, int stride, int padding) {
    return apply(new AveragePool2dOp(size, stride, padding));
  }

  /** Mean over every image, for each channel. */
  default Tensor globalAveragePool2d() {
    return apply(new MeanOp(IntLists.immutable.with(2, 3), false));
  }

  /** Every row to mean 0 and variance 1, then times a scale plus a shift. */
  default Tensor layerNorm(Tensor scale, Tensor shift) {
    return apply(new LayerNormOp(), scale, shift);
  }

  /**
   * Means and variances of the channels (axis 1), two rows; see {@link BatchStatisticsOp#update}.
   */
  default Tensor batchStatistics() {
    return apply(new BatchStatisticsOp());
  }

  /** Normalizes channels by statistics, then times a scale plus a shift. */
  default Tensor batchNorm(Tensor statistics, Tensor scale, Tensor shift) {
    return apply(new BatchNormOp(), statistics, scale, shift);
  }

  /**
   * Drops a random share of the elements; the step is a tensor of one element, negative for none.
   */
  default Tensor dropout(double rate, RandomKey key, Tensor step) {
    return apply(new DropoutOp(rate, key), step);
  }

  /** Sums of the rows of every node's neighbours, in a graph in compressed sparse rows. */
  default Tensor neighborSum(ImmutableIntList starts, ImmutableIntList neighbors) {
    return apply(new NeighborsOp(starts, neighbors, false));
  }

  /** Means of the rows of every node's neighbours, in a graph in compressed sparse rows. */
  default Tensor neighborMean(ImmutableIntList starts, ImmutableIntList neighbors) {
    return apply(new NeighborsOp(starts, neighbors, true));
  }

  /** Scaled dot-product attention of these queries. */
  default Tensor attention(Tensor keys, Tensor values, boolean causal) {
    return apply(new AttentionOp(causal), keys, values);
  }

  /**
   * Matrix product; of tensors with more axes, of the matrices that their last two axes make; with
   * a vector, {@code A·x}.
   */
  default Tensor matmul(Tensor other) {
    if (other.shape().rank() == 1 && shape().rank() > 1) {
      int[] rows = Arrays.copyOf(Shapes.extents(shape()), shape().rank() - 1);
      return matmul(other.reshape(-1, 1)).reshape(rows);
    }
    boolean matrices = shape().rank() <= 2 && other.shape().rank() <= 2;
    return apply(matrices ? new MatMulOp() : new BatchedMatMulOp(), other);
  }

  /** Adds a number to every channel (axis 1). */
  default Tensor addChannelBias(Tensor bias) {
    int[] extents = new int[Math.max(1, shape().rank() - 1)];
    Arrays.fill(extents, 1);
    extents[0] = -1;
    return apply(new AddOp(), bias.reshape(extents));
  }
}
