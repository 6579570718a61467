package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * What a random perceptron computes, to be learnt by another net.
 *
 * <p>Formula: {@code y = net(x, θ*) + noise·z}, x uniform in [-1, 1], z standard normal.
 *
 * <p>Source: E. Gardner, B. Derrida, «Three unfinished works on the optimal storage capacity of
 * networks», 1989 (teacher and student).
 *
 * @param widths the widths of the teacher's layers, inputs first, outputs last
 * @param activation its nonlinearity
 * @param samples number of rows
 * @param noise standard deviation of the noise
 */
public record Teacher(
    @Setting(value = "widths of the teacher's layers, inputs first", min = 1, max = 1e4)
        ImmutableIntList widths,
    @Setting("nonlinearity") Activation activation,
    @Setting(value = "number of rows", min = 1, max = 1e7) int samples,
    @Setting(value = "standard deviation of the noise", min = 0, max = 1e6) double noise)
    implements DataSource {
  public Teacher {
    Settings.check(Teacher.class, widths, activation, samples, noise);
    new Mlp(widths, activation); // checks the number of widths
    for (int width : widths.toArray()) {
      Rows.requireMemory("samples · width", (long) samples * width);
    }
  }

  /** A tanh 4-16-1 net on 512 rows without noise. */
  public Teacher() {
    this(IntLists.immutable.with(4, 16, 1), Activation.TANH, 512, 0);
  }

  @Override
  public Card card() {
    return new Card(
        "teacher",
        "What a random perceptron computes.",
        "y = net(x, θ*) + noise·z",
        "E. Gardner, B. Derrida, Three unfinished works on the optimal storage capacity of"
            + " networks, 1989");
  }

  @Override
  public Dataset open(RandomKey key) {
    Mlp net = new Mlp(widths, activation);
    float[] x = new float[samples * net.inputs()];
    key.split("inputs").uniforms(0, x.length, -1, 1, x, 0);
    Tape tape = new Tape();
    Tensor out = net.record(tape, tape.input("x", samples, net.inputs()));
    Workspace workspace = tape.compile(out.sum()).newWorkspace();
    workspace.set("x", x);
    workspace.value(net.initialize(key.split("teacher")));
    float[] y = new float[samples * net.outputs()];
    workspace.read(out, y);
    if (noise > 0) {
      float[] z = new float[y.length];
      key.split("noise").normals(0, z.length, z, 0);
      for (int i = 0; i < y.length; i++) {
        y[i] += (float) (noise * z[i]);
      }
    }
    return Dataset.numbers(card().id(), Shape.of(net.inputs()), x, y, net.outputs());
  }
}
