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
 * What document 001's language experiment minimizes, with the weights and the batches that its
 * program drew: the output matrix W of a small net whose other weights stay as they are.
 *
 * <p>Formula: {@code f(W) = Σ -ln max(softmax(h(k)W)ₖ₊₁, 1e-10)/4} over the 76 tokens k of a batch
 * of four patterns, k + 1 modulo 100; {@code h = relu(tanh(A·E[k])·F)·G}, W of 32 by 100. Patterns:
 * ten that count, ten that repeat five tokens, twenty random ones, of 20 tokens; the last of each
 * is left out. Without knowledge f is 19 ln 100 = 87.5. The minimum is not known. Domain: |Wᵢⱼ| ≤
 * 1.
 *
 * <p>Source: document 001, §2.2 and §3.1, and its program llm_sgd_momentum_conservation.py, run by
 * Python 2 with seed 42.
 *
 * <p>The program predicts k + 1 after k, whatever the pattern's next token is: a token's neighbours
 * do not matter. Its gradients of E, A, F and G are 0, and with them what its optimizers do there.
 * After 150 steps the batches begin again; before a step is announced the batch is that of step 0.
 *
 * @param run which of the program's two runs: the first is that of SGD, the second of StableSGD
 */
public record PublishedLanguage(@Setting("which of the program's runs") PublishedLandscape.Run run)
    implements ProblemSpec {
  private static final int VOCABULARY = 100;
  private static final int LENGTH = 20;
  private static final int PERIOD = 5;
  private static final int WIDTH = 32;
  private static final int BATCH = 4;
  private static final int STEPS = 150;
  private static final int SEED = 42;
  private static final double LEAST = 1e-10;

  public PublishedLanguage {
    Settings.check(PublishedLanguage.class, run);
  }

  /** The first run. */
  public PublishedLanguage() {
    this(PublishedLandscape.Run.FIRST);
  }

  @Override
  public Card card() {
    return new Card(
        "published-language",
        "Predict k + 1 after the token k, by the last layer of a net of random weights.",
        "f(W) = Σ -ln softmax(h(k)W)ₖ₊₁/4 over the tokens k of a batch,  |Wᵢⱼ| ≤ 1",
        "document 001, §2.2 and §3.1, and its published program",
        "Weights and batches are those of the program; only its W has a gradient.");
  }

  @Override
  public Optional<Domain> domain() {
    return Optional.of(Domain.within(1));
  }

  @Override
  public Problem open(RandomKey key) {
    PythonRandom random = new PythonRandom(SEED);
    int[][] patterns = patterns(random);
    double[][] features = null;
    double[] start = null;
    int[][] counts = null;
    for (int r = 0; r <= run.ordinal(); r++) {
      features = features(random);
      start = normals(random, WIDTH * VOCABULARY);
      counts = counts(random, patterns);
    }
    return new Function(features, counts).problem(start);
  }

  private static int[][] patterns(PythonRandom random) {
    int[][] patterns = new int[40][LENGTH];
    for (int p = 0; p < patterns.length; p++) {
      for (int j = 0; j < LENGTH; j++) {
        patterns[p][j] =
            p < 10
                ? (p + j) % VOCABULARY
                : p < 20 ? (p - 10) * 10 + j % PERIOD : random.below(VOCABULARY);
      }
    }
    return patterns;
  }

  private static double[] normals(PythonRandom random, int count) {
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = random.normal(0.1);
    }
    return normals;
  }

  /** {@code h(k)} of every token. */
  private static double[][] features(PythonRandom random) {
    double[] e = normals(random, VOCABULARY * WIDTH);
    double[] a = normals(random, WIDTH * WIDTH);
    double[] f = normals(random, WIDTH * 2 * WIDTH);
    double[] g = normals(random, 2 * WIDTH * WIDTH);
    double[][] features = new double[VOCABULARY][WIDTH];
    for (int token = 0; token < VOCABULARY; token++) {
      double[] seen = new double[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        double sum = 0;
        for (int j = 0; j < WIDTH; j++) {
          sum += e[token * WIDTH + j] * a[i * WIDTH + j];
        }
        seen[i] = StrictMath.tanh(sum);
      }
      for (int i = 0; i < 2 * WIDTH; i++) {
        double sum = 0;
        for (int j = 0; j < WIDTH; j++) {
          sum += seen[j] * f[j * 2 * WIDTH + i];
        }
        for (int j = 0; j < WIDTH; j++) {
          features[token][j] += Math.max(0, sum) * g[i * WIDTH + j];
        }
      }
    }
    return features;
  }

  /** How often a token stands in the batch of every step. */
  private static int[][] counts(PythonRandom random, int[][] patterns) {
    int[][] counts = new int[STEPS][VOCABULARY];
    for (int[] count : counts) {
      for (int s = 0; s < BATCH; s++) {
        int[] pattern = patterns[random.below(patterns.length)];
        for (int j = 0; j < LENGTH - 1; j++) {
          count[pattern[j]]++;
        }
      }
    }
    return counts;
  }

  private static final class Function extends Surface {
    private final double[][] features;
    private final int[][] counts;
    private final double[] logits = new double[VOCABULARY];
    private int[] count;

    Function(double[][] features, int[][] counts) {
      super(WIDTH * VOCABULARY);
      this.features = features;
      this.counts = counts;
      this.count = counts[0];
    }

    @Override
    public void beginStep(int step) {
      count = counts[step % STEPS];
    }

    @Override
    public double value(double[] w) {
      double sum = 0;
      for (int token = 0; token < VOCABULARY; token++) {
        if (count[token] > 0) {
          sum += count[token] * loss(w, token);
        }
      }
      return sum / BATCH;
    }

    @Override
    public double valueAndGradient(double[] w, double[] gradient) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = 0;
      }
      double sum = 0;
      for (int token = 0; token < VOCABULARY; token++) {
        if (count[token] > 0) {
          sum += count[token] * loss(w, token);
          addGradient(token, gradient);
        }
      }
      return sum / BATCH;
    }

    /** The loss of one token; leaves its probabilities in the array of logits. */
    private double loss(double[] w, int token) {
      double[] h = features[token];
      for (int i = 0; i < VOCABULARY; i++) {
        logits[i] = 0;
      }
      for (int j = 0; j < WIDTH; j++) {
        for (int i = 0; i < VOCABULARY; i++) {
          logits[i] += h[j] * w[j * VOCABULARY + i];
        }
      }
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < VOCABULARY; i++) {
        largest = Math.max(largest, logits[i]);
      }
      double total = 0;
      for (int i = 0; i < VOCABULARY; i++) {
        logits[i] = StrictMath.exp(logits[i] - largest);
        total += logits[i];
      }
      for (int i = 0; i < VOCABULARY; i++) {
        logits[i] /= total;
      }
      return -StrictMath.log(Math.max(logits[(token + 1) % VOCABULARY], LEAST));
    }

    private void addGradient(int token, double[] gradient) {
      double share = (double) count[token] / BATCH;
      logits[(token + 1) % VOCABULARY] -= 1;
      for (int j = 0; j < WIDTH; j++) {
        double h = share * features[token][j];
        for (int i = 0; i < VOCABULARY; i++) {
          gradient[j * VOCABULARY + i] += logits[i] * h;
        }
      }
    }
  }
}
