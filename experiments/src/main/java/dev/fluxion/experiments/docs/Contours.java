package dev.fluxion.experiments.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of equal height of a function that is known on a grid: marching squares.
 *
 * <p>In every cell a line crosses the edges whose ends lie on different sides of the level, at the
 * place of linear interpolation; in a saddle, four crossings, the mean of the corners says which
 * belong together. Crossings are joined along shared edges.
 *
 * <p>Source: W. Lorensen, H. Cline, «Marching Cubes», 1987, in two dimensions.
 */
final class Contours {
  private final double[][] heights;

  /** Of heights by row and column. */
  Contours(double[][] heights) {
    this.heights = heights;
  }

  /** Levels with the same area between neighbours; each once. */
  double[] levels(int count) {
    double[] sorted =
        Arrays.stream(heights).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
    Arrays.sort(sorted);
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      levels[i] = sorted[(int) ((i + 0.5) / count * (sorted.length - 1))];
    }
    return Arrays.stream(levels).distinct().toArray();
  }

  /** The lines of a level; a point is {column, row}. */
  List<double[][]> lines(double level) {
    Map<Long, long[]> neighbours = new HashMap<>();
    List<Long> order = new ArrayList<>();
    for (int i = 0; i + 1 < heights.length; i++) {
      for (int j = 0; j + 1 < heights[i].length; j++) {
        cell(i, j, level, neighbours, order);
      }
    }
    List<double[][]> lines = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) { // open lines from their ends, then closed ones
      for (long edge : order) {
        long[] next = neighbours.get(edge);
        if (next != null && (pass == 1 || next[1] < 0)) {
          lines.add(follow(edge, level, neighbours));
        }
      }
    }
    return lines;
  }

  /** Connects the crossings of a cell. Edges: below, right, above, left. */
  private void cell(int i, int j, double level, Map<Long, long[]> neighbours, List<Long> order) {
    double a = heights[i][j];
    double b = heights[i][j + 1];
    double c = heights[i + 1][j + 1];
    double d = heights[i + 1][j];
    if (!Double.isFinite(a + b + c + d)) {
      return;
    }
    long[] edges = {edge(i, j, 0), edge(i, j + 1, 1), edge(i + 1, j, 0), edge(i, j, 1)};
    boolean[] above = {a > level, b > level, c > level, d > level};
    List<Long> crossed = new ArrayList<>(4);
    for (int k = 0; k < 4; k++) {
      if (above[k] != above[(k + 1) % 4]) {
        crossed.add(edges[k]);
      }
    }
    if (crossed.size() == 2) {
      connect(crossed.get(0), crossed.get(1), neighbours, order);
    } else if (crossed.size() == 4) {
      boolean hill = (a + b + c + d) / 4 > level;
      int shift = hill == above[0] ? 0 : 3; // around b and d, or around a and c
      for (int k = 0; k < 4; k += 2) {
        connect(edges[(k + shift) % 4], edges[(k + shift + 1) % 4], neighbours, order);
      }
    }
  }

  /** The edge that begins at a corner and goes along a row (0) or a column (1). */
  private long edge(int i, int j, int direction) {
    return ((long) i * heights[0].length + j) * 2 + direction;
  }

  private static void connect(
      long one, long other, Map<Long, long[]> neighbours, List<Long> order) {
    for (long[] pair : new long[][] {{one, other}, {other, one}}) {
      long[] next = neighbours.get(pair[0]);
      if (next == null) {
        neighbours.put(pair[0], new long[] {pair[1], -1});
        order.add(pair[0]);
      } else {
        next[1] = pair[1];
      }
    }
  }

  /** Walks along a line, and takes it out. */
  private double[][] follow(long first, double level, Map<Long, long[]> neighbours) {
    List<double[]> points = new ArrayList<>();
    long before = -1;
    long edge = first;
    while (true) {
      long[] next = neighbours.remove(edge);
      points.add(point(edge, level));
      if (next == null) { // back at the first
        break;
      }
      long on = next[0] == before ? next[1] : next[0];
      before = edge;
      edge = on;
      if (edge < 0) {
        break;
      }
    }
    return points.toArray(double[][]::new);
  }

  private double[] point(long edge, double level) {
    int corner = (int) (edge / 2);
    int i = corner / heights[0].length;
    int j = corner % heights[0].length;
    boolean row = edge % 2 == 0;
    double from = heights[i][j];
    double to = row ? heights[i][j + 1] : heights[i + 1][j];
    double share = (level - from) / (to - from);
    return row ? new double[] {j + share, i} : new double[] {j, i + share};
  }

  /**
   * The same line with fewer points: none that is left out is farther from it than the tolerance.
   *
   * <p>Source: D. Douglas, T. Peucker, «Algorithms for the Reduction of the Number of Points
   * Required to Represent a Digitized Line or Its Caricature», 1973.
   */
  static double[][] simplified(double[][] line, double tolerance) {
    boolean[] kept = new boolean[line.length];
    kept[0] = true;
    kept[line.length - 1] = true;
    keep(line, 0, line.length - 1, tolerance, kept);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < line.length; i++) {
      if (kept[i]) {
        points.add(line[i]);
      }
    }
    return points.toArray(double[][]::new);
  }

  private static void keep(double[][] line, int from, int to, double tolerance, boolean[] kept) {
    double dx = line[to][0] - line[from][0];
    double dy = line[to][1] - line[from][1];
    double length = Math.sqrt(dx * dx + dy * dy);
    int farthest = -1;
    double worst = tolerance;
    for (int i = from + 1; i < to; i++) {
      double x = line[i][0] - line[from][0];
      double y = line[i][1] - line[from][1];
      double distance = length == 0 ? Math.sqrt(x * x + y * y) : Math.abs(x * dy - y * dx) / length;
      if (distance > worst) {
        worst = distance;
        farthest = i;
      }
    }
    if (farthest >= 0) {
      kept[farthest] = true;
      keep(line, from, farthest, tolerance, kept);
      keep(line, farthest, to, tolerance, kept);
    }
  }
}
