package dev.fluxion.autodiff.kernel;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The fused update steps, as {@link Twin} wants them. All arrays of a step begin at one offset.
 *
 * @param name class and method
 * @param arrays the names of its array arguments
 * @param sum whether it returns a running sum, in blocks; else it returns a maximum or nothing
 * @param facade what everybody calls
 * @param twin the same for the tests of all kernels
 */
record TwinSteps(String name, List<String> arrays, boolean sum, Step facade, Twin twin) {
  /** Runs on {@code n} elements from an offset; a sum goes on from the one before. */
  interface Step {
    double run(int n, float[][] a, int offset, double before);
  }

  /** A step that returns nothing. */
  interface Silent {
    void run(int n, float[][] a, int offset);
  }

  static Stream<TwinSteps> all() {
    return Stream.of(
            momenta(),
            adaptive(),
            rootMeanSquares(),
            Stream.of(false, true).map(TwinSteps::adam),
            TwinPhysicsSteps.all())
        .flatMap(s -> s);
  }

  private static Stream<TwinSteps> momenta() {
    return Stream.of(
        silent(
            "SgdStep.step",
            "theta gradient",
            (n, a, at) -> SgdStep.step(n, 0.1f, 0.01f, a[0], a[1], at),
            (n, a, at) -> SgdStep.Scalar.step(n, 0.1f, 0.01f, a[0], a[1], at),
            () -> (n, a, at) -> SgdStep.Vector.step(n, 0.1f, 0.01f, a[0], a[1], at),
            v -> v[0] = Math.fma(-0.1f, Math.fma(0.01f, v[0], v[1]), v[0])),
        maximum(
            "MomentumStep.step",
            (n, a, at, b) -> MomentumStep.step(n, .1f, .9f, .3f, .01f, a[0], a[1], a[2], at),
            (n, a, at, b) -> MomentumStep.Scalar.step(n, .1f, .9f, .3f, .01f, a[0], a[1], a[2], at),
            () ->
                (n, a, at, b) ->
                    MomentumStep.Vector.step(n, .1f, .9f, .3f, .01f, a[0], a[1], a[2], at),
            v -> {
              v[2] = Math.fma(0.9f, v[2], 0.3f * Math.fma(0.01f, v[0], v[1]));
              v[0] = Math.fma(-0.1f, v[2], v[0]);
            }),
        maximum(
            "NesterovStep.step",
            (n, a, at, b) -> NesterovStep.step(n, .1f, .9f, .3f, .01f, a[0], a[1], a[2], at),
            (n, a, at, b) -> NesterovStep.Scalar.step(n, .1f, .9f, .3f, .01f, a[0], a[1], a[2], at),
            () ->
                (n, a, at, b) ->
                    NesterovStep.Vector.step(n, .1f, .9f, .3f, .01f, a[0], a[1], a[2], at),
            v -> {
              float d = Math.fma(0.01f, v[0], v[1]);
              v[2] = Math.fma(0.9f, v[2], 0.3f * d);
              v[0] = Math.fma(-0.1f, Math.fma(0.9f, v[2], d), v[0]);
            }));
  }

  private static Stream<TwinSteps> adaptive() {
    return Stream.of(
        silent(
            "AdaGradStep.step",
            "theta gradient squares",
            (n, a, at) -> AdaGradStep.step(n, 0.1f, 0.01f, 1e-8f, a[0], a[1], a[2], at),
            (n, a, at) -> AdaGradStep.Scalar.step(n, 0.1f, 0.01f, 1e-8f, a[0], a[1], a[2], at),
            () ->
                (n, a, at) -> AdaGradStep.Vector.step(n, 0.1f, 0.01f, 1e-8f, a[0], a[1], a[2], at),
            v -> {
              float d = Math.fma(0.01f, v[0], v[1]);
              v[2] = Math.fma(d, d, v[2]);
              v[0] = Math.fma(-0.1f, d / (root(v[2]) + 1e-8f), v[0]);
            }));
  }

  private static Stream<TwinSteps> rootMeanSquares() {
    return Stream.of(
        silent(
            "RmsPropStep.step",
            "theta gradient squares",
            (n, a, at) -> RmsPropStep.step(n, .1f, .9f, .1f, .01f, 1e-8f, a[0], a[1], a[2], at),
            (n, a, at) ->
                RmsPropStep.Scalar.step(n, .1f, .9f, .1f, .01f, 1e-8f, a[0], a[1], a[2], at),
            () ->
                (n, a, at) ->
                    RmsPropStep.Vector.step(n, .1f, .9f, .1f, .01f, 1e-8f, a[0], a[1], a[2], at),
            v -> {
              float d = Math.fma(0.01f, v[0], v[1]);
              v[2] = Math.fma(0.9f, v[2], d * d * 0.1f);
              v[0] = Math.fma(-0.1f, d / (root(v[2]) + 1e-8f), v[0]);
            }),
        silent(
            "RmsPropStep.momentum",
            "theta gradient squares buffer",
            (n, a, at) ->
                RmsPropStep.momentum(
                    n, .1f, .9f, .1f, .8f, .01f, 1e-8f, a[0], a[1], a[2], a[3], at),
            (n, a, at) ->
                RmsPropStep.Scalar.momentum(
                    n, .1f, .9f, .1f, .8f, .01f, 1e-8f, a[0], a[1], a[2], a[3], at),
            () ->
                (n, a, at) ->
                    RmsPropStep.Vector.momentum(
                        n, .1f, .9f, .1f, .8f, .01f, 1e-8f, a[0], a[1], a[2], a[3], at),
            v -> {
              float d = Math.fma(0.01f, v[0], v[1]);
              v[2] = Math.fma(0.9f, v[2], d * d * 0.1f);
              v[3] = Math.fma(0.8f, v[3], d / (root(v[2]) + 1e-8f));
              v[0] = Math.fma(-0.1f, v[3], v[0]);
            }),
        silent(
            "CenteredRmsPropStep.step",
            "theta gradient squares mean",
            (n, a, at) ->
                CenteredRmsPropStep.step(n, .1f, .9f, .1f, .01f, 1e-8f, a[0], a[1], a[2], a[3], at),
            (n, a, at) ->
                CenteredRmsPropStep.Scalar.step(
                    n, .1f, .9f, .1f, .01f, 1e-8f, a[0], a[1], a[2], a[3], at),
            () ->
                (n, a, at) ->
                    CenteredRmsPropStep.Vector.step(
                        n, .1f, .9f, .1f, .01f, 1e-8f, a[0], a[1], a[2], a[3], at),
            v -> v[0] = Math.fma(-0.1f, centered(v), v[0])),
        silent(
            "CenteredRmsPropStep.momentum",
            "theta gradient squares mean buffer",
            (n, a, at) ->
                CenteredRmsPropStep.momentum(
                    n, .1f, .9f, .1f, .8f, .01f, 1e-8f, a[0], a[1], a[2], a[3], a[4], at),
            (n, a, at) ->
                CenteredRmsPropStep.Scalar.momentum(
                    n, .1f, .9f, .1f, .8f, .01f, 1e-8f, a[0], a[1], a[2], a[3], a[4], at),
            () ->
                (n, a, at) ->
                    CenteredRmsPropStep.Vector.momentum(
                        n, .1f, .9f, .1f, .8f, .01f, 1e-8f, a[0], a[1], a[2], a[3], a[4], at),
            v -> {
              v[4] = Math.fma(0.8f, v[4], centered(v));
              v[0] = Math.fma(-0.1f, v[4], v[0]);
            }));
  }

  /** Renews squares and mean; the gradient over its deviation. */
  private static float centered(float[] v) {
    float d = Math.fma(0.01f, v[0], v[1]);
    v[2] = Math.fma(0.9f, v[2], d * d * 0.1f);
    v[3] = Math.fma(0.9f, v[3], d * 0.1f);
    float variance = Math.fma(-v[3], v[3], v[2]);
    return d / (root(variance < 0 ? 0 : variance) + 1e-8f);
  }

  private static TwinSteps adam(boolean highest) {
    Silent facade =
        highest
            ? (n, a, at) ->
                AmsGradStep.step(
                    n, .1f, 1.2f, .9f, .1f, .99f, .01f, 1e-8f, .01f, .98f, a[0], a[1], a[2], a[3],
                    a[4], at)
            : (n, a, at) ->
                AdamStep.step(
                    n, .1f, 1.2f, .9f, .1f, .99f, .01f, 1e-8f, .01f, .98f, a[0], a[1], a[2], a[3],
                    at);
    Silent scalar =
        highest
            ? (n, a, at) ->
                AmsGradStep.Scalar.step(
                    n, .1f, 1.2f, .9f, .1f, .99f, .01f, 1e-8f, .01f, .98f, a[0], a[1], a[2], a[3],
                    a[4], at)
            : (n, a, at) ->
                AdamStep.Scalar.step(
                    n, .1f, 1.2f, .9f, .1f, .99f, .01f, 1e-8f, .01f, .98f, a[0], a[1], a[2], a[3],
                    at);
    Supplier<Silent> vector =
        () ->
            highest
                ? (n, a, at) ->
                    AmsGradStep.Vector.step(
                        n, .1f, 1.2f, .9f, .1f, .99f, .01f, 1e-8f, .01f, .98f, a[0], a[1], a[2],
                        a[3], a[4], at)
                : (n, a, at) ->
                    AdamStep.Vector.step(
                        n, .1f, 1.2f, .9f, .1f, .99f, .01f, 1e-8f, .01f, .98f, a[0], a[1], a[2],
                        a[3], at);
    return silent(
        highest ? "AmsGradStep.step" : "AdamStep.step",
        "theta gradient first second" + (highest ? " highest" : ""),
        facade,
        scalar,
        vector,
        v -> {
          float d = Math.fma(0.01f, v[0], v[1]);
          v[2] = Math.fma(0.9f, v[2], 0.1f * d);
          v[3] = Math.fma(0.99f, v[3], 0.01f * (d * d));
          if (highest && v[3] > v[4]) {
            v[4] = v[3];
          }
          float root = Math.fma(1.2f, root(v[highest ? 4 : 3]), 1e-8f);
          v[0] = Math.fma(-0.1f, v[2] / root, 0.98f * v[0]);
        });
  }

  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  static TwinSteps silent(
      String name,
      String arrays,
      Silent facade,
      Silent scalar,
      Supplier<Silent> vector,
      Twin.Element element) {
    List<String> names = List.of(arrays.split(" "));
    Twin twin =
        new Twin(
            name,
            names,
            List.of(),
            false,
            form(facade),
            form(scalar),
            (n, a, o) -> form(vector.get()).run(n, a, o),
            Twin.each(element));
    Step step =
        (n, a, offset, before) -> {
          facade.run(n, a, offset);
          return 0;
        };
    return new TwinSteps(name, names, false, step, twin);
  }

  private static Twin.Form form(Silent step) {
    return (n, a, o) -> {
      step.run(n, a, 0);
      return 0;
    };
  }

  /** Steps of θ, gradient and velocity that return the largest velocity. */
  private static TwinSteps maximum(
      String name, Step facade, Step scalar, Supplier<Step> vector, Twin.Element element) {
    List<String> names = List.of("theta", "gradient", "velocity");
    Twin twin =
        new Twin(
            name,
            names,
            List.of(),
            false,
            (n, a, o) -> facade.run(n, a, 0, 0),
            (n, a, o) -> scalar.run(n, a, 0, 0),
            (n, a, o) -> vector.get().run(n, a, 0, 0),
            (n, a, o) -> {
              Twin.each(element).run(n, a, o);
              return AbsoluteMax.Scalar.absoluteMax(n, a[2], 0);
            });
    Step step = (n, a, offset, before) -> Math.max(before, facade.run(n, a, offset, 0));
    return new TwinSteps(name, names, false, step, twin);
  }

  /** Steps that return the sum of the squares in one of their arrays, block by block. */
  static TwinSteps sum(
      String name,
      String arrays,
      int summed,
      Step facade,
      Silent scalar,
      Supplier<Silent> vector,
      Twin.Element element) {
    List<String> names = List.of(arrays.split(" "));
    Twin twin =
        new Twin(
            name,
            names,
            List.of(),
            false,
            (n, a, o) -> facade.run(n, a, 0, 0),
            (n, a, o) -> squares(form(scalar), n, a, o, summed),
            (n, a, o) -> squares(form(vector.get()), n, a, o, summed),
            (n, a, o) -> squares(Twin.each(element), n, a, o, summed));
    return new TwinSteps(name, names, true, facade, twin);
  }

  private static double squares(Twin.Form elements, int n, float[][] a, int[] o, int summed) {
    elements.run(n, a, o);
    double sum = 0;
    for (int i = 0; i < n; i += BlockSum.SIZE) {
      sum += Dot.Scalar.dot(Math.min(BlockSum.SIZE, n - i), a[summed], i, a[summed], i);
    }
    return sum;
  }

  @Override
  public String toString() {
    return name;
  }
}
