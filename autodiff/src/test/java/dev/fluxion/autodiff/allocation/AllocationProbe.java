package dev.fluxion.autodiff.allocation;

import com.sun.management.ThreadMXBean;
import dev.fluxion.autodiff.kernel.KernelCases;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.autodiff.tape.ReplayCases;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how many cases it ran, then the name of each that allocates once it is compiled; with
 * arguments, of the cases with these names.
 */
final class AllocationProbe {
  /** A case that allocates, to show that the probe sees it; runs only where it is asked for. */
  static final String SPOILT = "spoilt";

  private static final int CALLS = 1000;
  private static final int ROUNDS = 60;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static volatile Object kept;

  private AllocationProbe() {}

  public static void main(String[] names) {
    Map<String, Runnable> cases = cases();
    List<String> wanted =
        names.length > 0
            ? List.of(names)
            : cases.keySet().stream().filter(name -> !name.equals(SPOILT)).toList();
    System.out.println(wanted.size());
    for (String name : wanted) {
      if (fewestBytes(cases.get(name)) > 0) {
        System.out.println(name);
      }
    }
  }

  private static Map<String, Runnable> cases() {
    Map<String, Runnable> cases = new LinkedHashMap<>(KernelCases.all());
    RandomKey key = RandomKey.of(7);
    float[] x = new float[3000];
    int[] w = new int[3000];
    cases.put("normals", () -> key.normals(1, 77, 2800, x, 3));
    cases.put("uniforms", () -> key.uniforms(1, 77, 2800, x, 3));
    cases.put("uniforms of a range", () -> key.uniforms(1, 77, 2800, -1, 1, x, 3));
    cases.put("integers", () -> key.integers(1, 77, 2800, 9, w, 3));
    cases.putAll(ReplayCases.all());
    cases.put(SPOILT, () -> kept = new float[1]);
    return cases;
  }

  /** Of the best round; vectors are boxed until their loop is compiled. */
  private static long fewestBytes(Runnable code) {
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && fewest > 0; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        code.run();
      }
      fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return fewest;
  }
}
