package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.check.GradientCheck;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.op.DoubleFrame;
import dev.fluxion.autodiff.op.FloatFrame;
import dev.fluxion.autodiff.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Replaying: values, gradients, errors, and what replays do not share. Bits are exact. */
class WorkspaceTest {
  private final Net net = new Net();
  private final int n = net.program.layout().size();

  /** Loss and gradient of one replay. */
  private record Answer(double loss, float[] gradient) {
    static Answer of(Workspace workspace, float[] theta) {
      float[] gradient = new float[theta.length];
      return new Answer(workspace.valueAndGradient(theta, gradient), gradient);
    }

    void requireSame(Answer other) {
      assertEquals(loss, other.loss, 0.0);
      assertArrayEquals(gradient, other.gradient, 0f);
    }
  }

  @Test
  void engineAgreesWithTheDefinitionAndTheDefinitionWithDifferences() {
    DefinitionWorkspace definition = net.program.newDefinitionWorkspace();
    definition.set("x", Net.numbers("a/x", Net.ROWS * 5));
    definition.set("y", Net.numbers("a/y", Net.ROWS * 3));
    float[] theta = net.theta("point");
    double[] wide = new double[n];
    Arrays.setAll(wide, i -> theta[i]);
    GradientCheck.engine(net.workspace("a"), definition, theta).expectBelow(1e-6);
    GradientCheck.formula(definition, wide).expectBelow(1e-8);
  }

  @Test
  void valueIsTheValueOfValueAndGradient() {
    float[] theta = net.theta("point");
    Workspace workspace = net.workspace("a");
    double value = workspace.value(theta); // before any gradient was bound
    Answer answer = Answer.of(workspace, theta);
    assertEquals(answer.loss, value, 0.0);
    assertEquals(answer.loss, workspace.value(theta), 0.0);
  }

  @Test
  void definitionHasTheSameValueWithAndWithoutGradient() {
    DefinitionWorkspace definition = net.program.newDefinitionWorkspace();
    definition.set("x", Net.numbers("a/x", Net.ROWS * 5));
    definition.set("y", Net.numbers("a/y", Net.ROWS * 3));
    double[] theta = new double[n];
    Arrays.setAll(theta, i -> Math.sin(i));
    double[] first = new double[n];
    double[] second = new double[n];
    Arrays.fill(second, Double.NaN);
    assertEquals(definition.value(theta), definition.valueAndGradient(theta, first), 0.0);
    definition.valueAndGradient(theta, second);
    assertArrayEquals(first, second, 0.0);
  }

  @Test
  void replayingAgainGivesTheSameBits() {
    float[] theta = net.theta("point");
    Workspace workspace = net.workspace("a");
    Answer first = Answer.of(workspace, theta);
    Answer.of(workspace, net.theta("elsewhere"));
    workspace.value(net.theta("elsewhere"));
    first.requireSame(Answer.of(workspace, theta));
    first.requireSame(Answer.of(net.workspace("a"), theta));
    first.requireSame(Answer.of(new Net().workspace("a"), theta));
  }

  @Test
  void gradientIsOverwrittenWhateverItHeld() {
    float[] theta = net.theta("point");
    Workspace workspace = net.workspace("a");
    Answer clean = Answer.of(workspace, theta);
    float[] gradient = new float[n];
    Arrays.fill(gradient, Float.NaN);
    workspace.valueAndGradient(theta, gradient);
    assertArrayEquals(clean.gradient, gradient, 0f);
    workspace.valueAndGradient(theta, gradient);
    assertArrayEquals(clean.gradient, gradient, 0f);
  }

  @Test
  void thetaIsReadAtEveryReplayAndNeverWritten() {
    float[] theta = net.theta("point");
    float[] other = net.theta("elsewhere");
    Answer atOther = Answer.of(net.workspace("a"), other);
    Workspace workspace = net.workspace("a");
    Answer atTheta = Answer.of(workspace, theta);
    assertArrayEquals(net.theta("point"), theta, 0f);
    atOther.requireSame(Answer.of(workspace, other)); // another array
    System.arraycopy(other, 0, theta, 0, n);
    atOther.requireSame(Answer.of(workspace, theta)); // the same array, changed in place
    assertNotEquals(atTheta.loss, atOther.loss);
    assertEquals(atTheta.loss, workspace.value(net.theta("point")), 0.0);
  }

  @Test
  void inputsAreCopiedAndMayBeSetAgain() {
    float[] theta = net.theta("point");
    Workspace workspace = net.workspace("a");
    float[] x = Net.numbers("a/x", Net.ROWS * 5);
    workspace.set("x", x);
    Answer before = Answer.of(workspace, theta);
    Arrays.fill(x, 9f);
    before.requireSame(Answer.of(workspace, theta));
    Net.set(workspace, "b");
    Answer.of(net.workspace("b"), theta).requireSame(Answer.of(workspace, theta));
    assertNotEquals(before.loss, workspace.value(theta));
  }

  @Test
  void twoWorkspacesDoNotInterfere() {
    float[] thetaA = net.theta("point");
    float[] thetaB = net.theta("elsewhere");
    Answer aloneA = Answer.of(net.workspace("a"), thetaA);
    Answer aloneB = Answer.of(net.workspace("b"), thetaB);
    Workspace a = net.workspace("a");
    Workspace b = net.workspace("b");
    for (int round = 0; round < 3; round++) {
      aloneA.requireSame(Answer.of(a, thetaA));
      aloneB.requireSame(Answer.of(b, thetaB));
    }
  }

  @Test
  void workspacesOfOneProgramRunInParallelThreads() throws Exception {
    float[] theta = net.theta("point");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> results =
          List.of("a", "b", "c", "d").stream()
              .map(
                  data -> {
                    Answer alone = Answer.of(net.workspace(data), theta);
                    return threads.submit(
                        () -> {
                          Workspace workspace = net.workspace(data);
                          for (int i = 0; i < 500; i++) {
                            alone.requireSame(Answer.of(workspace, theta));
                          }
                          return true;
                        });
                  })
              .toList();
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
    }
  }

  @Test
  void tensorUsedTwiceCollectsBothGradients() {
    Tape tape = new Tape();
    Tensor w = tape.parameter("w", Role.WEIGHT, 40);
    Tensor loss = w.times(w).sum().plus(w.sum()).plus(w.square().meanSquaredError(w));
    Workspace workspace = tape.compile(loss).newWorkspace();
    float[] theta = new float[40];
    Arrays.fill(theta, 3f);
    Answer answer = Answer.of(workspace, theta);
    // w² + w + (w² - w)²/40 each: 9 + 3 + 36/40, and slopes 2w + 1 + 2(w² - w)(2w - 1)/40
    assertEquals(40 * 12 + 36, answer.loss, 0.0);
    for (float slope : answer.gradient) {
      assertEquals(7 + 2 * 6 * 5 / 40.0, slope, 1e-6);
    }
  }

  @Test
  void scalarUsedTwiceCollectsBothGradients() {
    Tape tape = new Tape();
    Tensor w = tape.parameter("w", Role.WEIGHT, 3);
    Tensor sum = w.sum();
    Workspace workspace = tape.compile(sum.plus(sum).plus(sum)).newWorkspace();
    Answer answer = Answer.of(workspace, new float[] {1, 2, 4});
    assertEquals(21, answer.loss, 0.0);
    assertArrayEquals(new float[] {3, 3, 3}, answer.gradient, 0f);
  }

  @Test
  void parameterThatTheLossDoesNotNeedHasZeroGradient() {
    Tape tape = new Tape();
    tape.parameter("before", Role.WEIGHT, 5);
    Tensor w = tape.parameter("w", Role.WEIGHT, 2);
    tape.parameter("after", Role.WEIGHT, 5).square().sum();
    Workspace workspace = tape.compile(w.sum()).newWorkspace();
    float[] gradient = new float[12];
    Arrays.fill(gradient, Float.NaN);
    assertEquals(2, workspace.valueAndGradient(ones(12), gradient), 0.0);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0}, gradient, 0f);
  }

  @Test
  void lossWithoutParametersHasZeroGradient() {
    Tape tape = new Tape();
    tape.parameter("w", Role.WEIGHT, 2);
    Workspace workspace = tape.compile(tape.input("x", 3).square().sum()).newWorkspace();
    workspace.set("x", new float[] {1, 2, 3});
    float[] gradient = {9, 9};
    assertEquals(14, workspace.valueAndGradient(ones(2), gradient), 0.0);
    assertArrayEquals(new float[] {0, 0}, gradient, 0f);
  }

  @Test
  void deadCodeIsLeftOut() {
    Tape tape = new Tape();
    Tensor w = tape.parameter("w", Role.WEIGHT, 3);
    Tensor unused = tape.input("unused", 1000);
    Tensor dead = tape.apply(new Bomb(), unused);
    Program program = tape.compile(w.sum());
    Workspace workspace = program.newWorkspace();
    assertEquals(6, workspace.value(new float[] {1, 2, 3}), 0.0); // "unused" is not set
    Answer.of(workspace, new float[] {1, 2, 3});
    assertFalse(program.describe().contains("unused"), program.describe());
    assertTrue(program.describe().contains("arena: 0 floats"), program.describe());
    workspace.set("unused", new float[1000]); // known, though of no effect
    assertEquals(
        "bomb#2 (1000) is not computed by this program",
        refusal(() -> workspace.read(dead, new float[1000])));
    assertEquals(
        "input 'unused' of shape 1000 must have length 1000, not 7",
        refusal(() -> workspace.set("unused", new float[7])));
    assertEquals(
        "exploded", assertThrows(AssertionError.class, () -> run(tape, dead.sum())).getMessage());
  }

  @Test
  void readGivesTheValuesOfTheLastReplay() {
    Workspace workspace = net.workspace("a");
    float[] theta = net.theta("point");
    workspace.value(theta);
    float[] hidden = new float[Net.ROWS * 37];
    workspace.read(net.hidden, hidden);
    double preactivation = theta[5 * 37];
    float[] x = Net.numbers("a/x", Net.ROWS * 5);
    for (int l = 0; l < 5; l++) {
      preactivation += x[l] * theta[l * 37];
    }
    assertEquals(Math.tanh(preactivation), hidden[0], 1e-6);
    float[] input = new float[x.length];
    workspace.read(net.x, input);
    assertArrayEquals(x, input, 0f);
  }

  @Test
  void readRefusesWhatIsNotComputedHere() {
    Workspace workspace = net.workspace("a");
    Net stranger = new Net();
    assertEquals(
        stranger.hidden + " is not computed by this program",
        refusal(() -> workspace.read(stranger.hidden, new float[Net.ROWS * 37])));
    assertEquals(
        "the array for " + net.hidden + " must have length 222, not 3",
        refusal(() -> workspace.read(net.hidden, new float[3])));
    Tape tape = new Tape();
    Tensor w = tape.parameter("w", Role.WEIGHT, 2);
    Workspace small = tape.compile(w.sum()).newWorkspace();
    assertEquals(
        "w (2) is a parameter: read it from theta", refusal(() -> small.read(w, new float[2])));
  }

  @Test
  void unknownInputsAreRefusedWithTheNearestKnownName() {
    Workspace workspace = net.program.newWorkspace();
    assertEquals(
        "unknown input 'X'; did you mean 'x'? Known: x, y",
        refusal(() -> workspace.set("X", new float[30])));
    assertEquals(
        "unknown input 'hidden/weight'; Known: x, y",
        refusal(() -> workspace.set("hidden/weight", new float[30])));
  }

  @Test
  void wrongLengthsAreRefusedWithNameShapeAndBothLengths() {
    Workspace workspace = net.workspace("a");
    assertEquals(
        "input 'x' of shape 6×5 must have length 30, not 29",
        refusal(() -> workspace.set("x", new float[29])));
    float[] right = new float[n];
    float[] wrong = new float[n + 1];
    String suffix = " must have length " + n + ", not " + (n + 1);
    assertEquals("theta" + suffix, refusal(() -> workspace.value(wrong)));
    assertEquals("theta" + suffix, refusal(() -> workspace.valueAndGradient(wrong, right)));
    assertEquals("gradient" + suffix, refusal(() -> workspace.valueAndGradient(right, wrong)));
    DefinitionWorkspace definition = net.program.newDefinitionWorkspace();
    assertEquals("theta" + suffix, refusal(() -> definition.value(new double[n + 1])));
    assertEquals(
        "gradient" + suffix,
        refusal(() -> definition.valueAndGradient(new double[n], new double[n + 1])));
    assertEquals(
        "input 'y' of shape 6×3 must have length 18, not 0",
        refusal(() -> definition.set("y", new double[0])));
  }

  @Test
  void anInputThatIsNotSetIsNamed() {
    Workspace workspace = net.program.newWorkspace();
    workspace.set("y", new float[Net.ROWS * 3]);
    String expected =
        "input x (6×5) has not been set; call set(\"x\", data) before the first evaluation";
    float[] theta = net.theta("point");
    assertEquals(
        expected,
        assertThrows(IllegalStateException.class, () -> workspace.value(theta)).getMessage());
    assertThrows(
        IllegalStateException.class, () -> workspace.valueAndGradient(theta, new float[n]));
    DefinitionWorkspace definition = net.program.newDefinitionWorkspace();
    definition.set("y", new float[Net.ROWS * 3]);
    assertEquals(
        expected,
        assertThrows(IllegalStateException.class, () -> definition.value(new double[n]))
            .getMessage());
  }

  private static void run(Tape tape, Tensor loss) {
    Workspace workspace = tape.compile(loss).newWorkspace();
    workspace.set("unused", new float[1000]);
    workspace.value(new float[3]);
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static String refusal(Executable line) {
    return assertThrows(IllegalArgumentException.class, line).getMessage();
  }

  /** An op that must not run. */
  private record Bomb() implements Op {
    @Override
    public Card card() {
      return new Card("bomb", "Explodes.", "y = x", "none");
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(FloatFrame frame) {
      throw new AssertionError("exploded");
    }

    @Override
    public void backward(FloatFrame frame) {
      throw new AssertionError("exploded");
    }

    @Override
    public void define(DoubleFrame frame) {
      throw new AssertionError("exploded");
    }

    @Override
    public void defineBackward(DoubleFrame frame) {
      throw new AssertionError("exploded");
    }

    @Override
    public List<Sample> samples() {
      return List.of();
    }
  }
}
