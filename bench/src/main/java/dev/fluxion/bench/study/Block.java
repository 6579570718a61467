package dev.fluxion.bench.study;

/**
 * Samples of one column taken together.
 *
 * @param fork which JVM
 * @param round which turn in it
 * @param ns nanoseconds per call
 */
public record Block(int fork, int round, double[] ns) {}
