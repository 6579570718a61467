package dev.fluxion.experiments;

import java.util.function.Function;

/**
 * A statement of a document, and the test that decides it, both written before the run.
 *
 * @param id unique, of the form {@code document/experiment.name}
 * @param section where the document says it
 * @param statement what it says, in our words
 * @param test the measurement and its threshold, in words
 * @param judge the test itself, on recorded runs only
 * @param explanation why the verdict is what it is, where it may surprise; else empty
 */
public record Claim(
    String id,
    String section,
    String statement,
    String test,
    Function<Evidence, Finding> judge,
    String explanation) {

  /** A claim whose verdict needs no explanation. */
  public Claim(
      String id, String section, String statement, String test, Function<Evidence, Finding> judge) {
    this(id, section, statement, test, judge, "");
  }

  /** The same claim with a paragraph for readers whom the verdict surprises; written after it. */
  public Claim explained(String why) {
    return new Claim(id, section, statement, test, judge, why);
  }
}
