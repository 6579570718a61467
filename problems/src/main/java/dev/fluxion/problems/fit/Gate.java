package dev.fluxion.problems.fit;

/** A logic gate of two inputs, by its truth table. */
public enum Gate {
  /** True if both are. */
  AND(false, false, false, true),
  /** True if one is. */
  OR(false, true, true, true),
  /** True if exactly one is. */
  XOR(false, true, true, false),
  /** True unless both are. */
  NAND(true, true, true, false),
  /** True if none is. */
  NOR(true, false, false, false),
  /** True if both are equal. */
  XNOR(true, false, false, true),
  /** True unless the first is and the second is not. */
  IMPLIES(true, true, false, true);

  private final boolean[] table;

  Gate(boolean... table) {
    this.table = table;
  }

  /** The output for two inputs. */
  public boolean of(boolean first, boolean second) {
    return table[(first ? 2 : 0) + (second ? 1 : 0)];
  }
}
