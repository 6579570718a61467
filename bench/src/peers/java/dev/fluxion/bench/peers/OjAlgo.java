package dev.fluxion.bench.peers;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Subject;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R032Store;

/** ojAlgo's matrices of floats, limited to one thread. */
public final class OjAlgo implements Peer {
  @Override
  public String name() {
    return "ojalgo";
  }

  @Override
  public boolean supports(Case row, int threads) {
    return threads == 1 && row.subject() instanceof Subject.Product;
  }

  @Override
  public Work prepare(Case row, int threads) {
    OjAlgoUtils.limitThreadsTo(1);
    Subject.Product p = (Subject.Product) row.subject();
    MatrixStore<Double> a = stored(p.m(), p.k(), p.a(), p.transposedA());
    MatrixStore<Double> b = stored(p.k(), p.n(), p.b(), p.transposedB());
    R032Store c = R032Store.FACTORY.make(p.m(), p.n());
    return new Work(
        () -> c.fillByMultiplying(a, b),
        () -> {
          float[] result = new float[p.m() * p.n()];
          for (int i = 0; i < result.length; i++) {
            result[i] = c.floatValue(i / p.n(), i % p.n());
          }
          return new Object[] {result};
        });
  }

  /** A matrix of so many rows and columns; a transposed one is a view of its store. */
  private static MatrixStore<Double> stored(int rows, int columns, float[] x, boolean transposed) {
    int width = transposed ? rows : columns;
    R032Store store = R032Store.FACTORY.make(x.length / width, width);
    for (int i = 0; i < x.length; i++) {
      store.set(i / width, i % width, x[i]);
    }
    return transposed ? store.transpose() : store;
  }
}
