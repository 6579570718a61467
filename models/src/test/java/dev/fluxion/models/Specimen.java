package dev.fluxion.models;

import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.DefinitionWorkspace;
import dev.fluxion.autodiff.tape.Program;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;
import dev.fluxion.autodiff.tape.Workspace;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/** A model on random data, with the mean squared error from random targets. */
record Specimen(Model model, Program program, float[] inputs, float[] targets) {
  static final RandomKey KEY = RandomKey.of(1);

  /** All registered models, the larger ones in small, and variants of them. */
  static List<Model> small() {
    return Stream.concat(
            Model.catalog().all().stream().map(Specimen::small),
            Stream.of(
                new Transformer(5, 3, 4, 1, 2, false),
                new ResidualNet(2, 3, IntLists.immutable.with(2), 2, 3, Activation.RELU)))
        .toList();
  }

  private static Model small(Model model) {
    return switch (model) {
      case ResidualNet net ->
          new ResidualNet(1, 4, IntLists.immutable.with(2, 3), 1, 2, net.activation());
      case Transformer net -> new Transformer(6, 4, 4, 2, 1, true);
      default -> model;
    };
  }

  /** A model with some rows of data; as many as it needs if it is tied to a number. */
  static Specimen of(Model model, int rows) {
    int n = model.rows() == 0 ? rows : model.rows();
    Tape tape = new Tape();
    Tensor out = model.record(tape, tape.input("x", n, model.inputs()));
    int[] extents = new int[out.shape().rank()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = out.shape().extent(i);
    }
    Program program = tape.compile(out.meanSquaredError(tape.input("y", extents)));
    float[] targets = new float[out.shape().size()];
    KEY.split("y").normals(0, targets.length, targets, 0);
    return new Specimen(model, program, inputs(model, n), targets);
  }

  /** Random input rows: normal numbers, or indices. */
  static float[] inputs(Model model, int rows) {
    float[] inputs = new float[rows * model.inputs()];
    if (model.vocabulary() == 0) {
      KEY.split("x").normals(0, inputs.length, inputs, 0);
    } else {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = KEY.split("x").integer(0, i, model.vocabulary());
      }
    }
    return inputs;
  }

  Workspace engine() {
    Workspace engine = program.newWorkspace();
    engine.set("x", inputs);
    engine.set("y", targets);
    return engine;
  }

  DefinitionWorkspace definition() {
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    definition.set("x", inputs);
    definition.set("y", targets);
    return definition;
  }
}
