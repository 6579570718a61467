package dev.fluxion.optimizers.physics;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import java.util.Set;

/**
 * {@link Bbi} with a v₀ that goes down where the loss is found below it.
 *
 * <p>Formula: as {@code bbi}; but where {@code V = F - v₀} is negative, {@code v₀ ← v₀ + 5V} and θ
 * stays, until V is positive again.
 *
 * <p>Source: G. B. De Luca, E. Silverstein, «Born-Infeld (BI) for AI: Energy-Conserving Descent
 * (ECD) for Optimization», 2022, and its published code; the shift as in document 003, §A.2.
 *
 * <p>As in the code, E stays when v₀ shifts, and V moves down to 0, not to 1e-40. Its weight decay
 * is left out: it is added to the gradient twice. V = 0, from where the code never moves, is {@code
 * REACHED}; a shift that overflows is {@code STALLED}.
 *
 * @param stepSize the time step Δt
 * @param deltaE the energy δE above the first V
 * @param v0 the expected minimum v₀ of the loss
 * @param conserveEnergy whether π is rescaled to the first energy before every step
 * @param threshold0 T₀, after how many steps a fixed bounce comes
 * @param threshold1 T₁, after how many steps without progress a bounce comes
 * @param bounces N_b, how many fixed bounces there are
 */
public record BbiV0Tuning(
    @Setting(value = "time step Δt", min = 0) double stepSize,
    @Setting(value = "energy δE above the first V", min = 0) double deltaE,
    @Setting("expected minimum v₀ of the loss") double v0,
    @Setting("whether π is rescaled to the first energy before every step") boolean conserveEnergy,
    @Setting(value = "T₀, after how many steps a fixed bounce comes", min = 1) int threshold0,
    @Setting(value = "T₁, after how many steps without progress a bounce comes", min = 1)
        int threshold1,
    @Setting(value = "N_b, how many fixed bounces there are", min = 0) int bounces)
    implements OptimizerSpec {
  public BbiV0Tuning {
    Settings.check(
        BbiV0Tuning.class, stepSize, deltaE, v0, conserveEnergy, threshold0, threshold1, bounces);
  }

  /** The published code's defaults, with a time step, for which it has none. */
  public BbiV0Tuning() {
    this(1e-3, 0, 0, true, 1000, 3000, 1);
  }

  @Override
  public Card card() {
    return new Card(
        "bbi-v0-tuning",
        "Born-Infeld energy conserving descent that lowers v₀ where the loss falls below it.",
        "π ← π - ½Δt(V/E + E/V)g;  θ ← θ + Δt(V/E)π;  V = F - v₀;  V < 0: v₀ ← v₀ - 5|V|",
        "G. B. De Luca, E. Silverstein, Born-Infeld (BI) for AI: Energy-Conserving Descent (ECD)"
            + " for Optimization, 2022; document 003, §A.2",
        "As in the published code, E stays when v₀ shifts. Its weight decay, which enters the"
            + " gradient twice, is left out; V = 0, from where it never moves, is REACHED.");
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LOSS, Need.LOWER_BOUND, Need.NOISE);
  }

  @Override
  public Set<Invariance> invariances() {
    return deltaE == 0
        ? Set.of(Invariance.TRANSLATION, Invariance.SEGMENTATION)
        : Set.of(Invariance.TRANSLATION);
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return rule().start(layout, key);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return rule().startDefinition(layout, key);
  }

  private BbiRule rule() {
    return new BbiRule(stepSize, deltaE, v0, conserveEnergy, threshold0, threshold1, bounces, true);
  }
}
