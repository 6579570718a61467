package dev.fluxion.autodiff.layout;

import java.util.Arrays;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Describes the flat array of all parameters: which segment lies where. Optimizers, per-layer
 * rules, checkpoints and reports all use it.
 *
 * @param segments the segments, in order and without gaps
 */
public record ParameterLayout(ImmutableList<Segment> segments) {
  public ParameterLayout {
    int offset = 0;
    for (Segment segment : segments) {
      if (segment.offset() != offset) {
        throw new IllegalArgumentException(
            "segment " + segment.name() + " begins at " + segment.offset() + ", not " + offset);
      }
      offset += segment.size();
    }
    ImmutableList<String> names = segments.collect(Segment::name);
    if (names.distinct().size() != names.size()) {
      throw new IllegalArgumentException("two segments share a name: " + names);
    }
  }

  /** One vector of coordinates. */
  public static ParameterLayout vector(String name, int size) {
    return builder().add(name, Role.COORDINATE, Shape.of(size)).build();
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Number of parameters. */
  public int size() {
    return segments.isEmpty() ? 0 : segments.getLast().offset() + segments.getLast().size();
  }

  /**
   * The same parameters seen as tensors of other sizes, called {@code part0}, {@code part1} …
   *
   * @throws IllegalArgumentException if the sizes are not positive or do not add up
   */
  public ParameterLayout split(int... sizes) {
    Builder builder = builder();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] <= 0) {
        throw new IllegalArgumentException(
            "split sizes must be positive: " + Arrays.toString(sizes));
      }
      builder.add("part" + i, Role.COORDINATE, Shape.of(sizes[i]));
    }
    ParameterLayout result = builder.build();
    if (result.size() != size()) {
      throw new IllegalArgumentException(
          "split "
              + Arrays.toString(sizes)
              + " adds up to "
              + result.size()
              + ", but there are "
              + size()
              + " parameters");
    }
    return result;
  }

  /** One range per segment. */
  public ImmutableList<Range> tensors() {
    return segments.collect(s -> new Range(s.name(), s.offset(), s.size()));
  }

  /** One range per layer: neighbouring segments whose names agree up to the last slash. */
  public ImmutableList<Range> layers() {
    MutableList<Range> layers = Lists.mutable.empty();
    for (Segment s : segments) {
      Range last = layers.getLast();
      if (last != null && last.name().equals(s.layer())) {
        layers.set(
            layers.size() - 1, new Range(last.name(), last.offset(), last.size() + s.size()));
      } else {
        layers.add(new Range(s.layer(), s.offset(), s.size()));
      }
    }
    return layers.toImmutable();
  }

  /** One range of everything. */
  public ImmutableList<Range> whole() {
    return Lists.immutable.with(new Range("all", 0, size()));
  }

  /**
   * A named contiguous part of the parameters.
   *
   * @param name the name of the segment or layer
   * @param offset where it begins
   * @param size number of elements
   */
  public record Range(String name, int offset, int size) {}

  /** Collects segments one after another. */
  public static final class Builder {
    private final MutableList<Segment> segments = Lists.mutable.empty();
    private int offset;

    private Builder() {}

    /** Appends a segment. */
    public Builder add(String name, Role role, Shape shape) {
      segments.add(new Segment(name, role, shape, offset));
      offset = Math.addExact(offset, shape.size());
      return this;
    }

    /** The layout so far. */
    public ParameterLayout build() {
      return new ParameterLayout(segments.toImmutable());
    }
  }
}
