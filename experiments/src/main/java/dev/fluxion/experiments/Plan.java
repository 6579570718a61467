package dev.fluxion.experiments;

/**
 * What the user asked for.
 *
 * @param scale how much work
 * @param seed the seed of all random numbers
 * @param precision the precision of runs that do not fix their own
 */
public record Plan(Scale scale, long seed, Precision precision) {}
