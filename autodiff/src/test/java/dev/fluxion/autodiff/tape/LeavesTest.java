package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import org.junit.jupiter.api.Test;

/** Gradients of fewer leaves (frozen segments) and of more (inputs). */
class LeavesTest {
  private final Net net = new Net();
  private final float[] theta = net.theta("point");

  private float[] gradient(Program program) {
    Workspace workspace = program.newWorkspace();
    Net.set(workspace, "a");
    float[] gradient = Net.numbers("garbage", theta.length);
    workspace.valueAndGradient(theta, gradient);
    return gradient;
  }

  @Test
  void frozenSegmentsHaveGradientZeroAndTheOthersTheSame() {
    float[] all = gradient(net.program);
    for (Segment frozen : net.program.layout().segments()) {
      float[] some = gradient(net.program.freeze(frozen.name()));
      for (int i = 0; i < all.length; i++) {
        boolean inside = i >= frozen.offset() && i < frozen.offset() + frozen.size();
        assertEquals(inside ? 0f : all[i], some[i], frozen.name() + " " + i);
      }
    }
  }

  @Test
  void withEverythingFrozenTheGradientIsZero() {
    String[] names =
        net.program.layout().segments().stream().map(Segment::name).toArray(String[]::new);
    assertArrayEquals(new float[theta.length], gradient(net.program.freeze(names)));
  }

  @Test
  void theDefinitionFreezesToo() {
    DefinitionWorkspace definition = net.program.freeze("scale").newDefinitionWorkspace();
    set(definition);
    double[] gradient = new double[theta.length];
    definition.valueAndGradient(Convert.toDouble(theta), gradient);
    float[] engine = gradient(net.program.freeze("scale"));
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i], engine[i], 1e-5 * Math.max(1, Math.abs(gradient[i])));
    }
  }

  @Test
  void theGradientOfAnInputIsThatOfTheDefinitionAndOfDifferences() {
    Program program = net.program.withGradientOf("x", "y");
    Workspace engine = program.newWorkspace();
    Net.set(engine, "a");
    DefinitionWorkspace definition = program.newDefinitionWorkspace();
    set(definition);
    float[] parameters = new float[theta.length];
    engine.valueAndGradient(theta, parameters);
    assertArrayEquals(gradient(net.program), parameters);
    double[] wide = Convert.toDouble(theta);
    definition.valueAndGradient(wide, new double[wide.length]);
    for (String input : new String[] {"x", "y"}) {
      double[] expected = definition.readGradient(input);
      float[] actual = new float[expected.length];
      engine.readGradient(input, actual);
      double[] data = Convert.toDouble(Net.numbers("a/" + input, expected.length));
      for (int i = 0; i < expected.length; i++) {
        double scale = Math.max(1, Math.abs(expected[i]));
        assertEquals(expected[i], actual[i], 1e-5 * scale);
        assertEquals(slope(definition, wide, input, data, i), expected[i], 1e-7 * scale);
      }
    }
  }

  private static double slope(
      DefinitionWorkspace definition, double[] theta, String input, double[] data, int i) {
    double h = 1e-4;
    double centre = data[i];
    data[i] = centre + h;
    definition.set(input, data);
    double above = definition.value(theta);
    data[i] = centre - h;
    definition.set(input, data);
    double below = definition.value(theta);
    data[i] = centre;
    definition.set(input, data);
    return (above - below) / (2 * h);
  }

  private static void set(DefinitionWorkspace definition) {
    definition.set("x", Net.numbers("a/x", Net.ROWS * 5));
    definition.set("y", Net.numbers("a/y", Net.ROWS * 3));
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    requireMessage("unknown segment 'wieght'", () -> net.program.freeze("wieght"));
    requireMessage("unknown input 'z'", () -> net.program.withGradientOf("z"));
    Workspace workspace = net.workspace("a");
    requireMessage(
        "the gradient of input 'x' is not computed; ask for it by program.withGradientOf(\"x\")",
        () -> workspace.readGradient("x", new float[30]));
    Tape tape = new Tape();
    tape.input("unused", 3);
    Program program = tape.compile(tape.parameter("p", Role.WEIGHT, 2).sum());
    requireMessage(
        "the loss does not depend on input 'unused'", () -> program.withGradientOf("unused"));
  }

  private static void requireMessage(String begin, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.startsWith(begin), message);
  }

  @Test
  void gradientsThatNeverMeetShareMemory() {
    Tape tape = new Tape();
    Tensor h = tape.parameter("p", Role.WEIGHT, 10, 10).square();
    int layers = 30;
    for (int i = 1; i < layers; i++) {
      h = h.tanh();
    }
    Program program = tape.compile(h.sum());
    assertEquals(layers * 100 + 2 * 100, program.memory().arenaSize());
  }
}
