package dev.fluxion.experiments;

import dev.fluxion.experiments.runner.RunResult;
import java.util.List;
import java.util.Map;

/** The recorded runs of one experiment, by name. */
public final class Evidence {
  private final Map<String, RunResult> runs;
  private final List<String> missing;

  /** Thrown where a claim asks for a run that has not been recorded; makes it UNDECIDED. */
  public static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /** Evidence from recorded runs. */
  public Evidence(Map<String, RunResult> runs) {
    this(runs, List.of());
  }

  private Evidence(Map<String, RunResult> runs, List<String> missing) {
    this.runs = Map.copyOf(runs);
    this.missing = List.copyOf(missing);
  }

  /** The same, knowing that runs of these names were planned and are not recorded. */
  public Evidence without(List<String> names) {
    return new Evidence(runs, names);
  }

  /** The run with a name. */
  public RunResult run(String name) {
    RunResult result = runs.get(name);
    if (result == null) {
      throw new Missing("run '" + name + "' has not been recorded");
    }
    return result;
  }

  /** All runs whose names begin so, sorted by name; at least one. */
  public List<RunResult> family(String prefix) {
    for (String name : missing) {
      if (name.startsWith(prefix)) {
        throw new Missing("run '" + name + "' has not been recorded");
      }
    }
    List<RunResult> family =
        runs.entrySet().stream()
            .filter(e -> e.getKey().startsWith(prefix))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();
    if (family.isEmpty()) {
      throw new Missing("no run '" + prefix + "…' has been recorded");
    }
    return family;
  }

  /** Judges a claim; UNDECIDED where a run is missing or ended too early for the test. */
  public Finding judge(Claim claim) {
    try {
      return claim.judge().apply(this);
    } catch (Missing e) {
      return Finding.undecided("%s", e.getMessage());
    } catch (RuntimeException e) {
      return Finding.undecided("the recorded runs do not fit the test: %s", e);
    }
  }
}
