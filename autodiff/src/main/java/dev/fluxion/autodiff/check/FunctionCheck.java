package dev.fluxion.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Measures a function of floats against its exact value: the largest error in ulps and where it is,
 * how often the function runs the wrong way although the exact one is monotone, and whether it is
 * exact where it should be. On a sample of the floats, or on all 2³² of them.
 *
 * <p>The error is {@code |computed - exact|} in units in the last place of the float nearest to the
 * exact value; an ulp of subnormal numbers is 2⁻¹⁴⁹. The exact value is a double with a relative
 * error below 1e-13, so an error is known to a millionth of an ulp.
 *
 * <pre>{@code
 * for (FunctionCheck check : Functions.all()) {
 *   check.sample().expectWithinBounds();
 * }
 * }</pre>
 *
 * @param name the name of the function
 * @param bound the largest error allowed, in ulps
 * @param order how the function is monotone
 * @param exact the function in double
 * @param kernel the function under test
 * @param exactly places where the result must be right to the bit, each followed by its result
 */
public record FunctionCheck(
    String name,
    double bound,
    Order order,
    DoubleUnaryOperator exact,
    Kernel kernel,
    List<Float> exactly) {

  /** How a function is monotone over all floats for which it is a number. */
  public enum Order {
    RISING,
    FALLING,
    NEITHER
  }

  /** An elementwise function. */
  public interface Kernel {
    /** {@code y ← f(x)} for n elements. */
    void run(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  /**
   * What was found.
   *
   * @param name the name of the function
   * @param inputs how many floats were tried
   * @param error the largest error, in ulps; NaN where one of computed and exact is NaN
   * @param at the argument where it is
   * @param bound the largest error allowed
   * @param exceptions how many neighbours among the floats tried run the wrong way
   * @param wrong exact places with another result, in words
   */
  public record Finding(
      String name,
      long inputs,
      double error,
      String at,
      double bound,
      long exceptions,
      List<String> wrong) {
    /** Whether the error is within its bound, the order kept and every exact place right. */
    public boolean passes() {
      return error <= bound && exceptions == 0 && wrong.isEmpty();
    }

    /**
     * Requires that it passes.
     *
     * @throws AssertionError with the finding if it does not
     */
    public void expectWithinBounds() {
      if (!passes()) {
        throw new AssertionError(toString());
      }
    }

    /** Both findings of one function as one. */
    Finding and(Finding later) {
      boolean worse = Double.isNaN(later.error) || later.error > error;
      return new Finding(
          name,
          inputs + later.inputs,
          worse ? later.error : error,
          worse ? later.at : at,
          bound,
          exceptions + later.exceptions,
          Stream.concat(wrong.stream(), later.wrong.stream()).toList());
    }
  }

  /** Floats by rank: in order of size, −0 before 0; these are −∞ and ∞. */
  private static final int LOWEST = ~0x7F80_0000;

  private static final int HIGHEST = 0x7F80_0000;
  private static final int NANS = 2 * 0x7F_FFFF;
  private static final int BLOCK = 4096;
  private static final int CHUNK = 1 << 22;
  private static final int STRIDE = 1009;
  private static final int NEAR = 300;

  @Override
  public String toString() {
    return name;
  }

  /** Tries some four million floats: every 1009th, and hundreds around every critical one. */
  public Finding sample() {
    Finding finding = nans(STRIDE).and(measure(LOWEST, HIGHEST, STRIDE));
    for (int rank : criticalRanks()) {
      int first = Math.max(LOWEST, rank - NEAR);
      finding = finding.and(measure(first, Math.min(HIGHEST, rank + NEAR), 1));
    }
    return finding;
  }

  /**
   * Tries all 2³² floats.
   *
   * @param threads how many threads work
   * @param progress told how many floats are done, now and then
   */
  public Finding exhaustive(int threads, LongConsumer progress) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Finding>> parts = new ArrayList<>();
      for (long low = LOWEST; low <= HIGHEST; low += CHUNK) {
        int first = (int) low;
        int last = (int) Math.min(HIGHEST, low + CHUNK - 1);
        parts.add(pool.submit(() -> measure(first, last, 1)));
      }
      Finding finding = nans(1);
      for (Future<Finding> part : parts) {
        finding = finding.and(part.get());
        progress.accept(finding.inputs);
      }
      return finding;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Floats of the given ranks, and the order of each with the one before it. */
  private Finding measure(int first, int last, int stride) {
    float[] x = new float[BLOCK];
    float[] y = new float[BLOCK];
    double worst = -1;
    float at = 0;
    long inputs = 0;
    long exceptions = 0;
    float before = first == LOWEST ? Float.NaN : of(ofRank(first - 1));
    for (long rank = first; rank <= last; ) {
      int n = 0;
      for (; n < BLOCK && rank <= last; n++, rank += stride) {
        x[n] = ofRank((int) rank);
      }
      kernel.run(n, x, 0, y, 0);
      inputs += n;
      for (int i = 0; i < n; i++) {
        double error = ulps(y[i], exact.applyAsDouble(x[i]));
        if (!(error <= worst)) {
          worst = Double.isNaN(worst) ? worst : error;
          at = x[i];
        }
        boolean zero = Float.floatToRawIntBits(x[i]) == 0; // as large as -0
        exceptions += order == Order.RISING && y[i] < before && !zero ? 1 : 0;
        exceptions += order == Order.FALLING && y[i] > before && !zero ? 1 : 0;
        before = y[i];
      }
    }
    return new Finding(name, inputs, worst, Float.toString(at), bound, exceptions, List.of());
  }

  /** All NaNs, or some of them, and the exact places. */
  private Finding nans(int stride) {
    long inputs = 0;
    for (int i = 1; i <= NANS / 2; i += stride) {
      for (int bits : new int[] {0x7F80_0000 + i, 0xFF80_0000 + i}) {
        inputs++;
        if (!Float.isNaN(of(Float.intBitsToFloat(bits)))) {
          return new Finding(name, inputs, Double.NaN, "NaN", bound, 0, wrong());
        }
      }
    }
    return new Finding(name, inputs, 0, "NaN", bound, 0, wrong());
  }

  private List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < exactly.size(); i += 2) {
      float x = exactly.get(i);
      float y = of(x);
      if (Float.floatToIntBits(y) != Float.floatToIntBits(exactly.get(i + 1))) {
        wrong.add(name + "(" + x + ") = " + y + " instead of " + exactly.get(i + 1));
      }
    }
    return List.copyOf(wrong);
  }

  private float of(float x) {
    float[] one = {x};
    kernel.run(1, one, 0, one, 0);
    return one[0];
  }

  /** The error in units in the last place of the float nearest to the exact value. */
  static double ulps(float actual, double exact) {
    float nearest = (float) exact;
    if (Double.isNaN(exact) || Float.isNaN(actual)) {
      return Double.isNaN(exact) && Float.isNaN(actual) ? 0 : Double.NaN;
    }
    if (Float.isInfinite(nearest) || Float.isInfinite(actual)) {
      return nearest == actual ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / Math.ulp(nearest);
  }

  private static float ofRank(int rank) {
    return Float.intBitsToFloat(rank >= 0 ? rank : ~rank | Integer.MIN_VALUE);
  }

  private static int rank(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits >= 0 ? bits : ~(bits & Integer.MAX_VALUE);
  }

  /** Powers of two, where mantissas wrap, and the multiples of ln 2 / 2, where the n of eˣ does. */
  private static List<Integer> criticalRanks() {
    List<Integer> ranks = new ArrayList<>();
    for (int sign = -1; sign <= 1; sign += 2) {
      for (int exponent = Float.MIN_EXPONENT - 23; exponent <= Float.MAX_EXPONENT; exponent++) {
        ranks.add(rank(sign * Math.scalb(1f, exponent)));
      }
      for (int k = 1; k <= 302; k++) {
        ranks.add(rank((float) (sign * k * StrictMath.log(2) / 2)));
      }
      ranks.add(rank(sign * Float.POSITIVE_INFINITY));
    }
    return ranks;
  }
}
