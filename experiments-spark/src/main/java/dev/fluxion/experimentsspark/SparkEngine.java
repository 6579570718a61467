package dev.fluxion.experimentsspark;

import dev.fluxion.experiments.runner.Engine;
import dev.fluxion.experiments.runner.JournalLine;
import dev.fluxion.experiments.runner.Json;
import dev.fluxion.experiments.runner.Provenance;
import dev.fluxion.experiments.runner.RunKey;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * A Spark cluster that computes runs, one task each. Keys go to the executors, and lines of the
 * journal come back, as JSON; each is recorded as soon as its task ends. Executors need Fluxion's
 * jars, a JDK 25 and the flags of {@code docs/scaling.md}.
 */
public final class SparkEngine implements Engine {
  private final JavaSparkContext context;
  private final Map<Provenance, List<String>> others =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /** The engine of a cluster. */
  public SparkEngine(JavaSparkContext context) {
    this.context = context;
  }

  /** What comes back from an executor. */
  record Answer(Finished run, Provenance by) {}

  @Override
  public void compute(List<RunKey> keys, Consumer<Finished> sink) {
    if (keys.isEmpty()) {
      return;
    }
    String code = Provenance.here("").code();
    List<String> texts = keys.stream().map(Json::line).toList();
    context
        .sc()
        .runJob(
            context.parallelize(texts, texts.size()).rdd(),
            new Task(),
            new Handler(answer -> record(answer, code, sink)),
            ClassTag$.MODULE$.apply(String.class));
  }

  private void record(String text, String code, Consumer<Finished> sink) {
    Answer answer = Json.read(text, Answer.class);
    if (!answer.by().code().equals(code)) {
      throw new IllegalStateException(
          "an executor runs other code of Fluxion ("
              + answer.by().code()
              + ") than the driver ("
              + code
              + "); give both the same jars");
    }
    Finished run = answer.run();
    if (run.failure() == null) {
      others
          .computeIfAbsent(answer.by(), by -> new ArrayList<>())
          .add(JournalLine.check(run.line()));
    }
    sink.accept(run);
  }

  @Override
  public Map<Provenance, List<String>> others() {
    return Map.copyOf(others);
  }

  /** What an executor does with a partition, which is the key of one run. */
  private static final class Task extends AbstractFunction2<TaskContext, Iterator<String>, String>
      implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String apply(TaskContext task, Iterator<String> keys) {
      Finished run = Engine.one(Json.read(keys.next(), RunKey.class));
      return Json.line(new Answer(run, Executor.PROVENANCE));
    }
  }

  /** Reads the jars once per executor. */
  private static final class Executor {
    static final Provenance PROVENANCE =
        Provenance.here("Spark executor " + SparkEnv.get().executorId());
  }

  /** What the driver does with an answer, while other tasks still run. */
  private static final class Handler extends AbstractFunction2<Object, String, BoxedUnit> {
    private final Consumer<String> sink;

    Handler(Consumer<String> sink) {
      this.sink = sink;
    }

    @Override
    public BoxedUnit apply(Object partition, String answer) {
      sink.accept(answer);
      return BoxedUnit.UNIT;
    }
  }
}
