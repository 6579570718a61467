package dev.fluxion.bench.cases;

import dev.fluxion.autodiff.kernel.Axpy;
import dev.fluxion.autodiff.kernel.Dot;
import dev.fluxion.autodiff.kernel.Exp;
import dev.fluxion.autodiff.kernel.Multiply;
import dev.fluxion.autodiff.kernel.Relu;
import dev.fluxion.autodiff.kernel.Sigmoid;
import dev.fluxion.autodiff.kernel.SquaredDistance;
import dev.fluxion.autodiff.kernel.Sum;
import dev.fluxion.autodiff.kernel.Tanh;
import java.util.ArrayList;
import java.util.List;

/**
 * Elementwise functions and reductions; one line each. A function without a size is taken of 10,000
 * elements. The call is a lambda of its own per line, so that the timing loop sees one target.
 */
final class Elementwise {
  private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000, 10_000_000};

  private final List<Case> cases = new ArrayList<>();

  private Elementwise() {
    function("exp", 27, (n, x, y) -> () -> Exp.exp(n, x, 0, y, 0));
    function("tanh", 38, (n, x, y) -> () -> Tanh.tanh(n, x, 0, y, 0));
    function("sigmoid", 43, (n, x, y) -> () -> Sigmoid.sigmoid(n, x, 0, y, 0));
    arithmetic("relu", 1, 1, (n, x, y) -> () -> Relu.relu(n, x, 0, y, 0));
    arithmetic("multiply", 1, 1, (n, x, y) -> () -> Multiply.multiply(n, x, 0, x, 0, y, 0));
    arithmetic("axpy", 2, 2, (n, x, y) -> () -> Axpy.axpy(n, 1e-9f, x, 0, y, 0));
    reduction("dot", 2, 2, (n, x, y, s) -> () -> s[0] = Dot.dot(n, x, 0, y, 0));
    reduction("sum", 1, 1, (n, x, y, s) -> () -> s[0] = Sum.sum(n, x, 0));
    reduction(
        "squaredDistance",
        3,
        2,
        (n, x, y, s) -> () -> s[0] = SquaredDistance.squaredDistance(n, x, 0, y, 0));
  }

  static List<Case> cases() {
    return new Elementwise().cases;
  }

  private interface Map {
    Runnable of(int n, float[] x, float[] y);
  }

  private interface Reduction {
    Runnable of(int n, float[] x, float[] y, double[] sum);
  }

  /** y ← f(x), f transcendental. */
  private void function(String name, int flops, Map map) {
    for (int n : SIZES) {
      String label = n == 10_000 ? name : Table.sized(name, n);
      Case point = map(label, name, Metric.ELEMENTS, Kind.TRANSCENDENTAL, flops, 1, n, map);
      cases.add(n == 10_000 ? point : point.forSweep());
    }
  }

  /** y ← f(x), or with two operands f(x, y). */
  private void arithmetic(String name, int flops, int operands, Map map) {
    for (int n : SIZES) {
      String label = Table.sized(name, n);
      cases.add(
          map(label, name, Metric.BANDWIDTH, Kind.ELEMENTWISE, flops, operands, n, map).forSweep());
    }
  }

  private static Case map(
      String label,
      String name,
      Metric metric,
      Kind kind,
      int flops,
      int operands,
      int n,
      Map map) {
    return new Case(
        Part.ELEM,
        label,
        metric,
        kind,
        Cost.perElement(n, flops, 4 * operands, 4, 8),
        new Subject.Map(name, n),
        () -> {
          float[] y = Inputs.normals("y", n);
          return new Work(map.of(n, Inputs.normals("x", n), y), y);
        });
  }

  private void reduction(String name, int flops, int operands, Reduction reduction) {
    for (int n : SIZES) {
      Case point =
          new Case(
              Part.ELEM,
              Table.sized(name, n),
              Metric.GFLOPS,
              Kind.REDUCTION,
              Cost.perElement(n, flops, 4 * operands, 0, 4 * operands),
              new Subject.Reduction(name, n),
              () -> {
                double[] s = new double[1];
                float[] x = Inputs.normals("x", n);
                return new Work(reduction.of(n, x, Inputs.normals("y", n), s), s);
              });
      cases.add(name.equals("dot") && n <= 10_000 ? point : point.forSweep());
    }
  }
}
