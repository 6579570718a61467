package dev.fluxion.autodiff.op;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.check.OpContract;
import dev.fluxion.autodiff.check.OpContract.Finding;
import dev.fluxion.autodiff.kernel.BatchedMatMul.Layout;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ops keep the contract with attributes other than their defaults. */
class OpVariantsTest {
  static List<Op> variants() {
    List<Op> ops = new ArrayList<>();
    for (double exponent : new double[] {0, 1, 2, 5}) {
      ops.add(new PowOp(exponent));
    }
    ops.add(new ScaleOp(2.5, -0.75));
    ops.add(new LeakyReluOp(0.2));
    ops.add(new EluOp(0.3));
    ops.add(new ClipOp(-0.5, Double.POSITIVE_INFINITY));
    ops.add(new SmoothL1LossOp(0.3));
    for (ImmutableIntList axes : axes()) {
      for (boolean keep : new boolean[] {false, true}) {
        ops.add(new SumOp(axes, keep));
        ops.add(new MeanOp(axes, keep));
        ops.add(new MaxOp(axes, keep));
        ops.add(new VarianceOp(axes, keep, 0));
        ops.add(new LogSumExpOp(axes, keep));
      }
    }
    ops.add(new VarianceOp(list(1, 3), false, 1));
    ops.add(new ReshapeOp(list(8, 90)));
    ops.add(new ReshapeOp(list(2, -1, 5)));
    for (int[] order :
        new int[][] {{0, 1, 2}, {0, 2, 1}, {2, 0, 1}, {2, 1, 0}, {1, 0, 2}, {3, 1, 0, 2}, {0}}) {
      ops.add(new PermuteOp(list(order)));
    }
    ops.add(new SliceOp(0, 1, -1, 1));
    ops.add(new SliceOp(1, -3, -1, 1));
    ops.add(new PadOp(0, 0, 2, 1.5));
    ops.add(new PadOp(1, 1, 0, 0));
    ops.add(new StackOp(-1));
    ops.add(new BatchedMatMulOp(Layout.TN));
    ops.add(new BatchedMatMulOp(Layout.NT));
    ops.add(new Conv2dOp(2, 1, 1, 2, 1));
    ops.add(new Conv2dOp(1, 3, 2, 0, 1));
    ops.add(new Conv2dOp(2, 2, 1, 1, 3));
    for (int stride = 1; stride <= 3; stride++) {
      ops.add(new MaxPool2dOp(3, stride, 1));
      ops.add(new AveragePool2dOp(3, stride, 2));
    }
    ops.add(new LayerNormOp(0.1));
    ops.add(new BatchNormOp(0.1));
    ops.add(new DropoutOp(0, RandomKey.of(3)));
    ops.add(new DropoutOp(0.6, RandomKey.of(3)));
    ops.add(new NeighborsOp(list(0, 3, 3, 5), list(1, 1, 4, 0, 2), false));
    ops.add(new NeighborsOp(list(0, 0), list(), true));
    ops.add(new AttentionOp(false));
    return ops;
  }

  private static List<ImmutableIntList> axes() {
    return Stream.of(
            new int[][] {
              {0},
              {1},
              {2},
              {-1},
              {0, 1},
              {1, 2},
              {2, 3},
              {0, 2},
              {1, 3},
              {0, 3},
              {0, 1, 3},
              {3, 1, 2},
              {0, 1, 2, 3}
            })
        .map(IntLists.immutable::with)
        .toList();
  }

  private static ImmutableIntList list(int... values) {
    return IntLists.immutable.with(values);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void variantsKeepTheContract(Op op) {
    for (Finding finding : findings(op)) {
      assertTrue(finding.passes(), finding::toString);
    }
  }

  private static List<Finding> findings(Op op) {
    List<Finding> findings = OpContract.check(op);
    assertFalse(findings.isEmpty());
    return findings;
  }

  /** A negative base has no power of its logarithm. */
  @ParameterizedTest
  @MethodSource("roots")
  void rootsKeepTheContractForPositiveNumbers(PowOp op) {
    Op.Sample sample = Op.Sample.of(Shape.of(9, 4)).between(0.25, 4);
    Finding finding = OpContract.check(op, sample);
    assertTrue(finding.passes(), finding::toString);
  }

  static List<PowOp> roots() {
    return List.of(new PowOp(0.5), new PowOp(-2), new PowOp(-1.25), new PowOp(3.7));
  }
}
