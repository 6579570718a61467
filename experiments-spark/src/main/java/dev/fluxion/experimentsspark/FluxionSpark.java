package dev.fluxion.experimentsspark;

import dev.fluxion.experiments.cli.Fluxion;
import dev.fluxion.experiments.cli.RunCommand;
import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;

/**
 * {@code fluxion run} on a Spark cluster, for {@code spark-submit}; see {@code docs/scaling.md}. It
 * takes the options of {@code run}, of which {@code --jobs} has no effect: the cluster decides.
 */
@Command(
    name = "fluxion-spark",
    description = "Run experiments on a Spark cluster and judge their claims.",
    mixinStandardHelpOptions = true)
public final class FluxionSpark extends RunCommand {
  /** Runs and exits with the code of {@code fluxion run}. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs; returns the exit code. */
  public static int execute(String... arguments) {
    return Fluxion.commandLine(new FluxionSpark()).execute(arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.app.name", "fluxion")
            .setIfMissing("spark.master", "local[*]")
            .setIfMissing("spark.driver.maxResultSize", "0"); // results are written as they come
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      return call(new SparkEngine(context));
    }
  }

  @Override
  protected String program() {
    return "spark-submit … FluxionSpark";
  }
}
