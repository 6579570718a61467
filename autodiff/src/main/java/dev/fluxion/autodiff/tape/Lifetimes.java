package dev.fluxion.autodiff.tape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places the gradients of a program in one block of memory, so that those which are never alive at
 * the same time may share a place.
 *
 * <p>The backward pass runs through the instructions from last to first. A gradient comes to life
 * with the last instruction that uses its value and has done its duty after the instruction that
 * computes it. Largest first, each takes the lowest place that is free all its life.
 */
final class Lifetimes {
  private final List<Span> waiting = new ArrayList<>();
  private final List<Span> placed = new ArrayList<>();
  private int size;

  /**
   * A gradient and its life.
   *
   * @param id the tensor
   * @param length its number of elements
   * @param begin the last instruction that uses its value
   * @param end the instruction that computes its value; less than 0 to keep the gradient
   * @param offset where it lies
   */
  private record Span(int id, int length, int begin, int end, int offset) {
    boolean meets(Span other) {
      return end <= other.begin && other.end <= begin;
    }

    Span at(int place) {
      return new Span(id, length, begin, end, place);
    }
  }

  /** Adds a gradient to be placed. */
  void add(int id, int length, int begin, int end) {
    waiting.add(new Span(id, length, begin, end, 0));
  }

  /** Places all, writes the offsets and returns the size of the block. */
  int place(int[] offsets) {
    waiting.sort(Comparator.comparingInt((Span s) -> -s.length()).thenComparingInt(Span::id));
    for (Span span : waiting) {
      Span at = span.at(lowestFree(span));
      placed.add(at);
      offsets[at.id()] = at.offset();
      size = Math.max(size, Math.addExact(at.offset(), at.length()));
    }
    return size;
  }

  private int lowestFree(Span span) {
    List<Span> rivals = new ArrayList<>(placed.stream().filter(span::meets).toList());
    rivals.sort(Comparator.comparingInt(Span::offset));
    int offset = 0;
    for (Span rival : rivals) {
      if (offset + span.length() <= rival.offset()) {
        return offset;
      }
      offset = Math.max(offset, rival.offset() + rival.length());
    }
    return offset;
  }
}
