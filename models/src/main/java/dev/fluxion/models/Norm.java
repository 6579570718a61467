package dev.fluxion.models;

import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.tape.Tape;
import dev.fluxion.autodiff.tape.Tensor;

/** Normalizing layers; each has segments {@code prefix + "scale"} and {@code "shift"}. */
final class Norm {
  private Norm() {}

  /** Every row to mean 0 and variance 1, then times a scale plus a shift. */
  static Tensor ofRows(Tape tape, String prefix, Tensor x) {
    Tensor scale = tape.parameter(prefix + "scale", Role.SCALE, x.shape().columns());
    Tensor shift = tape.parameter(prefix + "shift", Role.BIAS, x.shape().columns());
    return x.layerNorm(scale, shift);
  }

  /** Every channel to mean 0 and variance 1 by statistics, then times a scale plus a shift. */
  static Tensor ofChannels(Tape tape, String prefix, Tensor x, Statistics statistics) {
    int channels = x.shape().extent(1);
    Tensor given = statistics.record(tape, prefix + "statistics", x);
    Tensor scale = tape.parameter(prefix + "scale", Role.SCALE, channels);
    Tensor shift = tape.parameter(prefix + "shift", Role.BIAS, channels);
    return x.batchNorm(given, scale, shift);
  }
}
