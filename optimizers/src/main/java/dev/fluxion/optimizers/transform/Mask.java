package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.ParameterLayout.Range;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import java.util.ArrayList;
import java.util.List;

/** Which parameters decay, by their role. */
public enum Mask {
  /** All. */
  ALL,
  /** All but biases. */
  NOT_BIAS,
  /** Weights only. */
  WEIGHT;

  private boolean holds(Role role) {
    return switch (this) {
      case ALL -> true;
      case NOT_BIAS -> role != Role.BIAS;
      case WEIGHT -> role == Role.WEIGHT;
    };
  }

  /** The ranges that it holds, neighbours joined. */
  Range[] of(ParameterLayout layout) {
    List<Range> ranges = new ArrayList<>();
    for (Segment s : layout.segments()) {
      if (holds(s.role())) {
        Range last = ranges.isEmpty() ? null : ranges.getLast();
        if (last != null && last.offset() + last.size() == s.offset()) {
          ranges.removeLast();
          ranges.add(new Range(last.name(), last.offset(), last.size() + s.size()));
        } else {
          ranges.add(new Range(s.name(), s.offset(), s.size()));
        }
      }
    }
    return ranges.toArray(new Range[0]);
  }
}
