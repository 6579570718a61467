package dev.fluxion.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.bench.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
  private record Cli(int code, String out, String err) {
    static Cli run(Object... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code =
          Bench.commandLine()
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(List.of(arguments).stream().map(String::valueOf).toArray(String[]::new));
      return new Cli(code, out.toString(), err.toString());
    }
  }

  @Test
  void csvIsAllThatIsPrinted(@TempDir Path folder) throws IOException {
    Cli cli =
        Cli.run("elem", "--quick", "--csv", "--case", "dot/1e3,exp", "--out", folder, "-Ppeers");
    assertEquals(0, cli.code(), cli.err());
    List<String> lines = cli.out().lines().toList();
    assertEquals("peer,part,case,threads,metric,median,best", lines.getFirst());
    assertEquals(4, lines.size(), cli.out());
    assertTrue(lines.get(1).matches("fluxion,elem,exp,1,elements/ns,[\\d.]+,[\\d.]+"), cli.out());
    assertTrue(lines.get(2).matches("fluxion,elem,dot/1e3,1,GFLOP/s,[\\d.]+,[\\d.]+"), cli.out());
    assertTrue(lines.get(3).startsWith("echo,elem,dot/1e3,1,GFLOP/s,"), cli.out());

    Path saved = folder.resolve("bench.json");
    assertEquals(lines, Cli.run("--from", saved, "--csv").out().lines().toList());
    assertFalse(Files.readString(folder.resolve("report.html")).contains("Against"));
    assertTrue(Study.read(saved).command().startsWith("./fluxion bench elem --quick"));

    Path page = folder.resolve("again");
    Cli again = Cli.run("--from", saved, "--baseline", saved, "--out", page);
    assertEquals(0, again.code(), again.err());
    assertTrue(again.out().contains("no difference"), again.out());
    assertTrue(Files.readString(page.resolve("report.html")).contains("Against the baseline"));
    assertFalse(Files.exists(page.resolve("bench.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "gem, did you mean 'gemm'",
    "--threads=0, must be at least 1",
    "--threads=4096, processors",
    "--threads=two, 'two'",
    "--case=nix, there are: ",
    "--fast, --fast"
  })
  void wrongInputIsExplained(String argument, String message) {
    Cli cli = Cli.run(argument, "--csv", "--quick");
    assertEquals(Bench.WRONG_INPUT, cli.code());
    assertTrue(cli.err().contains(message), cli.err());
    assertTrue(cli.out().isEmpty());
  }

  @Test
  void quickAndLongExcludeEachOther() {
    assertEquals(Bench.WRONG_INPUT, Cli.run("--quick", "--long").code());
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Cli cli = Cli.run("--from", folder.resolve("none.json"));
    assertEquals(Bench.FILE_TROUBLE, cli.code());
    assertTrue(cli.err().contains("none.json does not exist"), cli.err());
  }

  @Test
  void helpNamesPartsAndOptions() {
    String help = Cli.run("--help").out();
    for (String word : List.of("machine gemm", "--csv", "--baseline", "--threads", "-Ppeers")) {
      assertTrue(help.contains(word), word);
    }
  }
}
