package dev.fluxion.bench.run;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;

/** Other libraries: one is right, one is wrong, one cannot be loaded. */
public final class TestPeers {
  private TestPeers() {}

  /** Gives our own results. */
  public static class Echo implements Peer {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public boolean supports(Case row, int threads) {
      return row.id().equals("elem/dot/1e3");
    }

    @Override
    public Work prepare(Case row, int threads) {
      return row.work(1);
    }
  }

  /** Gives wrong results, fast. */
  public static final class Liar extends Echo {
    @Override
    public String name() {
      return "liar";
    }

    @Override
    public Work prepare(Case row, int threads) {
      return new Work(() -> {}, new double[] {42});
    }
  }

  /** Cannot be loaded. */
  public static final class Broken extends Echo {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Work prepare(Case row, int threads) {
      throw new UnsatisfiedLinkError("no broken in java.library.path");
    }
  }
}
