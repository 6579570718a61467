package dev.fluxion.autodiff.kernel;

import static dev.fluxion.autodiff.kernel.TwinSteps.silent;
import static dev.fluxion.autodiff.kernel.TwinSteps.sum;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The steps of the optimizers from physics, for {@link TwinSteps}. */
final class TwinPhysicsSteps {
  private TwinPhysicsSteps() {}

  static Stream<TwinSteps> all() {
    return Stream.concat(ecdsep(), spin());
  }

  private static Stream<TwinSteps> ecdsep() {
    return Stream.of(
        sum(
            "EcdSepStep.kick",
            "p gradient q",
            2,
            (n, a, at, b) -> EcdSepStep.kick(n, 1.1f, 0.3f, a[0], a[1], a[2], at, b),
            (n, a, at) -> EcdSepStep.Scalar.kick(n, 1.1f, 0.3f, a[0], a[1], a[2], at),
            () -> (n, a, at) -> EcdSepStep.Vector.kick(n, 1.1f, 0.3f, a[0], a[1], a[2], at),
            v -> v[2] = Math.fma(-0.3f, v[1], 1.1f * v[0])),
        sum(
            "EcdSepStep.kickWithDecay",
            "p gradient theta q",
            3,
            (n, a, at, b) ->
                EcdSepStep.kickWithDecay(n, 1.1f, .3f, .01f, a[0], a[1], a[2], a[3], at, b),
            (n, a, at) ->
                EcdSepStep.Scalar.kickWithDecay(n, 1.1f, .3f, .01f, a[0], a[1], a[2], a[3], at),
            () ->
                (n, a, at) ->
                    EcdSepStep.Vector.kickWithDecay(n, 1.1f, .3f, .01f, a[0], a[1], a[2], a[3], at),
            v -> v[3] = Math.fma(-0.3f, Math.fma(0.01f, v[2], v[1]), 1.1f * v[0])),
        sum(
            "EcdSepStep.turn",
            "z theta q",
            2,
            (n, a, at, b) ->
                EcdSepStep.turn(n, 0.2f, 0.7f, 0.1f, from(a[0], at), a[1], a[2], at, b),
            (n, a, at) -> EcdSepStep.Scalar.turn(n, 0.2f, 0.7f, 0.1f, a[0], at, a[1], a[2], at),
            () -> (n, a, at) -> EcdSepStep.Vector.turn(n, .2f, .7f, .1f, a[0], at, a[1], a[2], at),
            v -> {
              v[1] = Math.fma(0.2f, v[2], v[1]);
              v[2] = Math.fma(0.1f, v[0], 0.7f * v[2]);
            }),
        silent(
            "EcdSepStep.keep",
            "q p",
            (n, a, at) -> EcdSepStep.keep(n, 0.7f, a[0], a[1], at),
            (n, a, at) -> EcdSepStep.Scalar.keep(n, 0.7f, a[0], a[1], at),
            () -> (n, a, at) -> EcdSepStep.Vector.keep(n, 0.7f, a[0], a[1], at),
            v -> v[1] = 0.7f * v[0]));
  }

  /** The noise begins at 0 wherever the rest does. */
  private static float[] from(float[] z, int offset) {
    return offset == 0 ? z : Arrays.copyOfRange(z, offset, z.length);
  }

  private static Stream<TwinSteps> spin() {
    return Stream.of(
        sum(
            "SpinStep.charge",
            "raw previous spin",
            2,
            (n, a, at, b) -> SpinStep.charge(n, .95f, .1f, 1e-12f, a[0], a[1], a[2], at, b),
            (n, a, at) -> SpinStep.Scalar.charge(n, .95f, .1f, 1e-12f, a[0], a[1], a[2], at),
            () -> (n, a, at) -> SpinStep.Vector.charge(n, .95f, .1f, 1e-12f, a[0], a[1], a[2], at),
            v -> v[2] = Math.fma(0.1f, turn(v[0], v[1]), 0.95f * v[2])),
        new TwinSteps(
            "SpinStep.turn",
            List.of("raw", "previous", "turns"),
            true,
            (n, a, at, b) -> SpinStep.turn(n, 1e-12f, a[0], a[1], at, a[2], b),
            new Twin(
                "SpinStep.turn",
                List.of("raw", "previous", "turns"),
                List.of(),
                false,
                (n, a, o) -> SpinStep.turn(n, 1e-12f, a[0], a[1], 0, a[2], 0),
                (n, a, o) ->
                    turns(n, a, (m, at) -> SpinStep.Scalar.turn(m, 1e-12f, a[0], a[1], at, a[2])),
                (n, a, o) ->
                    turns(n, a, (m, at) -> SpinStep.Vector.turn(m, 1e-12f, a[0], a[1], at, a[2])),
                (n, a, o) ->
                    turns(
                        n,
                        a,
                        (m, at) -> {
                          for (int i = 0; i < m; i++) {
                            a[2][i] = turn(a[0][at + i], a[1][at + i]);
                          }
                        }))),
        silent(
            "SpinStep.move",
            "raw previous theta",
            (n, a, at) -> SpinStep.move(n, 0.6f, a[0], a[1], a[2], at),
            (n, a, at) -> SpinStep.Scalar.move(n, 0.6f, a[0], a[1], a[2], at),
            () -> (n, a, at) -> SpinStep.Vector.move(n, 0.6f, a[0], a[1], a[2], at),
            v -> {
              v[1] = 0.6f * v[0];
              v[2] = v[2] + v[1];
            }));
  }

  private static float turn(float r, float p) {
    return Math.abs(r - p) / (Math.abs(r) + Math.abs(p) + 1e-12f);
  }

  /** Makes the turns of a block. */
  private interface Turns {
    void make(int n, int offset);
  }

  private static double turns(int n, float[][] a, Turns turns) {
    double sum = 0;
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      int m = Math.min(BlockSum.SIZE, n - i);
      turns.make(m, i);
      sum += Sum.Scalar.sum(m, a[2], 0);
    }
    return sum;
  }
}
