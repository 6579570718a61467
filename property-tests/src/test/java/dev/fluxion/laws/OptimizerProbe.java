package dev.fluxion.laws;

import dev.fluxion.autodiff.kernel.Convert;
import dev.fluxion.autodiff.objective.Objective;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.propertytests.arbitraries.Bowl;

/** Prints a checksum of the bits to which every optimizer's engine comes in this JVM. */
final class OptimizerProbe {
  private OptimizerProbe() {}

  /** One line for every specimen: 8 steps on a bowl of 103 parameters in three tensors. */
  public static void main(String[] arguments) {
    Bowl bowl = new Bowl(103, 0.5, 20, 0.5, 1, 4);
    Objective objective = bowl.engine();
    for (OptimizerSpec spec : Specimens.ALL) {
      Trial.Live live =
          new Trial.Live(
              spec.start(Trial.layout(103).split(64, 33, 6), Trial.KEY),
              objective,
              Convert.toFloat(bowl.start()));
      live.steps(8);
      System.out.println(spec + " " + Integer.toHexString(live.bits().hashCode()));
    }
  }
}
