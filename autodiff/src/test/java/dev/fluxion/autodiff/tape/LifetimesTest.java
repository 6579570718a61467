package dev.fluxion.autodiff.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.random.RandomKey;
import org.junit.jupiter.api.Test;

/** Gradients that are alive at the same time lie apart, and nothing is wasted in simple cases. */
class LifetimesTest {
  @Test
  void whatIsAliveAtTheSameTimeLiesApart() {
    for (int seed = 0; seed < 200; seed++) {
      RandomKey key = RandomKey.of(seed);
      int n = 2 + key.integer(0, 0, 20);
      int[] length = new int[n];
      int[] begin = new int[n];
      int[] end = new int[n];
      int[] offset = new int[n];
      Lifetimes lifetimes = new Lifetimes();
      int sum = 0;
      for (int id = 0; id < n; id++) {
        length[id] = 1 + key.integer(1, id, 50);
        end[id] = key.integer(2, id, 10) == 0 ? -1 : id;
        begin[id] = id + 1 + key.integer(3, id, n);
        sum += length[id];
        lifetimes.add(id, length[id], begin[id], end[id]);
      }
      int size = lifetimes.place(offset);
      assertTrue(size <= sum);
      for (int i = 0; i < n; i++) {
        assertTrue(offset[i] >= 0 && offset[i] + length[i] <= size);
        for (int j = 0; j < i; j++) {
          boolean meet = end[i] <= begin[j] && end[j] <= begin[i];
          boolean apart = offset[i] + length[i] <= offset[j] || offset[j] + length[j] <= offset[i];
          assertTrue(!meet || apart, "seed " + seed + ": " + i + " and " + j);
        }
      }
    }
  }

  @Test
  void aChainNeedsTheTwoLargestNeighbours() {
    int[] offset = new int[4];
    Lifetimes lifetimes = new Lifetimes();
    int[] lengths = {5, 3, 8, 2};
    for (int id = 0; id < 4; id++) {
      lifetimes.add(id, lengths[id], id + 1, id);
    }
    assertEquals(11, lifetimes.place(offset));
  }
}
