package dev.fluxion.autodiff.tape;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.random.RandomKey;

/** A small net that uses every op of {@link Tensor}, with data and parameters, for tests. */
final class Net {
  static final int ROWS = 6;

  final Tape tape = new Tape();
  final Tensor x = tape.input("x", ROWS, 5);
  final Tensor y = tape.input("y", ROWS, 3);
  final Tensor hidden;
  final Tensor output;
  final Program program;

  Net() {
    Tensor w1 = tape.parameter("hidden/weight", Role.WEIGHT, 5, 37);
    Tensor b1 = tape.parameter("hidden/bias", Role.BIAS, 37);
    Tensor w2 = tape.parameter("out/weight", Role.WEIGHT, 37, 3);
    Tensor scale = tape.parameter("scale", Role.COORDINATE, ROWS, 3);
    hidden = x.matmul(w1).addBias(b1).tanh();
    Tensor gate = hidden.sigmoid().times(hidden.relu());
    output = gate.plus(hidden.square()).matmul(w2).times(scale);
    Tensor penalty = w2.square().sum().minus(output.minus(y).sum());
    program = tape.compile(output.meanSquaredError(y).plus(penalty));
  }

  /** Numbers from -1 to 1; another name gives others. */
  static float[] numbers(String name, int n) {
    float[] numbers = new float[n];
    RandomKey.of(7).split(name).uniforms(0, n, -1, 1, numbers, 0);
    return numbers;
  }

  /** A workspace with data; another name gives other data. */
  Workspace workspace(String data) {
    Workspace workspace = program.newWorkspace();
    set(workspace, data);
    return workspace;
  }

  static void set(Workspace workspace, String data) {
    workspace.set("x", numbers(data + "/x", ROWS * 5));
    workspace.set("y", numbers(data + "/y", ROWS * 3));
  }

  float[] theta(String name) {
    return numbers(name, program.layout().size());
  }
}
