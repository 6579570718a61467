package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Graph;
import dev.fluxion.problems.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;
import org.eclipse.collections.impl.factory.primitive.IntLists;

/**
 * A graph with a class for every node, in the folder form of OGB's node property prediction, files
 * ending in .csv or .csv.gz. Edges are seen from both ends. Nodes that no part of the split names
 * belong to the graph, but to no part.
 *
 * <p>Formula: {@code raw/edge} has a line {@code i,j} for every edge, {@code raw/node-feat} a line
 * of numbers and {@code raw/node-label} a class for every node; {@code split/NAME/train}, {@code
 * valid} and {@code test} a node on each line.
 *
 * <p>Source: W. Hu et al., «Open Graph Benchmark: Datasets for Machine Learning on Graphs», 2020.
 *
 * @param folder the folder
 * @param split the name of the split; nothing if there is one only, or none
 */
public record Ogb(
    @Setting("folder with raw/ and split/") String folder,
    @Setting("name of the split; nothing for the only one") String split)
    implements DataSource {
  private static final int MOST_CLASSES = 1 << 16;

  public Ogb {
    Settings.check(Ogb.class, folder, split);
  }

  /** The folder of ogbn-arxiv. */
  public Ogb() {
    this("arxiv", "");
  }

  @Override
  public Card card() {
    return new Card(
        "ogb",
        "A graph with a class for every node, in the folder form of OGB.",
        "raw/edge: i,j;  raw/node-feat: x₁,…,xₙ;  raw/node-label: class;  split/NAME/train: node",
        "W. Hu et al., Open Graph Benchmark: Datasets for Machine Learning on Graphs, 2020");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    Path raw = Path.of(folder).resolve("raw");
    if (!Files.isDirectory(raw)) {
      throw new IOException(folder + " has no folder raw, so it is none of OGB");
    }
    NumberLines features = NumberLines.read(file(raw, "node-feat"));
    int nodes = features.rows();
    NumberLines labels = NumberLines.read(file(raw, "node-label"));
    labels.requireShape(nodes, 1);
    NumberLines edges = NumberLines.read(file(raw, "edge"));
    edges.requireShape(edges.rows(), 2);
    int[] from = new int[edges.rows()];
    int[] to = new int[edges.rows()];
    for (int e = 0; e < from.length; e++) {
      from[e] = edges.index(e, 0, nodes);
      to[e] = edges.index(e, 1, nodes);
    }
    int[] classes = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      classes[i] = labels.index(i, 0, MOST_CLASSES);
    }
    int count = 1 + IntStream.of(classes).max().orElse(0);
    Dataset data =
        Dataset.classes(
                "ogb",
                Shape.of(features.columns()),
                features.values(),
                classes,
                IntStream.range(0, count).mapToObj(String::valueOf).toList())
            .with(Graph.undirected(nodes, from, to));
    Path parts = splitFolder();
    if (parts == null) {
      return data;
    }
    try {
      return data.with(
          new Split(
              nodes(parts, "train", nodes),
              nodes(parts, "valid", nodes),
              nodes(parts, "test", nodes)));
    } catch (IllegalArgumentException e) {
      throw new IOException(parts + ": " + e.getMessage(), e);
    }
  }

  private Path splitFolder() throws IOException {
    Path all = Path.of(folder).resolve("split");
    if (!split.isEmpty()) {
      if (!Files.isDirectory(all.resolve(split))) {
        throw new IOException(all + " has no folder " + split);
      }
      return all.resolve(split);
    }
    if (!Files.isDirectory(all)) {
      return null;
    }
    try (Stream<Path> files = Files.list(all)) {
      List<Path> found = files.filter(Files::isDirectory).sorted().toList();
      if (found.size() != 1) {
        throw new IOException(
            all + " has the splits " + found + "; name one of them by the setting split");
      }
      return found.getFirst();
    }
  }

  private static ImmutableIntList nodes(Path folder, String part, int nodes) throws IOException {
    NumberLines lines = NumberLines.read(file(folder, part));
    lines.requireShape(lines.rows(), 1);
    int[] list = new int[lines.rows()];
    for (int i = 0; i < list.length; i++) {
      list[i] = lines.index(i, 0, nodes);
    }
    return IntLists.immutable.with(list);
  }

  private static Path file(Path folder, String name) throws IOException {
    for (String ending : List.of(".csv.gz", ".csv")) {
      if (Files.exists(folder.resolve(name + ending))) {
        return folder.resolve(name + ending);
      }
    }
    throw new IOException(folder.resolve(name + ".csv.gz") + " does not exist");
  }
}
