package dev.fluxion.experiments.cli;

import dev.fluxion.experiments.runner.Journal;
import dev.fluxion.experiments.runner.Merge;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion merge}: one journal, one verdict table and one report from many shards. */
@Command(
    name = "merge",
    description = {
      "Put together what 'run --shard i/n' recorded; judge the claims, write the report.",
      "The journal is the same, byte for byte, as that of a run that was not divided.",
      "Exit code 1 if runs are missing."
    },
    mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OUT", description = "Folder of the merged results.")
  private Path out;

  @Parameters(
      index = "1..*",
      paramLabel = "SHARD",
      description = "Journals of shards, or folders that hold some (default: OUT itself).")
  private List<Path> shards = List.of();

  @Option(
      names = "--partial",
      description = "Merge what there is; claims on missing runs are UNDECIDED.")
  private boolean partial;

  @Option(names = "--json", description = "Print the verdicts as JSON lines.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    String code = Provenance.here("").code();
    try (Merge merge = Merge.of(shards.isEmpty() ? List.of(out) : shards, code)) {
      merge.notes().forEach(err::println);
      List<RunKey> missing = merge.missing();
      if (!missing.isEmpty()) {
        err.printf("%d of %d runs are missing:%n", missing.size(), merge.keys().size());
        missing.stream().limit(SHOWN).forEach(key -> err.println("  " + key.label()));
        if (missing.size() > SHOWN) {
          err.printf("  and %d more%n", missing.size() - SHOWN);
        }
        merge.remedies().forEach(err::println);
        if (!partial) {
          err.println("nothing was merged; --partial merges what there is");
          return Fluxion.CHECK_FAILED;
        }
      }
      Provenance provenance = Provenance.here(merge.request().command());
      Notebook notebook = new Notebook(out);
      try (Journal journal = merge.into(notebook, provenance, err::println)) {
        err.printf("%d runs in %s%n", merge.keys().size() - missing.size(), notebook.journal());
        Conclusion.draw(spec.commandLine(), notebook, journal, merge.request(), provenance, json);
      }
      return missing.isEmpty() ? 0 : Fluxion.CHECK_FAILED;
    }
  }
}
