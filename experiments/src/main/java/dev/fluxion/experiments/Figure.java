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
    TELEMETRY,
    /**
     * Recorded series over iterations or against each other: energy budgets, phase portraits,
     * curves. Options: {@code y} (list of names as of {@link
     * dev.fluxion.experiments.runner.RunResult#series}), {@code x} (one name; none: iterations),
     * {@code logX}, {@code logY} (booleans, default false), {@code xLabel}, {@code yLabel}.
     */
    SERIES,
    /**
     * Animated trajectories of the first two coordinates over contours of the runs' own problem,
     * which has two dimensions.
     */
    LANDSCAPE,
    /**
     * Median and band of 10 to 90 % over starts, on log-log axes; of runs with the probe {@code
     * starts}.
     */
    BANDS,
    /**
     * Share of starts or seeds at or below x, one step line per run; option: {@code series}
     * (default {@code measured.best}).
     */
    ECDF,
    /**
     * Bars {@code measured.density} at {@code measured.center}, with the curve {@code
     * measured.theory} where it is recorded; options: {@code xLabel}.
     */
    HISTOGRAM,
    /**
     * Cells {@code measured.z}, row by row, at columns {@code measured.x} and rows {@code
     * measured.y} of one run; options: {@code xLabel}, {@code yLabel}, {@code zLabel}, {@code
     * logZ}.
     */
    HEATMAP,
    /**
     * Performance profile: share of problems that a method solves within a factor of the cost of
     * the best. Runs are named {@code method @ problem}; the cost is the first iteration with a
     * loss of at most {@code target} (option, default 1e-6) times its start, or of {@code
     * measured.cost} where that is recorded.
     */
    PROFILE
  }

  /** A figure without options. */
  public Figure(Kind kind, String title, List<String> runs) {
    this(kind, title, runs, Map.of());
  }
}
