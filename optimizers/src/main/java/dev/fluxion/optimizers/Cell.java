package dev.fluxion.optimizers;

/** A named double that belongs to an optimizer's state or telemetry. */
public final class Cell {
  private final String name;

  /** The present value. */
  public double value;

  Cell(String name, double value) {
    this.name = name;
    this.value = value;
  }

  /** The name. */
  public String name() {
    return name;
  }
}
