package dev.fluxion.autodiff.op;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.kernel.Add;
import dev.fluxion.autodiff.kernel.Copy;
import dev.fluxion.autodiff.layout.Shape;
import java.util.List;

/** Picks rows of a table by a tensor of indices, which has no gradient. */
public record EmbeddingOp() implements LinearOp {
  @Override
  public Card card() {
    return new Card(
        "embedding",
        "Picks rows of a table by a tensor of indices.",
        "yᵢ = table[indexᵢ];  dtable[indexᵢ] += dyᵢ",
        "Y. Bengio, R. Ducharme, P. Vincent, C. Jauvin, A Neural Probabilistic Language Model,"
            + " 2003");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shapes.count(inputs, 2);
    Shape table = Shapes.tensor(inputs.get(0));
    Shape index = Shapes.tensor(inputs.get(1));
    int[] extents = new int[index.rank() + table.rank() - 1];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] =
          axis < index.rank() ? index.extent(axis) : table.extent(axis - index.rank() + 1);
    }
    return Shape.of(extents);
  }

  @Override
  public void forward(FloatFrame frame) {
    int n = Shapes.behind(frame.shape(0), 0);
    for (int i = 0; i < frame.size(1); i++) {
      int row = Index.of(frame.in(1)[frame.inOffset(1) + i], frame.shape(0).extent(0));
      Copy.copy(
          n, frame.in(0), frame.inOffset(0) + row * n, frame.out(), frame.outOffset() + i * n);
    }
  }

  @Override
  public void backward(FloatFrame frame) {
    if (!frame.wants(0)) {
      return;
    }
    int n = Shapes.behind(frame.shape(0), 0);
    float[] gradient = frame.inGradient(0);
    for (int i = 0; i < frame.size(1); i++) {
      int onto = frame.inGradientOffset(0) + (int) frame.in(1)[frame.inOffset(1) + i] * n;
      int from = frame.outGradientOffset() + i * n;
      Add.add(n, gradient, onto, frame.outGradient(), from, gradient, onto);
    }
  }

  @Override
  public void define(DoubleFrame frame) {
    int n = Shapes.behind(frame.shape(0), 0);
    for (int i = 0; i < frame.out().length; i++) {
      int row = Index.of(frame.in(1)[i / n], frame.shape(0).extent(0));
      frame.out()[i] = frame.in(0)[row * n + i % n];
    }
  }

  @Override
  public void defineBackward(DoubleFrame frame) {
    int n = Shapes.behind(frame.shape(0), 0);
    for (int i = 0; i < frame.out().length; i++) {
      int row = (int) frame.in(1)[i / n];
      frame.inGradient(0)[row * n + i % n] += frame.outGradient()[i];
    }
  }

  @Override
  public boolean isLinearIn(int input) {
    return input == 0;
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        Sample.of(Shape.of(6, 3), Shape.of(2, 3)).with(1, 1, 3, 1, 0, 5, 3),
        Sample.of(Shape.of(3, 40), Shape.of(2)).with(1, 2, 2));
  }
}
