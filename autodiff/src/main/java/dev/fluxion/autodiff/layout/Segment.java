package dev.fluxion.autodiff.layout;

/**
 * One parameter tensor within the flat array of all parameters.
 *
 * @param name its name; the part before the last slash is its layer, for example {@code
 *     hidden/weight}
 * @param role what it is for
 * @param shape its shape, row-major
 * @param offset where it begins
 */
public record Segment(String name, Role role, Shape shape, int offset) {
  /** Number of elements. */
  public int size() {
    return shape.size();
  }

  /** The layer: the name up to the last slash, or the whole name where there is none. */
  public String layer() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
