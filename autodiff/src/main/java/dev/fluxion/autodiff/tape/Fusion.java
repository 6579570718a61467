package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.kernel.Epilogue;
import dev.fluxion.autodiff.op.AddBiasOp;
import dev.fluxion.autodiff.op.AffineOp;
import dev.fluxion.autodiff.op.MatMulOp;
import dev.fluxion.autodiff.op.Op;
import dev.fluxion.autodiff.op.ReluOp;
import dev.fluxion.autodiff.op.SigmoidOp;
import dev.fluxion.autodiff.op.TanhOp;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * Rewrites common patterns of a tape to single instructions of the float engine: matrix product,
 * bias and activation become one {@link AffineOp}. Only values that nothing else uses disappear.
 * The double definitions run on the tape as it was recorded.
 */
final class Fusion {
  private final List<Node> nodes;
  private final int[] uses;

  private Fusion(List<Node> nodes, boolean[] live) {
    this.nodes = nodes;
    this.uses = new int[nodes.size()];
    for (Node node : nodes) {
      if (live[node.tensor().id()]) {
        node.inputs().forEach(i -> uses[i]++);
      }
    }
  }

  /** The same nodes, some with another op and other inputs. */
  static List<Node> fuse(List<Node> nodes, boolean[] live) {
    Fusion fusion = new Fusion(nodes, live);
    List<Node> fused = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      fused.add(live[node.tensor().id()] ? fusion.layer(node) : node);
    }
    return List.copyOf(fused);
  }

  /** A whole layer that ends in this node, or the node itself. */
  private Node layer(Node node) {
    Epilogue activation = activation(node.op());
    if (activation == null) {
      return node;
    }
    Node sum = activation == Epilogue.IDENTITY ? node : onlyUse(node);
    if (sum == null || !(sum.op() instanceof AddBiasOp)) {
      return node;
    }
    Node product = onlyUse(sum);
    if (product == null || !(product.op() instanceof MatMulOp)) {
      return node;
    }
    ImmutableIntList inputs = product.inputs().newWith(sum.inputs().get(1));
    return new Node(node.kind(), node.tensor(), new AffineOp(activation), inputs);
  }

  private static Epilogue activation(Op op) {
    return switch (op) {
      case TanhOp t -> Epilogue.TANH;
      case SigmoidOp s -> Epilogue.SIGMOID;
      case ReluOp r -> Epilogue.RELU;
      case AddBiasOp a -> Epilogue.IDENTITY;
      case null, default -> null;
    };
  }

  /** The first input, if nothing else uses it. */
  private Node onlyUse(Node node) {
    int id = node.inputs().get(0);
    return uses[id] == 1 ? nodes.get(id) : null;
  }
}
