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
 */
public record Claim(
    String id, String section, String statement, String test, Function<Evidence, Finding> judge) {}
