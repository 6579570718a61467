package dev.fluxion.experiments.search;

import dev.fluxion.autodiff.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Tree-structured Parzen estimator, each dimension by itself.
 *
 * <p>Formula: with l the density of the best {@code γ(n) = min(⌈n/10⌉, 25)} of n trials and g that
 * of the others, the proposal is that of 24 draws from l with the largest {@code l(u)/g(u)}. The
 * first 10 trials are random.
 *
 * <p>Source: J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl, «Algorithms for Hyper-Parameter
 * Optimization», 2011, §4; J. Bergstra, D. Yamins, D. Cox, «Making a Science of Model Search»,
 * 2013. The numbers are the documented defaults of Optuna's TPESampler, {@code multivariate} off.
 *
 * <p>The proposals of a batch all know the same trials, where the published ones know one more each
 * time.
 *
 * @param startup number of random trials
 * @param candidates number of draws
 */
public record TpeSampler(int startup, int candidates) implements Sampler {
  public TpeSampler {
    if (startup < 1 || candidates < 1) {
      throw new IllegalArgumentException(
          "startup = " + startup + " and candidates = " + candidates + " must be at least 1");
    }
  }

  /** The defaults. */
  public TpeSampler() {
    this(10, 24);
  }

  @Override
  public String text() {
    return "tpe(startup=" + startup + ",candidates=" + candidates + ")";
  }

  @Override
  public double[][] propose(Space space, History history, int count, RandomKey key) {
    int n = history.size();
    List<Dimension> varying = space.varying();
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = RandomSampler.point(space, n + i, key);
    }
    if (n < startup) {
      return points;
    }
    int[] ranking = history.ranking();
    int[] good = Arrays.copyOf(ranking, Math.min((n + 9) / 10, 25));
    int[] rest = Arrays.copyOfRange(ranking, good.length, n);
    Arrays.sort(good);
    Arrays.sort(rest);
    for (int j = 0; j < varying.size(); j++) {
      Density l = Density.of(varying.get(j), history.coordinate(j, good));
      Density g = Density.of(varying.get(j), history.coordinate(j, rest));
      RandomKey own = key.split("tpe").split(j);
      for (int i = 0; i < count; i++) {
        points[i][j] = proposal(l, g, own.split(n + i));
      }
    }
    return points;
  }

  private double proposal(Density l, Density g, RandomKey key) {
    double best = 0;
    double chosen = 0.5;
    for (int i = 0; i < candidates; i++) {
      double u = l.sample(key, i);
      double ratio = g.ratio(l.at(u), u, best);
      if (ratio > best) {
        best = ratio;
        chosen = u;
      }
    }
    return chosen;
  }
}
