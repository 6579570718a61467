package dev.fluxion.bench.run;

import dev.fluxion.autodiff.kernel.Simd;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * A column of the study: a way to run the same cases, in a JVM of its own, because its flags
 * differ.
 *
 * @param id its name in files
 * @param label its heading
 * @param bits width of the vectors, 0 for scalar code
 * @param peer the other library that runs, or an empty text for Fluxion
 * @param options options of the JVM
 */
public record Column(String id, String label, int bits, String peer, List<String> options) {
  /** The flag without which the vector forms do not run. */
  public static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** The flag that takes the scalar forms. */
  public static final String NO_SIMD = "-D" + Simd.PROPERTY + "=0";

  /** The flag that keeps C2 from vectorizing loops. */
  public static final String NO_SUPERWORD = "-XX:-UseSuperWord";

  /** Scalar code, not vectorized by the compiler. */
  public static final Column SCALAR =
      new Column("scalar", "scalar, superword off", 0, "", List.of(NO_SIMD, NO_SUPERWORD));

  /** Scalar code as shipped; C2 vectorizes what it can. */
  public static final Column SUPERWORD =
      new Column("superword", "scalar as shipped", 0, "", List.of(NO_SIMD));

  /** The Vector API at a width. */
  public static Column vector(int bits) {
    return new Column(
        "vector-" + bits,
        "Vector API, " + bits + " bits",
        bits,
        "",
        List.of("-D" + Simd.PROPERTY + "=" + bits));
  }

  /** Another library. */
  public static Column peer(String name, List<String> options) {
    return new Column(name, name, 0, name, List.copyOf(options));
  }

  /** All columns of Fluxion that this machine can run, the widest vectors last. */
  public static List<Column> all() {
    List<Column> columns = new ArrayList<>(List.of(SCALAR, SUPERWORD));
    for (int bits = 128; bits <= widest(); bits *= 2) {
      columns.add(vector(bits));
    }
    return columns;
  }

  /** The column that a user gets. */
  public static Column shipped() {
    return all().getLast();
  }

  /** Whether this is Fluxion and not another library. */
  public boolean ours() {
    return peer.isEmpty();
  }

  /** The widest vectors of this machine, or 0 where the vector forms cannot run. */
  public static int widest() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return module && Simd.FMA ? Math.min(512, Hardware.bits()) : 0;
  }

  /** Loaded only where the vector module is present. */
  private static final class Hardware {
    static int bits() {
      return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
  }
}
