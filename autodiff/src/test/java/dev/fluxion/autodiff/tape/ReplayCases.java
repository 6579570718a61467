package dev.fluxion.autodiff.tape;

import java.util.LinkedHashMap;
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
    Map<String, Runnable> cases = new LinkedHashMap<>(); // in order, for the compiler's sake
    cases.put("replay with gradient", () -> workspace.valueAndGradient(theta, gradient));
    cases.put("replay without gradient", () -> workspace.value(theta));
    return cases;
  }
}
