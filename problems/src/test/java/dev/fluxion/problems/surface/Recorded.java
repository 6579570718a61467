package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.tape.Tensor;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The surfaces once more, in their default settings, as ops of the tape: functions of a vector x
 * and of the vector i = 1 … n.
 */
final class Recorded {
  private Recorded() {}

  /** By id. */
  static final Map<String, BinaryOperator<Tensor>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("ackley", Recorded::ackley),
          Map.entry("anharmonic-oscillator", (x, i) -> plus(x.square().div(2), x.pow(4).div(4))),
          Map.entry("beale", Recorded::beale),
          Map.entry(
              "bent-cigar",
              (x, i) -> plus(x.square().times(1e6), at(x, 0).square().times(1 - 1e6))),
          Map.entry("booth", (x, i) -> booth(at(x, 0), at(x, 1))),
          Map.entry("different-powers", Recorded::differentPowers),
          Map.entry("discus", (x, i) -> plus(x.square(), at(x, 0).square().times(1e6 - 1))),
          Map.entry("dixon-price", Recorded::dixonPrice),
          Map.entry("double-well", (x, i) -> x.square().minus(1).square()),
          Map.entry(
              "easom",
              (x, i) ->
                  product(x.cos()).times(x.minus(Math.PI).square().sum().negate().exp()).negate()),
          Map.entry("griewank", Recorded::griewank),
          Map.entry("harmonic-oscillator", (x, i) -> x.square().div(2)),
          Map.entry("himmelblau", (x, i) -> himmelblau(at(x, 0), at(x, 1))),
          Map.entry("kepler-potential", (x, i) -> x.square().sum().pow(-0.5).negate()),
          Map.entry("landscape", Recorded::landscape),
          Map.entry("levy", Recorded::levy),
          Map.entry(
              "matyas",
              (x, i) -> plus(x.square().times(0.26), at(x, 0).times(at(x, 1)).times(-0.48))),
          Map.entry(
              "michalewicz",
              (x, i) -> x.square().times(i).div(Math.PI).sin().pow(20).times(x.sin()).negate()),
          Map.entry("multi-basin", Recorded::multiBasin),
          Map.entry("powell", Recorded::powell),
          Map.entry("quadratic", (x, i) -> x.square().times(i.times(9).minus(8))),
          Map.entry(
              "rastrigin",
              (x, i) -> x.square().plus(10).minus(x.times(2 * Math.PI).cos().times(10))),
          Map.entry("rosenbrock", Recorded::rosenbrock),
          Map.entry(
              "saddle",
              (x, i) ->
                  plus(
                      at(x, 0).square().div(2), at(x, 1).square().div(-2), at(x, 1).pow(4).div(4))),
          Map.entry(
              "schwefel",
              (x, i) -> x.times(x.abs().sqrt().sin()).negate().plus(418.982887272433706)),
          Map.entry("six-hump-camel", (x, i) -> sixHumps(at(x, 0), at(x, 1))),
          Map.entry(
              "styblinski-tang",
              (x, i) -> x.pow(4).minus(x.square().times(16)).plus(x.times(5)).div(2)),
          Map.entry("sum-of-powers", Recorded::powers),
          Map.entry("three-hump-camel", (x, i) -> threeHumps(at(x, 0), at(x, 1))),
          Map.entry("zakharov", Recorded::zakharov));

  private static Tensor ackley(Tensor x, Tensor i) {
    Tensor hole = x.square().mean().sqrt().times(-0.2).exp().times(-20);
    return hole.minus(x.times(2 * Math.PI).cos().mean().exp()).plus(20 + Math.E);
  }

  private static Tensor beale(Tensor x, Tensor i) {
    Tensor a = at(x, 0);
    Tensor b = at(x, 1);
    return plus(
        a.times(b.minus(1)).plus(1.5).square(),
        a.times(b.square().minus(1)).plus(2.25).square(),
        a.times(b.pow(3).minus(1)).plus(2.625).square());
  }

  private static Tensor booth(Tensor x, Tensor y) {
    return plus(x.plus(y.times(2)).minus(7).square(), x.times(2).plus(y).minus(5).square());
  }

  private static Tensor differentPowers(Tensor x, Tensor i) {
    int n = x.shape().size();
    Tensor sum = null;
    for (int k = 0; k < n; k++) {
      Tensor power = at(x, k).abs().pow(2 + 4.0 * k / (n - 1)).sum();
      sum = sum == null ? power : sum.plus(power);
    }
    return sum.sqrt();
  }

  private static Tensor dixonPrice(Tensor x, Tensor i) {
    Tensor gaps = tail(x).square().times(2).minus(head(x)).square().times(tail(i));
    return plus(gaps, at(x, 0).minus(1).square());
  }

  private static Tensor griewank(Tensor x, Tensor i) {
    return x.square().sum().div(4000).minus(product(x.div(i.sqrt()).cos())).plus(1);
  }

  private static Tensor himmelblau(Tensor x, Tensor y) {
    return plus(x.square().plus(y).minus(11).square(), y.square().plus(x).minus(7).square());
  }

  private static Tensor landscape(Tensor x, Tensor i) {
    Tensor place = i.minus(1).times(0.1);
    Tensor f =
        plus(
            x.minus(place.sin().times(0.5)).square(),
            x.times(5).cos().negate().plus(1).times(0.1),
            x.square().times(0.01 * StrictMath.sin(0.01)),
            tail(x).minus(head(x)).square().times(0.1));
    for (int k = 0; k < 5; k++) {
      Tensor d = x.minus(place.plus(k).sin().times(0.3));
      f = f.minus(d.square().negate().exp().times(0.2).sum());
    }
    return f;
  }

  private static Tensor levy(Tensor x, Tensor i) {
    Tensor w = x.plus(3).div(4);
    Tensor last = at(w, x.shape().size() - 1);
    Tensor wave = head(w).times(Math.PI).plus(1).sin().square().times(10).plus(1);
    return plus(
        at(w, 0).times(Math.PI).sin().square(),
        head(w).minus(1).square().times(wave),
        last.minus(1).square().times(last.times(2 * Math.PI).sin().square().plus(1)));
  }

  private static Tensor multiBasin(Tensor x, Tensor i) {
    Tensor a = x.plus(2).square().sum();
    Tensor b = x.minus(2).square().sum();
    return a.times(-0.4)
        .exp()
        .negate()
        .minus(b.times(-0.8).exp().times(1 - 2.75e-6))
        .plus(a.times(b).times(0.001))
        .plus(1);
  }

  private static Tensor powell(Tensor x, Tensor i) {
    return plus(
        at(x, 0).plus(at(x, 1).times(10)).square(),
        at(x, 2).minus(at(x, 3)).square().times(5),
        at(x, 1).minus(at(x, 2).times(2)).pow(4),
        at(x, 0).minus(at(x, 3)).pow(4).times(10));
  }

  private static Tensor rosenbrock(Tensor x, Tensor i) {
    return plus(tail(x).minus(head(x).square()).square().times(100), head(x).minus(1).square());
  }

  private static Tensor sixHumps(Tensor x, Tensor y) {
    return plus(
        x.square().times(4),
        x.pow(4).times(-2.1),
        x.pow(6).div(3),
        x.times(y),
        y.square().times(-4),
        y.pow(4).times(4));
  }

  private static Tensor powers(Tensor x, Tensor i) {
    Tensor sum = at(x, 0).square().sum();
    for (int k = 1; k < x.shape().size(); k++) {
      sum = sum.plus(at(x, k).abs().pow(k + 2).sum());
    }
    return sum;
  }

  private static Tensor threeHumps(Tensor x, Tensor y) {
    return plus(
        x.square().times(2), x.pow(4).times(-1.05), x.pow(6).div(6), x.times(y), y.square());
  }

  private static Tensor zakharov(Tensor x, Tensor i) {
    Tensor a = x.times(i).sum().div(2);
    return plus(x.square(), a.square(), a.pow(4));
  }

  /** Coordinate k, a vector of one. */
  private static Tensor at(Tensor x, int k) {
    return x.slice(0, k, k + 1);
  }

  /** All coordinates but the last. */
  private static Tensor head(Tensor x) {
    return x.slice(0, 0, x.shape().size() - 1);
  }

  /** All coordinates but the first. */
  private static Tensor tail(Tensor x) {
    return x.slice(0, 1, x.shape().size());
  }

  private static Tensor product(Tensor x) {
    Tensor product = at(x, 0);
    for (int k = 1; k < x.shape().size(); k++) {
      product = product.times(at(x, k));
    }
    return product.sum();
  }

  /** The sum of all elements. */
  static Tensor total(Tensor x) {
    return x.shape().rank() == 0 ? x : x.sum();
  }

  /** The sum of the sums. */
  private static Tensor plus(Tensor... parts) {
    Tensor sum = total(parts[0]);
    for (int k = 1; k < parts.length; k++) {
      sum = sum.plus(total(parts[k]));
    }
    return sum;
  }
}
