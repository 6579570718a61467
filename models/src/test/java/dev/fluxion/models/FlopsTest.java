package dev.fluxion.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.tape.Tape;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlopsTest {
  private static long of(Flops flops, Model model, String name) {
    return flops.of(model.layout().segments().detect(s -> s.name().equals(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aPerceptronCostsTwiceItsWeightsARow(Activation activation) {
    Mlp net = new Mlp(activation, 3, 5, 2);
    Flops flops = Flops.of(net, 7);
    assertEquals(2 * 7 * 3 * 5, of(flops, net, "layer1/weight"));
    assertEquals(2 * 7 * 5 * 2, of(flops, net, "layer2/weight"));
    assertEquals(0, of(flops, net, "layer1/bias"));
    assertEquals(0, flops.withoutParameters());
    assertEquals(2 * 7 * (15 + 10), flops.total());
  }

  @Test
  void aConvolutionCostsItsWeightsAtEveryPosition() {
    ResidualNet net = new ResidualNet(3, 8, IntLists.immutable.with(4, 6), 1, 10, Activation.RELU);
    Flops flops = Flops.of(net, 2);
    assertEquals(2 * 2 * 64 * (4 * 3 * 9), of(flops, net, "stem/weight"));
    assertEquals(2 * 2 * 16 * (6 * 4 * 9), of(flops, net, "stage2.block1/first.weight"));
    assertEquals(2 * 2 * 16 * (6 * 4), of(flops, net, "stage2.block1/shortcut.weight"));
    assertEquals(2 * 2 * 6 * 10, of(flops, net, "head/weight"));
    assertEquals(0, of(flops, net, "stem/scale"));
  }

  @Test
  void attentionCostsItsPairsOfPositions() {
    Transformer net = new Transformer(11, 5, 6, 2, 3, true);
    Flops flops = Flops.of(net, 4);
    assertEquals(3 * 2 * (4 * 2) * 5 * 5 * (3 + 3), flops.withoutParameters());
    assertEquals(2 * 20 * 6 * 6, of(flops, net, "block2/query.weight"));
    assertEquals(2 * 20 * 6 * 24, of(flops, net, "block3/contract.weight"));
    assertEquals(2 * 20 * 6 * 11, of(flops, net, "embedding/token"), "as the head");
    assertEquals(0, of(flops, net, "embedding/position"));
    Flops untied = Flops.of(new Transformer(11, 5, 6, 2, 3, false), 4);
    assertEquals(flops.total(), untied.total());
  }

  @Test
  void aGraphHasAsManyRowsAsNodes() {
    Flops flops = Flops.of(new GraphSage(), 1);
    assertEquals(2 * 5 * (2 * 3 * 8 + 2 * 8 * 2), flops.total());
  }

  @ParameterizedTest
  @EnumSource
  void productsOfManyMatricesCountInEveryLayout(Layout layout) {
    Tape tape = new Tape();
    var a = layout == Layout.TN ? tape.input("a", 4, 3, 2) : tape.input("a", 4, 2, 3);
    var b = layout == Layout.NT ? tape.input("b", 4, 5, 3) : tape.input("b", 4, 3, 5);
    Flops flops = Flops.of(tape.compile(a.matmul(layout, b).sum()));
    assertEquals(4 * 2 * 2 * 3 * 5, flops.withoutParameters());
  }

  @Test
  void everyModelHasSome() {
    for (Model model : Model.catalog().all()) {
      long one = Flops.of(model, 1).total();
      assertTrue(one > 0, model.card().id());
      assertEquals(model.rows() > 0 ? one : 3 * one, Flops.of(model, 3).total());
    }
  }

  @Test
  void aSegmentOfAnotherNetIsRefused() {
    Segment other = new Segment("other", Role.WEIGHT, Shape.of(1), 0);
    assertThrows(IllegalArgumentException.class, () -> Flops.of(new Linear(), 1).of(other));
  }
}
