package dev.fluxion.autodiff.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;

/**
 * Decides once, when the JVM starts, whether kernels run their vector or their scalar form, and can
 * say why in one sentence. Both forms give the same bits, so the choice changes speed only.
 *
 * <p>{@code -Ddev.fluxion.simd.bits=0|128|256|512} asks for a width; 0 is scalar code. A width
 * beyond the hardware's is lowered to it, because the JVM would emulate it at a hundredth of the
 * speed; {@code -Ddev.fluxion.simd.emulate=true} lets it, so that every width can be tested
 * everywhere.
 */
public final class Simd {
  /** The system property that asks for a width. */
  public static final String PROPERTY = "dev.fluxion.simd.bits";

  /** The system property that lets the JVM emulate a width that the hardware lacks. */
  public static final String EMULATE = "dev.fluxion.simd.emulate";

  /** Below this length the scalar form runs: vector code pays off only once it is compiled. */
  private static final int SHORTEST = 32;

  /** Whether the JVM compiles {@link Math#fma} to one instruction. */
  public static final boolean FMA = "true".equals(vmOption("UseFMA"));

  /** Width of the vector forms in bits, or 0 where the scalar forms run. */
  public static final int BITS;

  private static final String SENTENCE;

  static {
    int wanted = requested();
    String obstacle = obstacle(wanted);
    BITS = obstacle != null ? 0 : width(wanted);
    SENTENCE =
        obstacle != null
            ? "SIMD is off: " + obstacle + ". Results are the same bits, only slower."
            : "SIMD is on: " + BITS + "-bit vectors" + remark(wanted) + ".";
  }

  private Simd() {}

  /** Whether a loop of this length should run in vector form. */
  static boolean pays(int length) {
    return BITS != 0 && length >= SHORTEST;
  }

  /** One sentence for the user: on with which width, or off and why. */
  public static String sentence() {
    return SENTENCE;
  }

  private static int width(int wanted) {
    boolean emulate = Boolean.getBoolean(EMULATE) && wanted != Integer.MAX_VALUE;
    return emulate ? wanted : Math.min(wanted, Hardware.BITS);
  }

  private static String remark(int wanted) {
    if (BITS > Hardware.BITS) {
      return ", emulated for tests and slow (the hardware has " + Hardware.BITS + ")";
    }
    boolean lowered = wanted != Integer.MAX_VALUE && wanted > BITS;
    return lowered ? " (" + wanted + " were asked for, the hardware has no more)" : "";
  }

  private static int requested() {
    String text = System.getProperty(PROPERTY);
    if (text == null || text.isBlank()) {
      return Integer.MAX_VALUE;
    }
    return switch (text.strip()) {
      case "0" -> 0;
      case "128" -> 128;
      case "256" -> 256;
      case "512" -> 512;
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + "=" + text + " is not a vector width; allowed: 0, 128, 256, 512");
    };
  }

  private static String obstacle(int wanted) {
    if (wanted == 0) {
      return "-D" + PROPERTY + "=0 asks for scalar code";
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return "the JVM was started without --add-modules jdk.incubator.vector";
    }
    if (System.getProperty("java.vm.info", "").contains("interpreted")) {
      return "the JVM only interprets (-Xint)";
    }
    String tier = vmOption("TieredStopAtLevel");
    if (tier == null) {
      return "this JVM is not HotSpot, whose C2 compiler the vector loops need";
    }
    if (!tier.equals("4") && "true".equals(vmOption("TieredCompilation"))) {
      return "the C2 compiler is switched off (-XX:TieredStopAtLevel=" + tier + ")";
    }
    if (!FMA) {
      return "this processor has no fused multiply-add; Fluxion computes it exactly in software";
    }
    if (Hardware.BITS < 128) {
      return "the JVM offers no vectors of at least 128 bits on this processor";
    }
    return null;
  }

  /** The value of a HotSpot option, or null where there is none or the JVM is another. */
  private static String vmOption(String name) {
    try {
      Class<? extends PlatformManagedObject> type =
          Class.forName("com.sun.management.HotSpotDiagnosticMXBean")
              .asSubclass(PlatformManagedObject.class);
      Object bean = ManagementFactory.getPlatformMXBean(type);
      Object option = type.getMethod("getVMOption", String.class).invoke(bean, name);
      return (String) option.getClass().getMethod("getValue").invoke(option);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** The widest vectors of the hardware; loaded only where the vector module is present. */
  private static final class Hardware {
    static final int BITS =
        Math.min(
            VectorShape.preferredShape().vectorBitSize(),
            FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }
}
