package dev.fluxion.models;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * A convolutional net with shortcuts and batch norm, for square images. A stem of 3×3 kernels;
 * stages of blocks, of which each but the first begins by halving height and width; the mean over
 * the image; an affine map to logits.
 *
 * <p>Formula: {@code h ← φ(N(K₂ * φ(N(K₁ * h))) + s(h))} for every block, with batch norm N and 3×3
 * kernels K; {@code s(h) = h}, or {@code N(K₃ * h)} with 1×1 kernels where the shape changes.
 *
 * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, «Deep Residual Learning for Image Recognition», 2016,
 * section 4.2, with shortcuts of type B.
 *
 * @param channels channels of an image
 * @param side height and width of an image
 * @param widths channels of each stage
 * @param blocks blocks of each stage
 * @param classes number of logits
 * @param activation the nonlinearity φ
 */
public record ResidualNet(
    @Setting(value = "channels of an image", min = 1) int channels,
    @Setting(value = "height and width of an image", min = 1) int side,
    @Setting(value = "channels of each stage", min = 1) ImmutableIntList widths,
    @Setting(value = "blocks of each stage", min = 1) int blocks,
    @Setting(value = "number of logits", min = 1) int classes,
    @Setting("nonlinearity") Activation activation)
    implements Model {
  public ResidualNet {
    Settings.check(ResidualNet.class, channels, side, widths, blocks, classes, activation);
    if (widths.isEmpty()) {
      throw new IllegalArgumentException("widths is empty, but must name at least one stage");
    }
  }

  /** Grey images of 8×8, stages of 4 and 8 channels with one block each, ten classes. */
  public ResidualNet() {
    this(1, 8, IntLists.immutable.with(4, 8), 1, 10, Activation.RELU);
  }

  @Override
  public int inputs() {
    return Math.multiplyExact(channels, Math.multiplyExact(side, side));
  }

  @Override
  public int outputs() {
    return classes;
  }

  @Override
  public Card card() {
    return new Card(
        "residual-net",
        "A convolutional net with shortcuts and batch norm.",
        "h ← φ(N(K₂ * φ(N(K₁ * h))) + s(h)) for every block;  y = mean(h)·W + b",
        "K. He, X. Zhang, S. Ren, J. Sun, Deep Residual Learning for Image Recognition, 2016,"
            + " section 4.2, shortcuts of type B");
  }

  @Override
  public Initializer initializer(Segment segment) {
    return segment.shape().rank() == 4
        ? activation.initializer()
        : Model.super.initializer(segment);
  }

  @Override
  public Tensor record(Tape tape, Tensor x) {
    return record(tape, x, Statistics.OF_BATCH);
  }

  @Override
  public Tensor record(Tape tape, Tensor x, Statistics statistics) {
    Tensor image = x.reshape(-1, channels, side, side);
    Tensor h = layer(tape, "stem/", image, widths.getFirst(), 3, 1, statistics);
    h = activation.apply(h);
    for (int stage = 1; stage <= widths.size(); stage++) {
      for (int block = 1; block <= blocks; block++) {
        int stride = stage > 1 && block == 1 ? 2 : 1;
        String prefix = "stage" + stage + ".block" + block + "/";
        h = block(tape, prefix, h, widths.get(stage - 1), stride, statistics);
      }
    }
    return Linear.layer(tape, "head/", h.globalAveragePool2d(), classes);
  }

  private Tensor block(
      Tape tape, String prefix, Tensor h, int width, int stride, Statistics statistics) {
    Tensor inner = layer(tape, prefix + "first.", h, width, 3, stride, statistics);
    inner = activation.apply(inner);
    inner = layer(tape, prefix + "second.", inner, width, 3, 1, statistics);
    boolean same = inner.shape().equals(h.shape());
    Tensor shortcut = same ? h : layer(tape, prefix + "shortcut.", h, width, 1, stride, statistics);
    return activation.apply(inner.plus(shortcut));
  }

  /** Convolution, which needs no bias, and batch norm. */
  private static Tensor layer(
      Tape tape, String prefix, Tensor x, int width, int size, int stride, Statistics statistics) {
    int in = x.shape().extent(1);
    Tensor kernels = tape.parameter(prefix + "weight", Role.WEIGHT, width, in, size, size);
    return Norm.ofChannels(tape, prefix, x.conv2d(kernels, stride, size / 2), statistics);
  }
}
