package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which form runs, and why; a missing JVM flag must not go unnoticed. */
class SimdTest {
  private static final boolean ABSENT =
      "absent".equals(System.getProperty("dev.fluxion.test.module"));
  private static final String WANTED = System.getProperty(Simd.PROPERTY);

  @Test
  void vectorFormsRunUnlessThisRunSaysOtherwise() {
    assumeTrue(!ABSENT && !"0".equals(WANTED));
    assumeKnownMachine();
    assertTrue(Simd.BITS > 0, Simd.sentence());
    int hardware = Hardware.bits();
    if (Boolean.getBoolean(Simd.EMULATE)) {
      assertEquals(Integer.parseInt(WANTED), Simd.BITS);
    } else {
      assertEquals(
          WANTED == null ? hardware : Math.min(Integer.parseInt(WANTED), hardware), Simd.BITS);
    }
    assertTrue(
        Simd.sentence().startsWith("SIMD is on: " + Simd.BITS + "-bit vectors"), Simd.sentence());
    assertTrue(Simd.pays(4096));
  }

  @Test
  void scalarFormsRunWhereTheyAreAskedFor() {
    assumeTrue(!ABSENT && "0".equals(WANTED));
    assertEquals(0, Simd.BITS);
    assertEquals(
        "SIMD is off: -Ddev.fluxion.simd.bits=0 asks for scalar code."
            + " Results are the same bits, only slower.",
        Simd.sentence());
    assertTrue(!Simd.pays(4096));
  }

  @Test
  void scalarFormsRunWhereTheModuleIsAbsent() {
    assumeTrue(ABSENT);
    assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
    assertEquals(0, Simd.BITS);
    assertEquals(
        "SIMD is off: the JVM was started without --add-modules jdk.incubator.vector."
            + " Results are the same bits, only slower.",
        Simd.sentence());
    assertTrue(!Simd.pays(4096));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Ddev.fluxion.simd.bits=0  | -Ddev.fluxion.simd.bits=0 asks for scalar code",
        "-Xint                      | the JVM only interprets (-Xint)",
        "-XX:TieredStopAtLevel=1    | the C2 compiler is switched off (-XX:TieredStopAtLevel=1)",
        "-XX:-UseFMA                | this processor has no fused multiply-add"
      })
  void sentenceSaysWhySimdIsOffAndTheBitsStayTheSame(String flag, String reason) throws Exception {
    assumeKnownMachine();
    Child child = Child.run(SimdProbe.class, Child.MODULE, flag);
    assertEquals("0", child.line(0));
    assertTrue(child.line(1).startsWith("SIMD is off: " + reason), child.line(1));
    assertEquals(SimdProbe.checksum(), child.line(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void widthIsTheOneAskedForAndTheBitsStayTheSame(int bits) throws Exception {
    assumeKnownMachine();
    Child child =
        Child.run(
            SimdProbe.class,
            Child.MODULE,
            "-D" + Simd.PROPERTY + "=" + bits,
            "-XX:MaxVectorSize=32");
    int expected = Integer.parseInt(child.line(0));
    assertTrue(expected >= 128 && expected <= Math.min(bits, 256), child.line(0));
    String tail =
        bits > expected ? " (" + bits + " were asked for, the hardware has no more)." : ".";
    assertEquals("SIMD is on: " + expected + "-bit vectors" + tail, child.line(1));
    assertEquals(SimdProbe.checksum(), child.line(2));
  }

  @Test
  void aWidthThatTheHardwareLacksIsEmulatedOnRequestAndTheBitsStayTheSame() throws Exception {
    assumeKnownMachine();
    Child child =
        Child.run(
            SimdProbe.class,
            Child.MODULE,
            "-D" + Simd.PROPERTY + "=512",
            "-D" + Simd.EMULATE + "=true",
            "-XX:MaxVectorSize=32");
    assertEquals("512", child.line(0));
    assertTrue(child.line(1).contains("512-bit vectors, emulated for tests"), child.line(1));
    assertEquals(SimdProbe.checksum(), child.line(2));
  }

  @Test
  void aWidthThatDoesNotExistIsRefused() throws Exception {
    Child child = Child.run(SimdProbe.class, Child.MODULE, "-D" + Simd.PROPERTY + "=384");
    assertNotEquals(0, child.status());
    assertTrue(
        child
            .output()
            .contains(
                "-Ddev.fluxion.simd.bits=384 is not a vector width; allowed: 0, 128, 256, 512"),
        child.output());
  }

  private static void assumeKnownMachine() {
    assumeTrue(Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch")));
    assumeTrue(System.getProperty("java.vm.name").matches(".*(HotSpot|OpenJDK).*"));
  }

  /** Loaded only where the vector module is present. */
  private static final class Hardware {
    static int bits() {
      return Math.min(
          VectorShape.preferredShape().vectorBitSize(),
          FloatVector.SPECIES_PREFERRED.vectorBitSize());
    }
  }
}
