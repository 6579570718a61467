package dev.fluxion.experiments.document003;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.experiments.Probe;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.runner.RunResult;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a step keeps phase space volume and area, by the Jacobian J of the map (Θ, Π) → (Θ, Π) of
 * the double definition.
 *
 * <p>J by central differences with Richardson's extrapolation. Measured along a run, every few
 * steps: {@code volume}, |det J - 1|; {@code area}, the largest element of {@code |JᵀΩJ - Ω|} with
 * {@code Ω = (0, 1; -1, 0)}.
 *
 * @param every number of steps from one Jacobian to the next
 */
public record PhaseVolume(
    @Setting(value = "number of steps from one Jacobian to the next", min = 1) int every)
    implements Probe {
  private static final double H = 1e-3;

  public PhaseVolume {
    Settings.check(PhaseVolume.class, every);
  }

  /** Every tenth step. */
  public PhaseVolume() {
    this(10);
  }

  @Override
  public Card card() {
    return new Card(
        "phase-volume",
        "Whether a step keeps phase space volume and area.",
        "det J = 1,  JᵀΩJ = Ω",
        "B. Leimkuhler, C. Matthews, Molecular Dynamics, 2015, §2; document 003, §3.2");
  }

  @Override
  public RunResult run(RunKey key) {
    Particle particle = Particle.of(key);
    int count = key.steps() / every;
    double[] volume = new double[count];
    double[] area = new double[count];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < every; k++) {
        particle.step();
      }
      double[][] columns = columns(particle);
      area[i] = area(columns);
      volume[i] = Math.abs(determinant(columns) - 1);
    }
    Map<String, double[]> measured = new TreeMap<>();
    measured.put("volume", volume);
    measured.put("area", area);
    return RunResult.measured(key, key.steps(), measured);
  }

  /** The columns ∂/∂xⱼ of J at the present point. */
  private static double[][] columns(Particle particle) {
    int n = particle.dimension();
    double[] at = new double[2 * n];
    System.arraycopy(particle.theta(), 0, at, 0, n);
    System.arraycopy(particle.momentum(), 0, at, n, n);
    double[][] columns = new double[2 * n][];
    for (int j = 0; j < columns.length; j++) {
      double[] wide = difference(particle, at, j, H);
      double[] narrow = difference(particle, at, j, H / 2);
      columns[j] = new double[2 * n];
      for (int i = 0; i < columns.length; i++) {
        columns[j][i] = (4 * narrow[i] - wide[i]) / 3;
      }
    }
    return columns;
  }

  private static double[] difference(Particle particle, double[] at, int j, double h) {
    double[] up = at.clone();
    double[] down = at.clone();
    up[j] += h;
    down[j] -= h;
    double[] above = particle.map(up);
    double[] below = particle.map(down);
    for (int i = 0; i < above.length; i++) {
      above[i] = (above[i] - below[i]) / (up[j] - down[j]);
    }
    return above;
  }

  private static double area(double[][] columns) {
    int n = columns.length / 2;
    double worst = 0;
    for (int a = 0; a < 2 * n; a++) {
      for (int b = 0; b < 2 * n; b++) {
        double form = 0;
        for (int i = 0; i < n; i++) {
          form += columns[a][i] * columns[b][n + i] - columns[a][n + i] * columns[b][i];
        }
        double due = b == a + n ? 1 : a == b + n ? -1 : 0;
        worst = Math.max(worst, Math.abs(form - due));
      }
    }
    return worst;
  }

  /** By elimination with pivots; the matrix is destroyed. */
  static double determinant(double[][] matrix) {
    int n = matrix.length;
    double determinant = 1;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c; r < n; r++) {
        pivot = Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c]) ? r : pivot;
      }
      double[] swap = matrix[c];
      matrix[c] = matrix[pivot];
      matrix[pivot] = swap;
      determinant *= (pivot == c ? 1 : -1) * matrix[c][c];
      for (int r = c + 1; r < n; r++) {
        double factor = matrix[r][c] / matrix[c][c];
        for (int i = c; i < n; i++) {
          matrix[r][i] -= factor * matrix[c][i];
        }
      }
    }
    return determinant;
  }
}
