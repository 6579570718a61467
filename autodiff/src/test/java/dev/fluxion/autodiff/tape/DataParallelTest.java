package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.parallel.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A batch in chunks: the mean of the chunks, the same bits on any number of threads. */
class DataParallelTest {
  private static final int CHUNKS = 5;
  private final int threads = Workers.count();

  @AfterEach
  void restore() {
    Workers.limit(threads);
  }

  /** Mean squared error of a layer wide enough for several blocks of the gradient. */
  private static Program program(int rows) {
    Tape tape = new Tape();
    Tensor x = tape.input("x", rows, 7);
    Tensor w = tape.parameter("w", Role.WEIGHT, 7, 3000);
    Tensor v = tape.parameter("v", Role.WEIGHT, 3000, 1);
    Tensor y = x.matmul(w).tanh().matmul(v);
    return tape.compile(y.meanSquaredError(tape.input("y", rows, 1)));
  }

  private static DataParallel batch(int rows, int chunks) {
    DataParallel batch = new DataParallel(program(rows), chunks);
    batch.set("x", Net.numbers("x", rows * chunks * 7));
    batch.set("y", Net.numbers("y", rows * chunks));
    return batch;
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    float[] theta = Net.numbers("theta", 24000);
    Workers.limit(1);
    float[] expected = new float[24000];
    double loss = batch(4, CHUNKS).valueAndGradient(theta, expected);
    for (int t = 1; t <= threads; t++) {
      Workers.limit(t);
      DataParallel batch = batch(4, CHUNKS);
      float[] gradient = new float[24000];
      assertEquals(loss, batch.valueAndGradient(theta, gradient), 0);
      assertArrayEquals(expected, gradient);
      assertEquals(loss, batch.value(theta), 0);
    }
  }

  @Test
  void itIsTheMeanOfTheChunksAndAlmostTheWholeBatch() {
    float[] theta = Net.numbers("theta", 24000);
    DataParallel batch = batch(4, CHUNKS);
    float[] gradient = new float[24000];
    double loss = batch.valueAndGradient(theta, gradient);
    double sum = 0;
    double[] mean = new double[24000];
    for (int c = 0; c < CHUNKS; c++) {
      Workspace chunk = program(4).newWorkspace();
      chunk.set("x", Arrays.copyOfRange(Net.numbers("x", CHUNKS * 28), c * 28, c * 28 + 28));
      chunk.set("y", Arrays.copyOfRange(Net.numbers("y", CHUNKS * 4), c * 4, c * 4 + 4));
      float[] own = new float[24000];
      sum += chunk.valueAndGradient(theta, own);
      float[] read = new float[24000];
      batch.readGradient(c, read);
      assertArrayEquals(own, read);
      for (int i = 0; i < own.length; i++) {
        mean[i] += own[i] / (double) CHUNKS;
      }
    }
    assertEquals(sum / CHUNKS, loss, 1e-15 * loss);
    float[] whole = new float[24000];
    double wholeLoss = batch(4 * CHUNKS, 1).valueAndGradient(theta, whole);
    assertEquals(wholeLoss, loss, 1e-6 * loss);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(mean[i], gradient[i], 1e-5);
      assertEquals(whole[i], gradient[i], 1e-4);
    }
  }

  @Test
  void badSizesAreRefused() {
    assertEquals(
        "chunks = 0 must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> batch(4, 0)).getMessage());
    DataParallel batch = batch(4, 2);
    assertEquals(
        "input 'x' of 2 chunks must have length 56, not 28",
        assertThrows(IllegalArgumentException.class, () -> batch.set("x", new float[28]))
            .getMessage());
  }
}
