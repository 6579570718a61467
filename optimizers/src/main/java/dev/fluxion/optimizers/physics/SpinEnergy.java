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
import dev.fluxion.optimizers.SpecText;
import java.util.EnumSet;
import java.util.Set;

/**
 * Shortens the steps of another optimizer while they turn: what turns stores energy in spin, which
 * is missing in the budget of the steps.
 *
 * <p>Formula: with the step r that the base proposes and the last step p, {@code turn = |r - p| /
 * (|r| + |p| + ε)}; {@code s ← (1-β)s + κ·turn}; {@code B = max(0, C - U - Σ½Is²)}; {@code α =
 * min(1, √(B / ½|r|²))}; {@code θ ← θ + αr}; {@code C ← (1-γ)C}.
 *
 * <p>Source: document 000, «Sketch of the update».
 *
 * <p>The base's true step is wrapped, whatever it is, not -αg as in the document's program. {@code
 * form=literal} is the document: U is the loss, p the shortened step, 0 at first, so that the first
 * step turns. It freezes where the loss stays above 0, for C falls without end; and for ever, for a
 * step of 0 turns every next one. {@code form=repaired}: U is the loss above the lowest one seen; p
 * is the last proposal, and the first turns nothing; I is shared among the spins and has the unit
 * of C; and at least the share {@code floor} of ½|r|² may be spent, so {@code α ≥ √floor}.
 *
 * @param base the optimizer whose steps are taken, as {@link SpecText} reads it
 * @param inertia the moment of inertia I
 * @param charge how much spin κ a full turn adds
 * @param spinDecay the share β of the spin that a step loses
 * @param capDecay the share γ of the cap that a step loses
 * @param cap the first cap C
 * @param capOfLoss whether C is in units of the size of the first loss
 * @param granularity whether every element has a spin, or every tensor one
 * @param form by the letter or repaired
 * @param floor repaired, the share of a step's energy that may always be spent
 * @param epsilon guards the divisions
 */
public record SpinEnergy(
    @Setting("optimizer whose steps are taken: id or id(setting=value,…)") String base,
    @Setting(value = "moment of inertia I", min = 0) double inertia,
    @Setting(value = "spin κ that a full turn adds", min = 0) double charge,
    @Setting(value = "share β of the spin that a step loses", min = 0, max = 1) double spinDecay,
    @Setting(value = "share γ of the cap that a step loses", min = 0, max = 1) double capDecay,
    @Setting(value = "first cap C on the energy", min = 0) double cap,
    @Setting("whether C is in units of the size of the first loss") boolean capOfLoss,
    @Setting("whether every element has a spin, or every tensor one") Granularity granularity,
    @Setting("by the document's letter or repaired") Form form,
    @Setting(value = "repaired, the share of a step's energy always granted", min = 0, max = 1)
        double floor,
    @Setting(value = "guards the divisions", above = 0) double epsilon)
    implements OptimizerSpec {
  /** What has a spin. */
  public enum Granularity {
    /** Every element. */
    ELEMENT,
    /** Every tensor, charged by the mean turn of its elements. */
    TENSOR
  }

  /** By the letter or repaired. */
  public enum Form {
    /** As the document has it. */
    LITERAL,
    /** Without its freezes. */
    REPAIRED
  }

  private static final String DEFAULT_BASE = "momentum";

  public SpinEnergy {
    Settings.check(
        SpinEnergy.class,
        base,
        inertia,
        charge,
        spinDecay,
        capDecay,
        cap,
        capOfLoss,
        granularity,
        form,
        floor,
        epsilon);
    if (!base.equals(DEFAULT_BASE)) { // the catalog makes this record with its default
      SpecText.inner("base", base);
    }
  }

  /** The document's numbers, with its advice on the cap, around heavy ball, repaired. */
  public SpinEnergy() {
    this(
        DEFAULT_BASE, 1, 0.1, 0.05, 1e-3, 3, true, Granularity.ELEMENT, Form.REPAIRED, 0.01, 1e-12);
  }

  @Override
  public Card card() {
    return new Card(
        "spin-energy",
        "Shortens the steps of another optimizer while they turn.",
        "s ← (1-β)s + κ·|r - p|/(|r| + |p| + ε);  α = min(1, √((C - U - Σ½Is²) / ½|r|²));"
            + "  θ ← θ + αr",
        "document 000, Sketch of the update",
        "Wraps the base's true step. form=literal freezes as the document's does; repaired, U is"
            + " relative to the lowest loss seen, I is shared among the spins, turns are those of"
            + " the proposals, and a share of the energy is always granted.");
  }

  @Override
  public Set<Need> needs() {
    Set<Need> all = EnumSet.of(Need.LOSS);
    all.addAll(baseSpec().needs());
    return all;
  }

  @Override
  public Set<Invariance> invariances() {
    Set<Invariance> all = EnumSet.of(Invariance.PERMUTATION, Invariance.TRANSLATION);
    if (granularity == Granularity.ELEMENT) {
      all.add(Invariance.SEGMENTATION);
    }
    all.retainAll(baseSpec().invariances());
    return all;
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return new SpinEnergyEngine(layout, this, baseSpec().start(layout, key.split("base")));
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return new SpinEnergyDefinition(
        layout, this, baseSpec().startDefinition(layout, key.split("base")));
  }

  private OptimizerSpec baseSpec() {
    return SpecText.parse(base);
  }

  boolean repaired() {
    return form == Form.REPAIRED;
  }

  /** What energies are measured in. */
  double unit(double firstLoss) {
    return capOfLoss ? Math.abs(firstLoss) : 1;
  }

  /** The energy in the spins, given the sum of their squares and their number. */
  double spinEnergy(double squares, int spins, double unit) {
    return 0.5 * inertia * squares * (repaired() ? unit / spins : 1);
  }

  /** What may be spent on a step of a given energy. */
  double budget(double cap, double potential, double spin, double kinetic) {
    double left = Math.max(0, cap - potential - spin);
    return repaired() ? Math.max(left, floor * kinetic) : left;
  }

  /** The factor α of the step, from 0 to 1. */
  double factor(double budget, double kinetic) {
    return kinetic <= budget ? 1 : Math.min(1, Math.sqrt(budget / (kinetic + epsilon)));
  }
}
