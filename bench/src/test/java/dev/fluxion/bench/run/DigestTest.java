package dev.fluxion.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void oneBitChangesIt() {
    float[] x = new float[10_000];
    String before = Digest.of(x);
    x[9_999] = Float.MIN_VALUE;
    assertNotEquals(before, Digest.of(x));
    assertNotEquals(Digest.of(new double[] {0.0}), Digest.of(new double[] {-0.0}));
  }

  @Test
  void allNansAreOne() {
    assertEquals(
        Digest.of(new float[] {Float.NaN}),
        Digest.of(new float[] {Float.intBitsToFloat(0xFFC12345)}));
  }

  @Test
  void toleranceIsRelativeToTheLargest() {
    Object[] ours = {new float[] {1000, 0}};
    Tolerance.require(ours, new Object[] {new double[] {1000.05, 0.05}}, 1e-4);
    for (Object wrong :
        new Object[] {
          new float[] {1000.2f, 0}, new float[] {1000, Float.NaN}, new float[] {1000}
        }) {
      assertThrows(
          IllegalStateException.class, () -> Tolerance.require(ours, new Object[] {wrong}, 1e-4));
    }
  }

  @Test
  void aStopwatchCallsAsOftenAsAsked() {
    int[] calls = new int[1];
    Stopwatch watch = Stopwatch.fresh();
    watch.time(() -> calls[0]++, 1234);
    assertEquals(1234, calls[0]);
    assertNotEquals(watch.getClass(), Stopwatch.fresh().getClass());
  }
}
