package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * A random graph whose nodes have more neighbours of their own class, with features that tell the
 * class only faintly: a net that looks at neighbours does better than one that does not.
 *
 * <p>Formula: each of {@code ⌊nodes·degree/2⌋} edges joins a random node to a random other one, of
 * its class with probability inside, else of any other class; {@code x = signal·c + z}, c a random
 * direction of length 1 for each class, z standard normal. Node i has class {@code i mod classes}.
 *
 * <p>Source: P. Holland, K. Laskey, S. Leinhardt, «Stochastic Blockmodels: First Steps», 1983; the
 * number of edges is fixed here, and an edge may come twice.
 *
 * @param nodes number of nodes
 * @param classes number of classes
 * @param features numbers of a node
 * @param degree mean number of neighbours
 * @param inside probability that an edge stays within a class
 * @param signal length of a class's mean
 */
public record BlockGraph(
    @Setting(value = "number of nodes", min = 2, max = 1e6) int nodes,
    @Setting(value = "number of classes", min = 1, max = 1e3) int classes,
    @Setting(value = "numbers of a node", min = 1, max = 1e4) int features,
    @Setting(value = "mean number of neighbours", min = 0, max = 1e3) double degree,
    @Setting(value = "probability that an edge stays within a class", min = 0, max = 1)
        double inside,
    @Setting(value = "length of a class's mean", min = 0, max = 1e6) double signal)
    implements DataSource {
  public BlockGraph {
    Settings.check(BlockGraph.class, nodes, classes, features, degree, inside, signal);
    if (nodes < 2 * classes) {
      throw new IllegalArgumentException(
          "nodes = " + nodes + " must be at least 2 · classes = " + 2 * classes);
    }
    Rows.requireMemory("nodes · features", (long) nodes * features);
    Rows.requireMemory("nodes · degree", (long) (nodes * degree));
  }

  /** 400 nodes, four classes, eight features, eight neighbours of which 80 % of the same class. */
  public BlockGraph() {
    this(400, 4, 8, 8, 0.8, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "block-graph",
        "A random graph whose nodes have more neighbours of their own class.",
        "x = signal·c + z; an edge stays within a class with probability inside",
        "P. Holland, K. Laskey, S. Leinhardt, Stochastic Blockmodels: First Steps, 1983",
        "The number of edges is fixed, and an edge may come twice.");
  }

  @Override
  public Dataset open(RandomKey key) {
    int[] labels = Rows.inTurn(nodes, classes);
    float[] means = new float[classes * features];
    key.split("means").normals(0, means.length, means, 0);
    float[] x = new float[nodes * features];
    key.split("features").normals(0, x.length, x, 0);
    for (int c = 0; c < classes; c++) {
      double square = 0;
      for (int j = 0; j < features; j++) {
        square += (double) means[c * features + j] * means[c * features + j];
      }
      double scale = square == 0 ? 0 : signal / Math.sqrt(square);
      for (int i = c; i < nodes; i += classes) {
        for (int j = 0; j < features; j++) {
          x[i * features + j] += (float) (scale * means[c * features + j]);
        }
      }
    }
    return Dataset.classes(card().id(), Shape.of(features), x, labels, Rows.names("block", classes))
        .with(graph(key.split("edges")));
  }

  private Graph graph(RandomKey key) {
    int edges = (int) (nodes * degree / 2);
    int[] from = new int[edges];
    int[] to = new int[edges];
    for (int e = 0; e < edges; e++) {
      from[e] = key.integer(0, e, nodes);
      boolean same = classes == 1 || key.uniform(1, e) < inside;
      to[e] = same ? sameClass(key, e, from[e]) : otherClass(key, e, from[e]);
    }
    return Graph.undirected(nodes, from, to);
  }

  private int sameClass(RandomKey key, int e, int node) {
    int label = node % classes;
    int members = (nodes - label + classes - 1) / classes;
    int step = 1 + key.integer(2, e, members - 1);
    return label + (node / classes + step) % members * classes;
  }

  private int otherClass(RandomKey key, int e, int node) {
    int label = (node % classes + 1 + key.integer(3, e, classes - 1)) % classes;
    int members = (nodes - label + classes - 1) / classes;
    return label + key.integer(2, e, members) * classes;
  }
}
