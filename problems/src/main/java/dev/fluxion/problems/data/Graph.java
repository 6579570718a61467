package dev.fluxion.problems.data;

import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * The neighbours of every node, in compressed sparse rows.
 *
 * <p>Formula: the neighbours of node i are {@code neighbors[starts[i]] … neighbors[starts[i + 1] -
 * 1]}.
 *
 * @param starts where the neighbours of each node begin, and the end
 * @param neighbors the neighbours, one node after the other
 */
public record Graph(ImmutableIntList starts, ImmutableIntList neighbors) {
  public Graph {
    if (starts.isEmpty() || starts.getFirst() != 0 || starts.getLast() != neighbors.size()) {
      throw new IllegalArgumentException(
          "starts must go from 0 to the number of neighbours, " + neighbors.size());
    }
    for (int i = 1; i < starts.size(); i++) {
      if (starts.get(i) < starts.get(i - 1)) {
        throw new IllegalArgumentException("starts[" + i + "] is below the one before");
      }
    }
    int nodes = starts.size() - 1;
    for (int i = 0; i < neighbors.size(); i++) {
      if (neighbors.get(i) < 0 || neighbors.get(i) >= nodes) {
        throw new IllegalArgumentException(
            "neighbors[" + i + "] = " + neighbors.get(i) + "; nodes are 0 to " + (nodes - 1));
      }
    }
  }

  /**
   * The graph of some edges, each seen from both of its ends; loops and repetitions count as given.
   *
   * @param nodes number of nodes
   * @param from one end of each edge
   * @param to the other end
   */
  public static Graph undirected(int nodes, int[] from, int[] to) {
    int[] starts = new int[nodes + 1];
    for (int e = 0; e < from.length; e++) {
      starts[from[e] + 1]++;
      starts[to[e] + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      starts[i + 1] = Math.addExact(starts[i + 1], starts[i]);
    }
    int[] at = starts.clone();
    int[] neighbors = new int[starts[nodes]];
    for (int e = 0; e < from.length; e++) {
      neighbors[at[from[e]]++] = to[e];
      neighbors[at[to[e]]++] = from[e];
    }
    return new Graph(IntLists.immutable.with(starts), IntLists.immutable.with(neighbors));
  }

  /** Number of nodes. */
  public int nodes() {
    return starts.size() - 1;
  }
}
