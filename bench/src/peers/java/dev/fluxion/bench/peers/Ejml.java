package dev.fluxion.bench.peers;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Subject;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** EJML's dense row-major matrices of floats. */
public final class Ejml implements Peer {
  @Override
  public String name() {
    return "ejml";
  }

  @Override
  public boolean supports(Case row, int threads) {
    return threads == 1 && row.subject() instanceof Subject.Product;
  }

  @Override
  public Work prepare(Case row, int threads) {
    Subject.Product p = (Subject.Product) row.subject();
    FMatrixRMaj a =
        FMatrixRMaj.wrap(p.transposedA() ? p.k() : p.m(), p.transposedA() ? p.m() : p.k(), p.a());
    FMatrixRMaj b =
        FMatrixRMaj.wrap(p.transposedB() ? p.n() : p.k(), p.transposedB() ? p.k() : p.n(), p.b());
    FMatrixRMaj c = new FMatrixRMaj(p.m(), p.n());
    Runnable call =
        p.transposedA()
            ? () -> CommonOps_FDRM.multTransA(a, b, c)
            : p.transposedB()
                ? () -> CommonOps_FDRM.multTransB(a, b, c)
                : () -> CommonOps_FDRM.mult(a, b, c);
    return new Work(call, c.data);
  }
}
