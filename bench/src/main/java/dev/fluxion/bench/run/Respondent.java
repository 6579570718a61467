package dev.fluxion.bench.run;

import java.io.IOException;
import java.util.List;

/** Who answers for a column: the JVM behind a {@link Worker}. */
public interface Respondent extends AutoCloseable {
  /** The column. */
  Column column();

  /** Sends a command, see {@link Child}, and waits for the reply; one that has ended fails. */
  Reply ask(Object... command);

  /** Ends it. */
  @Override
  void close();

  /** Makes respondents. */
  interface Source {
    /** Starts one for a column. */
    Respondent start(Column column) throws IOException;
  }

  /** An answer. */
  public sealed interface Reply {
    /**
     * Done.
     *
     * @param values what was asked for
     */
    record Done(List<String> values) implements Reply {
      /** The first value. */
      String text() {
        return values.getFirst();
      }

      /** A value as a number. */
      double number(int index) {
        return Double.parseDouble(values.get(index));
      }

      /** All values as numbers. */
      double[] numbers() {
        return values.stream().mapToDouble(Double::parseDouble).toArray();
      }
    }

    /** The library lacks the case. */
    record Absent() implements Reply {}

    /**
     * It did not work.
     *
     * @param why the reason
     */
    record Failed(String why) implements Reply {}
  }
}
