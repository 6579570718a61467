package dev.fluxion.experiments;

import java.util.List;
import java.util.Map;

/**
 * A figure of the report: what to draw, of which runs. The drawing itself is the report's.
 *
 * @param kind how it is drawn
 * @param title one sentence that says what to see
 * @param runs names of the runs, in the order of their colours
 * @param options numbers and texts that the kind needs
 */
public record Figure(Kind kind, String title, List<String> runs, Map<String, Object> options) {
  /** The kinds of figures. */
  public enum Kind {
    /** Loss over iterations on a log axis, one line per run. */
    LOSS,
    /**
     * Trajectories of the first two coordinates over contours of {@code Σ cᵢ(xᵢ - aᵢ)²}; options:
     * {@code coefficients}, {@code center}.
     */
    CONTOUR,
    /** |θᵢ - aᵢ| over iterations on a log axis; option: {@code center}. */
    DISTANCE,
    /** Norms of the gradient by layer over iterations on a log axis, of one run. */
    LAYERS,
    /** One telemetry series over iterations on a log axis; option: {@code series}. */
    TELEMETRY
  }

  /** A figure without options. */
  public Figure(Kind kind, String title, List<String> runs) {
    this(kind, title, runs, Map.of());
  }
}
