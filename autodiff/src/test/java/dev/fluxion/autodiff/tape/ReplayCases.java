package dev.fluxion.autodiff.tape;

import java.util.Map;

/** Replays of a small net, as work that must not allocate once it is compiled. */
public final class ReplayCases {
  private ReplayCases() {}

  /** Name and work. */
  public static Map<String, Runnable> all() {
    Net net = new Net();
    Workspace workspace = net.workspace("a");
    float[] theta = net.theta("point");
    float[] gradient = new float[theta.length];
    return Map.of(
        "replay with gradient", () -> workspace.valueAndGradient(theta, gradient),
        "replay without gradient", () -> workspace.value(theta));
  }
}
