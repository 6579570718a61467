package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.Activation;
import dev.fluxion.models.Mlp;
import dev.fluxion.models.Model;
import dev.fluxion.models.PolynomialLogicNet;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A net learns a logic gate of two inputs from its four rows; false is -1, true is 1.
 *
 * <p>Formula: {@code L(θ) = Σ (net(xₙ, θ) - yₙ)² / 4}. All nets here can reach 0.
 *
 * <p>Source: M. Minsky, S. Papert, «Perceptrons», 1969 (XOR); document 004, Multi-Parameter
 * Coupling Hypothesis.
 *
 * @param gate the gate
 * @param net the net
 * @param width the width of its layers
 * @param depth the number of its hidden layers
 */
public record LogicGate(
    @Setting("gate") Gate gate,
    @Setting("net") Net net,
    @Setting(value = "width of the layers", min = 2, max = 1e4) int width,
    @Setting(value = "number of hidden layers", min = 1, max = 8) int depth)
    implements ProblemSpec {
  /** The nets that learn gates. */
  public enum Net {
    /** A perceptron with tanh. */
    TANH,
    /** A perceptron with x². */
    SQUARE,
    /** A polynomial of degree 3^depth. */
    POLYNOMIAL
  }

  public LogicGate {
    Settings.check(LogicGate.class, gate, net, width, depth);
  }

  /** XOR by a polynomial of degree 9. */
  public LogicGate() {
    this(Gate.XOR, Net.POLYNOMIAL, 4, 2);
  }

  @Override
  public Card card() {
    return new Card(
        "logic-gate",
        "A net learns a logic gate from its four rows.",
        "L(θ) = Σ (net(xₙ, θ) - yₙ)² / 4,  false = -1, true = 1",
        "M. Minsky, S. Papert, Perceptrons, 1969; document 004, Multi-Parameter Coupling"
            + " Hypothesis");
  }

  @Override
  public Problem open(RandomKey key) {
    float[] x = {-1, -1, -1, 1, 1, -1, 1, 1};
    float[] y = new float[4];
    for (int row = 0; row < 4; row++) {
      y[row] = gate.of(x[2 * row] > 0, x[2 * row + 1] > 0) ? 1 : -1;
    }
    Model model = model();
    double[] start = Convert.toDouble(model.initialize(key.split("start")));
    return Fit.meanSquaredError(model, x, y, start, OptionalDouble.of(0), Optional.empty());
  }

  private Model model() {
    return switch (net) {
      case POLYNOMIAL -> new PolynomialLogicNet(2, width, depth);
      case TANH -> new Mlp(Activation.TANH, widths());
      case SQUARE -> new Mlp(Activation.SQUARE, widths());
    };
  }

  private int[] widths() {
    int[] widths = new int[depth + 2];
    Arrays.fill(widths, width);
    widths[0] = 2;
    widths[depth + 1] = 1;
    return widths;
  }
}
