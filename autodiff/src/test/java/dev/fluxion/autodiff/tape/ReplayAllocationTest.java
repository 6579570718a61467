package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fluxion.autodiff.kernel.Allocation;
import org.junit.jupiter.api.Test;

/** Once compiled, a replay allocates nothing. */
class ReplayAllocationTest {
  @Test
  void replayAllocatesNothing() throws InterruptedException {
    Net net = new Net();
    Workspace workspace = net.workspace("a");
    float[] theta = net.theta("point");
    float[] gradient = new float[theta.length];
    assertEquals(
        0,
        Allocation.fewestBytes(() -> workspace.valueAndGradient(theta, gradient)),
        "bytes in " + Allocation.CALLS + " replays");
    assertEquals(
        0,
        Allocation.fewestBytes(() -> workspace.value(theta)),
        "bytes in " + Allocation.CALLS + " replays without gradient");
  }
}
