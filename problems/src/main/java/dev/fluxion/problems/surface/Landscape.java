package dev.fluxion.problems.surface;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.Domain;
import dev.fluxion.problems.Problem;
import dev.fluxion.problems.ProblemSpec;
import java.util.Optional;

/**
 * The rough landscape of document 001: a bowl, five dents per coordinate, ripples, neighbours that
 * pull each other, and a slow change in time.
 *
 * <p>Formula: {@code f(x) = Σᵢ (xᵢ - aᵢ)² - 0.2Σₖ exp(-(xᵢ - bᵢₖ)²) + 0.1(1 - cos 5xᵢ) +
 * 0.01·sin(0.01t)·xᵢ² + 0.1Σᵢ₌₁ⁿ⁻¹ (xᵢ₊₁ - xᵢ)²}, {@code aᵢ = 0.5·sin 0.1(i-1)}, {@code bᵢₖ =
 * 0.3·sin(0.1(i-1) + k)}, k = 0 … 4, i = 1 … n, and t = 1 at step 0. The minimum is not known.
 * Start: ½z, z standard normal. Domain: |xᵢ| ≤ 1.
 *
 * <p>Source: document 001, §2.2 and its program challenging_sgd_stability_test.py.
 *
 * <p>{@code form=published} has the published gradient, which is not that of f: the dents push
 * instead of pulling, and the coupling has half its strength. The published noise is {@code
 * additive-noise} with {@code distribution=uniform,size=0.4}.
 *
 * @param dimension the dimension n
 * @param form whether the gradient is that of f or the published one
 */
public record Landscape(
    @Setting(value = "dimension", min = 1, max = 1e6) int dimension,
    @Setting("true gradient or the published one") Form form)
    implements ProblemSpec {
  /** Which gradient goes with f. */
  public enum Form {
    /** The published one. */
    PUBLISHED,
    /** The true one. */
    CORRECTED
  }

  public Landscape {
    Settings.check(Landscape.class, dimension, form);
  }

  /** As in document 001, with the true gradient. */
  public Landscape() {
    this(50, Form.CORRECTED);
  }

  @Override
  public Card card() {
    return new Card(
        "landscape",
        "A bowl with dents, ripples, coupled neighbours and a slow change in time.",
        "f(x) = Σ (xᵢ - aᵢ)² - 0.2Σₖ exp(-(xᵢ - bᵢₖ)²) + 0.1(1 - cos 5xᵢ) + 0.01·sin(0.01t)·xᵢ²"
            + " + 0.1Σ (xᵢ₊₁ - xᵢ)²,  |xᵢ| ≤ 1",
        "document 001, §2.2 and its published program",
        "form=published has the published gradient: dents with the wrong sign, half of the"
            + " coupling; the noise is additive-noise(distribution=uniform,size=0.4)");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(1));
  }

  @Override
  public Problem open(RandomKey key) {
    double[] start = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      start[i] = 0.5 * key.split("start").normal(0, i);
    }
    return new Function().problem(start);
  }

  private final class Function extends Surface {
    private static final int DENTS = 5;
    private final double[] center = new double[dimension];
    private final double[] dents = new double[DENTS * dimension];
    private final double pull = form == Form.PUBLISHED ? -0.4 : 0.4;
    private final double coupling = form == Form.PUBLISHED ? 0.1 : 0.2;
    private double shift;

    Function() {
      super(dimension);
      for (int i = 0; i < dimension; i++) {
        center[i] = 0.5 * StrictMath.sin(0.1 * i);
        for (int k = 0; k < DENTS; k++) {
          dents[DENTS * i + k] = 0.3 * StrictMath.sin(0.1 * i + k);
        }
      }
      beginStep(0);
    }

    @Override
    public void beginStep(int step) {
      shift = 0.01 * Turns.sinOf(0.01 * (step + 1.0));
    }

    @Override
    public double value(double[] x) {
      double f = 0;
      for (int i = 0; i < x.length; i++) {
        double d = x[i] - center[i];
        f += d * d + 0.1 * (1 - Turns.cosOf(5 * x[i])) + shift * x[i] * x[i];
        for (int k = DENTS * i; k < DENTS * (i + 1); k++) {
          double e = x[i] - dents[k];
          f -= 0.2 * StrictMath.exp(-e * e);
        }
        if (i > 0) {
          f += 0.1 * (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
        }
      }
      return f;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
      for (int i = 0; i < x.length; i++) {
        double g = 2 * (x[i] - center[i]) + 0.5 * Turns.sinOf(5 * x[i]) + 2 * shift * x[i];
        for (int k = DENTS * i; k < DENTS * (i + 1); k++) {
          double e = x[i] - dents[k];
          g += pull * e * StrictMath.exp(-e * e);
        }
        gradient[i] = g;
        if (i > 0) {
          double together = coupling * (x[i] - x[i - 1]);
          gradient[i] += together;
          gradient[i - 1] -= together;
        }
      }
      return value(x);
    }
  }
}
