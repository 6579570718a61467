package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Notebook;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.experiments.training.Trainer;
import dev.fluxion.experiments.training.TrainingPlan;
import dev.fluxion.models.file.TensorFormat;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import dev.fluxion.optimizers.averaging.Ema;
import dev.fluxion.optimizers.averaging.Swa;
import dev.fluxion.problems.fit.Training;
import dev.fluxion.problems.fit.TrainingTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fluxion train}: a model learns from data, epoch by epoch. */
@Command(
    name = "train",
    description = "Train a model on data; see docs/data.md.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      description = "For example mlp:64-32-10, mlp:in-32-out, residual-net:8-16, graph-sage.")
  private String model;

  @Option(
      names = "--data",
      required = true,
      description =
          "A file, or a data source such as blobs(samples=300); see 'fluxion list sources'.")
  private String data;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      description = "See 'fluxion list optimizers' (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Mixin private OptimizerOptions changes = new OptimizerOptions();

  @Option(
      names = "--epochs",
      defaultValue = "20",
      description = "Epochs in all, those before a resume included (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Rows of a minibatch; 0 for all (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--loss",
      defaultValue = "auto",
      description = "auto, cross-entropy, binary-cross-entropy, mean-squared-error, …")
  private String loss;

  @Option(
      names = "--validation",
      defaultValue = "0.2",
      description = "Share of rows for validation (default: ${DEFAULT-VALUE}).")
  private double validation;

  @Option(
      names = "--test",
      defaultValue = "0.2",
      description = "Share of rows for the test (default: ${DEFAULT-VALUE}).")
  private double test;

  @Option(names = "--raw", description = "Leave features as they are, not standardized.")
  private boolean raw;

  @Option(
      names = "--swa",
      paramLabel = "EPOCHS",
      description = "Average the parameters at the end of every epoch behind so many.")
  private Integer swa;

  @Option(
      names = "--ema",
      paramLabel = "DECAY",
      description = "Average the parameters of all steps with this memory.")
  private Double ema;

  @Option(
      names = "--early-stopping",
      paramLabel = "EPOCHS",
      description = "Stop after so many epochs without a better validation loss; keep the best.")
  private Integer patience;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Save after every epoch all that --resume needs.")
  private Path checkpoint;

  @Option(names = "--resume", description = "Go on from --checkpoint, with the same bits.")
  private boolean resume;

  @Option(names = "--seed", defaultValue = "0", description = "Seed of all random numbers.")
  private long seed;

  @Option(
      names = "--precision",
      defaultValue = "float",
      description = "float (engine) or double (definition) (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(
      names = "--curves",
      paramLabel = "FILE",
      description = "Write the same JSON object to a file.")
  private Path curves;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Write the parameters as .safetensors or .npz; with --early-stopping the best.")
  private Path export;

  @Override
  public Integer call() throws IOException {
    requireSense();
    Training training = training();
    TrainingTask task = TrainingPlan.open(training, seed);
    TrainingPlan plan =
        new TrainingPlan(training, optimizer(task.stepsPerEpoch()), precision, seed);
    Trainer trainer = resume ? Trainer.resume(plan, task, checkpoint) : Trainer.start(plan, task);
    TrainingReport report = new TrainingReport(plan, trainer, patience != null);
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      report.begin(out, epochs);
    }
    boolean going = train(trainer, report, out);
    report.end(going ? stopped(trainer) ? "EARLY" : "BUDGET" : trainer.outcome().name());
    if (export != null) {
      float[] theta =
          Convert.toFloat(patience == null ? trainer.parameters() : trainer.bestParameters());
      TensorFormat.of(export).write(export, trainer.layout(), theta);
    }
    if (curves != null) {
      Notebook.write(curves, Json.line(report.document()) + "\n");
    }
    if (json) {
      out.println(Json.line(report.document()));
    } else {
      report.summary(out);
    }
    out.flush();
    return 0;
  }

  private void requireSense() throws IOException {
    require(epochs >= 0, "--epochs = " + epochs + " must not be negative");
    require(swa == null || swa >= 0, "--swa = " + swa + " must not be negative");
    require(swa == null || ema == null, "--swa and --ema are two averages; choose one of them");
    require(
        patience == null || patience > 0, "--early-stopping = " + patience + " must be at least 1");
    require(!resume || checkpoint != null, "--resume needs --checkpoint, the file to go on from");
    if (export != null) {
      TensorFormat.of(export); // before the work, not behind it
    }
    if (checkpoint != null && !resume && java.nio.file.Files.exists(checkpoint)) {
      throw new IllegalArgumentException(
          checkpoint + " exists already; add --resume, delete it, or choose another --checkpoint");
    }
    for (Path file : new Path[] {checkpoint, curves, export}) {
      if (file != null && !java.nio.file.Files.isDirectory(file.toAbsolutePath().getParent())) {
        throw new IOException(
            file + " cannot be written: there is no folder " + file.toAbsolutePath().getParent());
      }
    }
  }

  private Training training() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data);
    settings.put("model", model);
    settings.put("batch", String.valueOf(batch));
    settings.put("loss", loss);
    settings.put("validation", String.valueOf(validation));
    settings.put("test", String.valueOf(test));
    settings.put("standardize", String.valueOf(!raw));
    return RunKey.configured(new Training(), settings);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The optimizer in its transforms, its schedule and, outermost, its average. */
  private OptimizerSpec optimizer(int perEpoch) {
    OptimizerSpec whole = changes.around(changes.inner(optimizer));
    if (ema != null) {
      return new Ema(ema, SpecText.of(whole));
    }
    if (swa != null) {
      return new Swa(Math.multiplyExact(swa, perEpoch), perEpoch, SpecText.of(whole));
    }
    return whole;
  }

  /** Whether the training can go on. */
  private boolean train(Trainer trainer, TrainingReport report, PrintWriter out)
      throws IOException {
    int perEpoch = trainer.task().stepsPerEpoch();
    int all = (int) Math.min(Integer.MAX_VALUE, (long) epochs * perEpoch);
    boolean going = true;
    try (Progress progress = Progress.start("steps", all)) {
      while (going && trainer.epochs() < epochs && !stopped(trainer)) {
        going = trainer.epoch(progress::at);
        if (checkpoint != null) {
          trainer.save(checkpoint);
        }
        if (!json) {
          progress.clear();
          report.row(out, epochs);
        }
      }
    }
    return going;
  }

  private boolean stopped(Trainer trainer) {
    return patience != null && trainer.epochs() - trainer.bestEpoch() >= patience;
  }
}
