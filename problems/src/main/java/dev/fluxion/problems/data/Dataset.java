package dev.fluxion.problems.data;

import dev.fluxion.autodiff.layout.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Rows of features and what is to be predicted from them: a class, numbers, or the next token at
 * every position. Immutable.
 *
 * <p>Formula: {@code features[i·|sample| + j]} is feature j of row i, {@code targets[i·t + j]} its
 * target j. A class or token is its index, written as a float.
 */
public final class Dataset {
  /** Class indices are floats in programs; beyond this they are not exact. */
  private static final int MOST_CLASSES = 1 << 24;

  private final String name;
  private final Shape sample;
  private final int rows;
  private final float[] features;
  private final int targetSize;
  private final float[] targets;
  private final ImmutableList<String> classes;
  private final boolean tokens;
  private final Optional<Graph> graph;
  private final Optional<Split> split;

  private Dataset(
      String name,
      Shape sample,
      float[] features,
      int targetSize,
      float[] targets,
      ImmutableList<String> classes,
      boolean tokens,
      Optional<Graph> graph,
      Optional<Split> split) {
    this.name = name;
    this.sample = sample;
    this.features = features;
    this.targetSize = targetSize;
    this.targets = targets;
    this.classes = classes;
    this.tokens = tokens;
    this.graph = graph;
    this.split = split;
    if (sample.size() == 0 || targetSize == 0) {
      throw new IllegalArgumentException(
          name + ": rows of shape " + sample + " with " + targetSize + " targets are empty");
    }
    this.rows = features.length / sample.size();
    if (rows == 0) {
      throw new IllegalArgumentException(name + ": there are no rows");
    }
    requireLength("features", features.length, (long) rows * sample.size());
    requireLength("targets", targets.length, (long) rows * targetSize);
    requireFinite("feature", features, sample.size());
    requireFinite("target", targets, targetSize);
  }

  /**
   * Rows with a class each.
   *
   * @param name what messages call it
   * @param sample the shape of a row, for example {@code 2} or {@code 1×8×8}
   * @param features rows × sample
   * @param labels the class of each row, an index of {@code classes}
   * @param classes the names of the classes
   */
  public static Dataset classes(
      String name, Shape sample, float[] features, int[] labels, List<String> classes) {
    return new Dataset(
        name,
        sample,
        features.clone(),
        1,
        indices(name, "class", labels, classes.size(), 1),
        Lists.immutable.withAll(classes),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Rows with {@code outputs} numbers each.
   *
   * @param targets rows × outputs
   */
  public static Dataset numbers(
      String name, Shape sample, float[] features, float[] targets, int outputs) {
    return new Dataset(
        name,
        sample,
        features.clone(),
        outputs,
        targets.clone(),
        Lists.immutable.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Sequences of tokens with the token that follows at every position.
   *
   * @param context the length of a sequence
   * @param tokens sequences × context
   * @param next of the same size
   * @param vocabulary what each token stands for
   */
  public static Dataset sequences(
      String name, int context, int[] tokens, int[] next, List<String> vocabulary) {
    return new Dataset(
        name,
        Shape.of(context),
        indices(name, "token", tokens, vocabulary.size(), context),
        context,
        indices(name, "token", next, vocabulary.size(), context),
        Lists.immutable.withAll(vocabulary),
        true,
        Optional.empty(),
        Optional.empty());
  }

  /** The same rows as nodes of a graph. */
  public Dataset with(Graph graph) {
    if (graph.nodes() != rows) {
      throw new IllegalArgumentException(
          name + ": a graph of " + graph.nodes() + " nodes for " + rows + " rows");
    }
    return new Dataset(
        name, sample, features, targetSize, targets, classes, tokens, Optional.of(graph), split);
  }

  /** The same rows with a split of their own, such as a published one. */
  public Dataset with(Split own) {
    own.requireRows(rows);
    return new Dataset(
        name, sample, features, targetSize, targets, classes, tokens, graph, Optional.of(own));
  }

  /** The same rows with other features of the same shape. */
  Dataset withFeatures(float[] changed) {
    return new Dataset(name, sample, changed, targetSize, targets, classes, tokens, graph, split);
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** The shape of a row. */
  public Shape sample() {
    return sample;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Targets of a row: 1 for a class, one for every position of a sequence. */
  public int targetSize() {
    return targetSize;
  }

  /** The names of the classes, or what each token stands for; empty if targets are numbers. */
  public ImmutableList<String> classes() {
    return classes;
  }

  /** Whether features are tokens, indices of {@link #classes}. */
  public boolean tokens() {
    return tokens;
  }

  /** Whether targets are indices of {@link #classes} rather than numbers. */
  public boolean labelled() {
    return classes.notEmpty();
  }

  /** The graph whose nodes the rows are. */
  public Optional<Graph> graph() {
    return graph;
  }

  /** The split that comes with the data. */
  public Optional<Split> split() {
    return split;
  }

  /** One feature. */
  public float feature(int row, int j) {
    Objects.checkIndex(j, sample.size());
    return features[row * sample.size() + j];
  }

  /** One target. */
  public float target(int row, int j) {
    Objects.checkIndex(j, targetSize);
    return targets[row * targetSize + j];
  }

  /** The class of a row. */
  public int label(int row) {
    if (!labelled()) {
      throw new IllegalStateException(name + " has no classes, but numbers to predict");
    }
    return (int) targets[row * targetSize];
  }

  /** A copy of all features. */
  public float[] features() {
    return features.clone();
  }

  /** A copy of all targets. */
  public float[] targets() {
    return targets.clone();
  }

  /** Copies the features of some rows, one behind the other; allocates nothing. */
  public void copyFeatures(int[] chosen, float[] out) {
    copy(features, sample.size(), chosen, out);
  }

  /** Copies the targets of some rows, one behind the other; allocates nothing. */
  public void copyTargets(int[] chosen, float[] out) {
    copy(targets, targetSize, chosen, out);
  }

  private static void copy(float[] from, int size, int[] chosen, float[] out) {
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(from, chosen[i] * size, out, i * size, size);
    }
  }

  /** The CRC-32 of all features and targets, which tells data apart. */
  public long checksum() {
    CRC32 sum = new CRC32();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.max(sample.size(), targetSize));
    for (int row = 0; row < rows; row++) {
      bytes.clear();
      for (int j = 0; j < sample.size(); j++) {
        bytes.putFloat(feature(row, j));
      }
      sum.update(bytes.flip());
      bytes.clear();
      for (int j = 0; j < targetSize; j++) {
        bytes.putFloat(target(row, j));
      }
      sum.update(bytes.flip());
    }
    return sum.getValue();
  }

  /** For example {@code blobs: 300 rows of 2, 3 classes}. */
  @Override
  public String toString() {
    return name
        + ": "
        + rows
        + (graph.isPresent() ? " nodes of " : tokens ? " sequences of " : " rows of ")
        + sample
        + (labelled() ? ", " + classes.size() + (tokens ? " tokens" : " classes") : "")
        + (labelled() ? "" : ", " + targetSize + " numbers to predict");
  }

  private static float[] indices(String name, String what, int[] given, int count, int perRow) {
    if (count > MOST_CLASSES) {
      throw new IllegalArgumentException(
          name + ": " + count + " of kind " + what + "; allowed: at most " + MOST_CLASSES);
    }
    float[] indices = new float[given.length];
    for (int i = 0; i < given.length; i++) {
      if (given[i] < 0 || given[i] >= count) {
        throw new IllegalArgumentException(
            name
                + ": row "
                + i / perRow
                + " has the "
                + what
                + " "
                + given[i]
                + "; allowed: 0 to "
                + (count - 1));
      }
      indices[i] = given[i];
    }
    return indices;
  }

  private void requireLength(String what, int length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + ": " + length + " " + what + " for " + rows + " rows, which need " + expected);
    }
  }

  private void requireFinite(String what, float[] values, int perRow) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name
                + ": "
                + what
                + " "
                + i % perRow
                + " of row "
                + i / perRow
                + " is "
                + values[i]
                + "; all must be finite");
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dataset d
        && name.equals(d.name)
        && sample.equals(d.sample)
        && Arrays.equals(features, d.features)
        && targetSize == d.targetSize
        && Arrays.equals(targets, d.targets)
        && classes.equals(d.classes)
        && tokens == d.tokens
        && graph.equals(d.graph)
        && split.equals(d.split);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, sample, Arrays.hashCode(features), Arrays.hashCode(targets));
  }
}
